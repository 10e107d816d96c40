/** UNTIL in any of the three forms that calendars write, and a stored rule as the library that expands it wants it. */
import { toLocal } from '../time';
import { rulePartsOf } from './rule-parts';

export interface Rule {
  /** For the library: without UNTIL, which it would take as an instant of the wrong zone. */
  readonly text: string;
  /** Wall clock of the last possible start. */
  readonly until: string | null;
}

/** Null for what is no rule of days: Outlook has nothing shorter, and hourly rules would fill every range. Throws as `rulePartsOf` does. */
export function parseRule(recurrence: string, isAllDay: boolean, zone: string): Rule | null {
  const parts = rulePartsOf(recurrence);
  if (!ofDays.has(parts.get('FREQ') ?? '') || [...parts.keys()].some((name) => ofClock.has(name))) return null;
  const limit = parts.get('UNTIL');
  const until = limit === undefined ? null : untilWall(limit, isAllDay, zone);
  if (limit !== undefined && until === null) return null;
  const others = [...parts].filter(([name]) => name !== 'UNTIL');
  return { text: others.map(([name, value]) => `${name}=${value}`).join(';'), until };
}

const ofDays = new Set(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const ofClock = new Set(['BYHOUR', 'BYMINUTE', 'BYSECOND']);

/** Wall clock of the last possible start, in the series' zone; null for what is no UNTIL. */
export function untilWall(limit: string, isAllDay: boolean, zone: string): string | null {
  const [, year, month, day, hour, minute, second, utc] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(limit) ?? [];
  if (year === undefined) return null;
  const date = `${year}-${month}-${day}`;
  const time = `${hour ?? '23'}:${minute ?? '59'}:${second ?? '59'}`;
  try {
    if (new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) !== date) return null;
    const wall =
      utc === undefined || (isAllDay && floats.has(time)) ? toLocal(`${date}T${time}Z`, 'UTC') : toLocal(`${date}T${time}Z`, zone);
    return isAllDay ? `${wall.slice(0, 10)}T23:59:59` : wall;
  } catch {
    return null;
  }
}

/** Midnight and the last second are how a date is written by who has to write a time. */
const floats = new Set(['00:00:00', '23:59:59']);
