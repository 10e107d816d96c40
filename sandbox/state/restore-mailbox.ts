import { roundsOf } from '../graph/delta-rounds.js';
import type { StoredEvent } from '../mailbox/event.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { SavedEvent, SavedMailbox } from './saved.js';

/** More than can be handed out between two savings. */
const skipped = 1000;

/**
 * Makes a new mailbox what a saved one was. Where the end of the saved life is missing, ids and versions that were handed out then
 * must not mean something else now: they are skipped, and delta begins anew.
 */
export function restoreMailbox(mailbox: Mailbox, saved: SavedMailbox, isComplete: boolean): void {
  mailbox.calendars.clear();
  for (const calendar of saved.calendars) mailbox.calendars.set(calendar.key, calendar);
  for (const event of saved.events) mailbox.events.set(event.key, restoreEvent(event));
  mailbox.mails.push(...saved.mails);
  for (const entry of saved.replica) {
    const event = typeof entry === 'string' ? mailbox.events.get(entry) : restoreEvent(entry);
    if (event) mailbox.replica.set(event.key, event);
  }
  for (const tombstone of saved.tombstones) mailbox.tombstones.set(tombstone.key, tombstone);
  for (const change of saved.pending) mailbox.pending.push({ ...change, event: change.event ? restoreEvent(change.event) : undefined });
  for (const [number, round] of saved.rounds) roundsOf(mailbox).set(number, round);
  const { events, calendars, versions } = saved.counts;
  const gap = isComplete ? 0 : skipped;
  Object.assign(mailbox.counts, { events: events + gap, calendars: calendars + gap / 100, versions: versions + gap });
  mailbox.replicaVersion = saved.replicaVersion;
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
