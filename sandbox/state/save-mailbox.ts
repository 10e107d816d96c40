import { roundsOf } from '../graph/delta-rounds.js';
import type { StoredEvent } from '../mailbox/event.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { SavedEvent, SavedMailbox } from './saved.js';
import { saveFeed } from './saved-feed.js';
import { saveShelf } from './saved-shelf.js';

export function saveMailbox(mailbox: Mailbox): SavedMailbox {
  // What delta may show by now need not be kept as waiting: the next delta request would do the same first.
  mailbox.replicate();
  const { number, timeZone, syncGeneration, counts, calendars, events, mails, feed, todo } = mailbox;
  return {
    personId: mailbox.person.id,
    number,
    timeZone,
    syncGeneration,
    counts,
    calendars: [...calendars.values()],
    events: [...events.values()].map(saveEvent),
    mails,
    feed: saveFeed(feed, events, saveEvent),
    rounds: [...roundsOf(mailbox)].map(([round, { window, calendarKey, until }]) => [round, { window, calendarKey, until }] as const),
    lists: saveShelf(todo.lists),
    tasks: saveShelf(todo.tasks),
  };
}

function saveEvent({ exceptions, cancelledDates, ...event }: StoredEvent): SavedEvent {
  return { ...event, exceptions: [...exceptions.values()], cancelledDates: [...cancelledDates] };
}
