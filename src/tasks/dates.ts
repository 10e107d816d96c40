/**
 * Dates of tasks. Graph keeps the instant of the creator's local midnight, and not which zone that was (graph-facts §2.3): a naive date of
 * it is a day early east of Greenwich. `zone` is the mailbox' own, null where it is not known.
 */
import { dateOf, graphZone, instantFromGraph, toLocal, wallClockFromGraph } from '../time';

/** Null for no date; undefined for what is none. */
export function dateFromGraph(value: unknown, zone: string | null): string | null | undefined {
  if (value === null || value === undefined) return null;
  const instant = instantFromGraph(value);
  if (instant === null) return undefined;
  if (instant < EARLIEST) return null; // 0001-01-01 is how Exchange says so
  return nearestDate(zone === null ? instant.slice(0, 19) : toLocal(instant, graphZone(zone)));
}

/** UTC midnight of the day, wherever the mailbox is; a finer time would be the mailbox' own (graph-facts §2.3). */
export function completedDateFromGraph(value: unknown, zone: string | null): string | null {
  const instant = instantFromGraph(value);
  if (instant !== null && instant.endsWith('T00:00:00.000Z')) return instant < EARLIEST ? null : dateOf(instant);
  return dateFromGraph(value, zone) ?? null;
}

/** Midnight of the mailbox' own zone, as To Do itself writes it. */
export function dateForGraph(date: string, zone: string | null): { dateTime: string; timeZone: string } {
  return { dateTime: `${date}T00:00:00`, timeZone: zone === null ? 'UTC' : graphZone(zone) };
}

/** A date of Strapi, or the day of a datetime in its place. Null for none; undefined for what is none. */
export function dateFromStrapi(value: unknown): string | null | undefined {
  if (value === null || value === undefined || value === '') return null;
  const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
  return typeof text === 'string' ? (wallClockFromGraph({ dateTime: text.trim() })?.date ?? undefined) : undefined;
}

const EARLIEST = '1601-01-01'; // where Windows' own time begins

/**
 * The midnight that is nearest on the mailbox' wall clock. It is midnight sharp where the task was made in the mailbox' zone; a telephone in
 * another zone leaves the same day some hours before or after it, and where clocks skip midnight the day begins at one.
 */
function nearestDate(local: string): string {
  const wallClock = Date.parse(`${local.slice(0, 19)}Z`);
  return dateOf(new Date(Math.min(wallClock + 43_200_000, LATEST)).toISOString());
}

const LATEST = Date.parse('9999-12-31T23:59:59Z');
