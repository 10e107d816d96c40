/**
 * Graph's dateTimeTimeZone: `{ dateTime: "2026-03-01T09:00:00.0000000", timeZone: "W. Europe Standard Time" }`, seven digits, no
 * offset (graph-facts §1.8). Some answers carry an offset or a "Z" all the same; then that counts and the zone does not.
 */
import { isDate } from './dates';
import { toInstant, toIsoMilliseconds, toLocal } from './instant';
import { windowsZone, usableZone } from './zones';

interface GraphDateTime {
  readonly dateTime: string;
  readonly timeZone: string;
}

/** The instant, or null for what is no date and time. An absent or unknown zone is UTC, which is what Graph answers in. */
export function instantFromGraph(value: unknown): string | null {
  const parts = partsFromGraph(value);
  if (parts === null) return null;
  try {
    const text = `${parts.date}T${parts.time}`;
    return parts.offset === null ? toInstant(text, parts.zone) : toIsoMilliseconds(text + parts.offset);
  } catch {
    return null;
  }
}

/** The wall clock as it stands there, never converted: dates of all-day events float (graph-facts §1.8). */
export function wallClockFromGraph(value: unknown): { date: string; time: string } | null {
  const parts = partsFromGraph(value);
  return parts === null ? null : { date: parts.date, time: parts.time };
}

/** The zone's wall clock, in the rules of the very zone that is named: Vienna goes as Berlin's "W. Europe Standard Time". */
export function graphFromInstant(instant: string, zone: string): GraphDateTime {
  const timeZone = graphZone(zone);
  return { dateTime: toLocal(instant, timeZone), timeZone };
}

/** The name to send: Windows' own, which every mailbox knows, else IANA's; for an unknown zone 'UTC'. */
export function graphZone(zone: string): string {
  return windowsZone(zone) ?? usableZone(zone);
}

function partsFromGraph(value: unknown): { date: string; time: string; offset: string | null; zone: string } | null {
  if (typeof value !== 'object' || value === null) return null;
  const { dateTime, timeZone } = value as Record<string, unknown>;
  if (typeof dateTime !== 'string') return null;
  const match = pattern.exec(dateTime.trim());
  if (match === null) return null;
  const [, date = '', hoursAndMinutes = '00:00', seconds = '00', fraction = '', offset] = match;
  if (!isDate(date)) return null;
  const time = `${hoursAndMinutes}:${seconds}${fraction === '' ? '' : `.${fraction.slice(0, 9)}`}`;
  return { date, time, offset: offset ?? null, zone: typeof timeZone === 'string' && timeZone !== '' ? timeZone : 'UTC' };
}

const pattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
