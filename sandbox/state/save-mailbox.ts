import { roundsOf } from '../graph/delta-rounds.js';
import type { StoredEvent } from '../mailbox/event.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { SavedEvent, SavedMailbox } from './saved.js';

export function saveMailbox(mailbox: Mailbox): SavedMailbox {
  // What delta may show by now need not be kept as waiting: the next delta request would do the same first.
  mailbox.replicate();
  const { number, timeZone, syncGeneration, replicaVersion, counts, calendars, events, mails, replica, tombstones, pending } = mailbox;
  return {
    personId: mailbox.person.id,
    number,
    timeZone,
    syncGeneration,
    replicaVersion,
    counts,
    calendars: [...calendars.values()],
    events: [...events.values()].map(saveEvent),
    mails,
    replica: [...replica.values()].map((event) => (events.get(event.key) === event ? event.key : saveEvent(event))),
    tombstones: [...tombstones.values()],
    pending: pending.map((change) => ({ ...change, event: change.event ? saveEvent(change.event) : null })),
    rounds: [...roundsOf(mailbox)].map(([round, { window, calendarKey, until }]) => [round, { window, calendarKey, until }] as const),
  };
}

function saveEvent({ exceptions, cancelledDates, ...event }: StoredEvent): SavedEvent {
  return { ...event, exceptions: [...exceptions.values()], cancelledDates: [...cancelledDates] };
}
