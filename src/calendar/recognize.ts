/** How an event is shown, placed in time and recognized. */
import type { MatchCriteria, Span, Values } from '../sync/resource';
import { asEvent } from './as-event';
import { endOfSeries } from './end-of-series';

/** A series lasts from its first occurrence to the end of its last one. */
export function span(values: Values): Span {
  const event = asEvent(values);
  return { start: event.start, end: event.recurrence === null ? event.end : endOfSeries(event) };
}

export function title(values: Values): string {
  return asEvent(values).subject;
}

/** Same subject at the same time; events without a subject are too alike to be matched, and exceptions are found by their series. */
export function fingerprint(values: Values): string | null {
  const { subject, start, end, isAllDay, recurrence, originalStart } = asEvent(values);
  if (originalStart !== null) return null;
  const name = subject.normalize('NFC').toLowerCase();
  return name === ''
    ? null
    : [name, start.slice(0, 19), end.slice(0, 19), isAllDay ? 'all-day' : 'timed', ...(recurrence === null ? [] : ['series'])].join('|');
}

/**
 * A row's start may have a fraction of a second. That of an all-day event may be midnight of any zone, or a time of that day there
 * (`times-from-strapi.ts`): zones reach from 14 hours before UTC's clock to 12 behind it.
 */
export function matchCriteria(values: Values): MatchCriteria {
  const { start, isAllDay } = asEvent(values);
  const second = Math.floor(Date.parse(start) / 1000) * 1000;
  const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
  return {
    column: 'start',
    span: isAllDay
      ? { start: instant(second - 14 * HOUR), end: instant(second + 36 * HOUR) }
      : { start: instant(second), end: instant(second + 1000) },
  };
}

const HOUR = 3_600_000;
