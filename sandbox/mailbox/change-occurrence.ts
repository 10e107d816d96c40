import { GraphError, invalidRequest, itemNotFound } from '../graph/errors.js';
import { mergedProperties, notify } from './change-event.js';
import type { EventChanges } from './changes.js';
import { dayOfWall, formatDate } from './dates.js';
import type { Instance, StoredEvent } from './event.js';
import { instanceOn, seriesDays } from './instances.js';
import type { Author } from './mail.js';
import type { Mailbox } from './mailbox.js';
import type { Times } from './times.js';
import { changedTimes } from './times.js';

/** PATCH of one occurrence: it becomes an exception (graph-facts §1.9). Returns the exception. */
export function changeOccurrence(mailbox: Mailbox, event: StoredEvent, date: string, changes: EventChanges, author: Author): Instance {
  const current = instanceOn(event, date);
  if (!current) throw itemNotFound();
  if (changes.recurrence) throw invalidRequest('An occurrence cannot have a recurrence of its own.');
  const namesTimes = changes.start !== undefined || changes.end !== undefined || changes.isAllDay !== undefined;
  const times: Partial<Times> = namesTimes ? changedTimes(current.properties, changes) : {};
  if (times.start) refuseCrossing(event, date, formatDate(dayOfWall(times.start.wall)));

  const now = mailbox.clock.now();
  const version = mailbox.nextVersion();
  const before = event.exceptions.get(date);
  const exception = {
    date,
    changes: { ...before?.changes, ...mergedProperties(current.properties, changes.properties), ...times },
    createdAt: before?.createdAt ?? now,
    modifiedAt: now,
    version,
  };
  const changed: StoredEvent = { ...event, version, modifiedAt: now, exceptions: new Map([...event.exceptions, [date, exception]]) };
  const stored = mailbox.put(changed);
  notify(mailbox, event, stored, changes, author);
  return instanceOn(stored, date) as Instance;
}

/** An occurrence must stay strictly between its neighbours' days. */
function refuseCrossing(event: StoredEvent, date: string, target: string): void {
  if (target === date) return;
  let previous: number | undefined;
  const wanted = Date.parse(target) / 86_400_000;
  let found = false;
  for (const { date: other, day } of seriesDays(event)) {
    if (found) {
      if (wanted >= day) throw crossing();
      return;
    }
    if (other === date) {
      if (previous !== undefined && wanted <= previous) throw crossing();
      found = true;
    } else {
      previous = day;
    }
  }
}

function crossing(): GraphError {
  return new GraphError(400, 'ErrorOccurrenceCrossingBoundary', 'Modified occurrence is crossing or overlapping adjacent occurrence.');
}
