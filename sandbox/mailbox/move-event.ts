import type { StoredEvent } from './event.js';
import type { Mailbox, StoredCalendar } from './mailbox.js';

/**
 * A person drags an event or a whole series into another calendar of the mailbox, which nobody is mailed about. Sources leave open what becomes of
 * the id, and who tells (graph-facts §11.4); the behaviour says it.
 */
export function moveEvent(mailbox: Mailbox, event: StoredEvent, calendar: StoredCalendar): StoredEvent {
  if (event.calendarKey === calendar.key) return event;
  const { movedId, movesToldBy, movedProperties } = mailbox.eventBehaviour;
  const moved = { ...event, calendarKey: calendar.key };
  if (movedId === 'kept' && movesToldBy === 'source') return mailbox.putSilently(moved);
  const told = { ...moved, version: mailbox.nextVersion(), modifiedAt: mailbox.clock.now() };
  if (movedId === 'kept') return mailbox.put(told);
  mailbox.remove(event);
  const properties =
    movedProperties === 'kept'
      ? event.properties
      : { ...event.properties, singleValueExtendedProperties: [], multiValueExtendedProperties: [] };
  const { transactionId: _transactionId, ...rest } = told;
  return mailbox.put({ ...rest, key: mailbox.nextEventKey(), properties });
}
