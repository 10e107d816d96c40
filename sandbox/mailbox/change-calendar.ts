import { GraphError } from '../graph/errors.js';
import type { Mailbox, StoredCalendar } from './mailbox.js';

/** Another name, or whether what it holds can be changed. */
export function changeCalendar(
  mailbox: Mailbox,
  calendar: StoredCalendar,
  changes: Partial<Pick<StoredCalendar, 'name' | 'color' | 'canEdit'>>,
): StoredCalendar {
  if (changes.name !== undefined && changes.name !== calendar.name) refuseSameName(mailbox, changes.name);
  const changed = { ...calendar, ...changes, version: mailbox.nextVersion() };
  mailbox.calendars.set(calendar.key, changed);
  return changed;
}

/** With all that is in it; of somebody else's, it is shared no longer. Its own feed says nothing any more: it is gone with the calendar. */
export function deleteCalendar(mailbox: Mailbox, calendar: StoredCalendar): void {
  if (calendar.isDefault) throw new GraphError(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
  mailbox.calendars.delete(calendar.key);
  for (const event of [...mailbox.events.values()]) if (event.calendarKey === calendar.key) mailbox.remove(event);
}

/** It has another id from now on; the one that it had is unknown (graph-facts §11.2). */
export function renewCalendarId(mailbox: Mailbox, calendar: StoredCalendar): StoredCalendar {
  const changed = { ...calendar, idVersion: calendar.idVersion + 1, version: mailbox.nextVersion() };
  mailbox.calendars.set(calendar.key, changed);
  return changed;
}

export function refuseSameName({ calendars }: Mailbox, name: string): void {
  for (const calendar of calendars.values()) {
    if (calendar.owner === null && calendar.name.toLowerCase() === name.toLowerCase()) {
      throw new GraphError(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
    }
  }
}
