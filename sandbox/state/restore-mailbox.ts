import { roundsOf } from '../graph/delta-rounds.js';
import type { StoredEvent } from '../mailbox/event.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { SavedEvent, SavedMailbox } from './saved.js';
import { restoreFeed } from './saved-feed.js';
import { restoreShelf } from './saved-shelf.js';

/** More than can be handed out between two savings. */
const skipped = 1000;

/**
 * Makes a new mailbox what a saved one was. Where the end of the saved life is missing, ids and versions that were handed out then
 * must not mean something else now: they are skipped, and delta begins anew.
 */
export function restoreMailbox(mailbox: Mailbox, saved: SavedMailbox, isComplete: boolean): void {
  mailbox.calendars.clear();
  for (const calendar of saved.calendars) mailbox.calendars.set(calendar.key, calendar);
  for (const event of saved.events) mailbox.adopt(restoreEvent(event));
  mailbox.mails.push(...saved.mails);
  restoreFeed(mailbox.feed, saved.feed, mailbox.events, restoreEvent);
  restoreShelf(mailbox.todo.lists, saved.lists);
  restoreShelf(mailbox.todo.tasks, saved.tasks);
  for (const [number, round] of saved.rounds) roundsOf(mailbox).set(number, round);
  const gap = isComplete ? 0 : skipped;
  const { counts } = saved;
  Object.assign(mailbox.counts, {
    events: counts.events + gap,
    calendars: counts.calendars + gap / 100,
    versions: counts.versions + gap,
    lists: counts.lists + gap / 100,
    tasks: counts.tasks + gap,
    parts: counts.parts + gap,
  });
  mailbox.syncGeneration = saved.syncGeneration + (isComplete ? 0 : 1);
  mailbox.timeZone = saved.timeZone;
}

function restoreEvent({ exceptions, cancelledDates, ...event }: SavedEvent): StoredEvent {
  return {
    ...event,
    exceptions: new Map(exceptions.map((exception) => [exception.date, exception])),
    cancelledDates: new Set(cancelledDates),
  };
}
