import type { StoredEvent } from './event.js';
import type { Author } from './mail.js';
import { invitees, sendMail } from './mail.js';
import type { Mailbox } from './mailbox.js';
import { deliver, withdraw } from './meetings.js';

/** Deletes an event or a whole series. An organizer's deletion mails cancellations, always (graph-facts §1.9). */
export function deleteEvent(mailbox: Mailbox, event: StoredEvent, author: Author): void {
  mailbox.remove(event);
  if (!event.isOrganizer) return;
  const invited = invitees(mailbox, event);
  sendMail(mailbox, 'cancellation', invited, event, author);
  withdraw(mailbox, event, invited);
}

/** Takes one date out of a series. No tombstone: delta sends the series again without it (graph-facts §1.3). */
export function deleteOccurrence(mailbox: Mailbox, event: StoredEvent, date: string, author: Author): StoredEvent {
  const exceptions = new Map(event.exceptions);
  exceptions.delete(date);
  const changed: StoredEvent = {
    ...event,
    version: mailbox.nextVersion(),
    modifiedAt: mailbox.clock.now(),
    exceptions,
    cancelledDates: new Set([...event.cancelledDates, date]),
  };
  mailbox.put(changed);
  if (event.isOrganizer) {
    const invited = invitees(mailbox, event);
    sendMail(mailbox, 'cancellation', invited, event, author);
    deliver(mailbox, changed, invited);
  }
  return changed;
}
