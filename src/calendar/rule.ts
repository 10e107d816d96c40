/** An RRULE as it is stored: without DTSTART, UNTIL in any of the three forms that calendars write. */
import { toLocal } from '../time';

export interface Rule {
  /** For the library: without UNTIL, which it would take as an instant of the wrong zone. */
  readonly text: string;
  /** Wall clock of the last possible start. */
  readonly until: string | null;
}

/** Null for what is no rule of days: Outlook has nothing shorter, and hourly rules would fill every range. */
export function parseRule(recurrence: string, isAllDay: boolean, zone: string): Rule | null {
  const parts = recurrence.trim().replace(/^RRULE:/i, '').toUpperCase().split(';').filter(Boolean);
  if (!parts.some((part) => /^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(part))) return null;
  if (parts.some((part) => !/^[A-Z]+=[A-Z0-9,+-]+$/.test(part) || /^BY(?:HOUR|MINUTE|SECOND)=/.test(part))) return null;
  const limit = parts.find((part) => part.startsWith('UNTIL='))?.slice('UNTIL='.length);
  const until = limit === undefined ? null : wallClock(limit, isAllDay, zone);
  if (limit !== undefined && until === null) return null;
  return { text: parts.filter((part) => !part.startsWith('UNTIL=')).join(';'), until };
}

function wallClock(limit: string, isAllDay: boolean, zone: string): string | null {
  const [, year, month, day, hour, minute, second, utc] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(limit) ?? [];
  if (year === undefined) return null;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return `${date}T23:59:59`;
  const time = `${date}T${hour}:${minute}:${second}`;
  try {
    const local = utc === undefined ? time : toLocal(`${time}Z`, zone);
    return isAllDay ? `${local.slice(0, 10)}T23:59:59` : local;
  } catch {
    return null;
  }
}
