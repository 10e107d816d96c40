/** What Graph cannot be made to hold, although each value for itself is right. */
import type { Refusal, Values } from '../sync/resource';
import { because } from '../contracts/reasons';
import { tooLong } from '../canonical/longest';
import { isKnownZone } from '../time';
import { asEvent } from './as-event';
import type { EventValues } from './values';

export function refusals(from: Values | null, to: Values, fields: readonly string[]): readonly Refusal[] {
  const long = tooLong(to, fields, ['subject', 'categories']);
  if (from === null) return long;
  return [...long, ...broughtBack(asEvent(from), asEvent(to), fields), ...movedInUnknownZone(asEvent(from), asEvent(to), fields)];
}

/**
 * Nothing in Graph brings a cancelled occurrence back, but another start or rule, with which all of them begin anew (graph-facts §1.9).
 * What is no series any more has none.
 */
function broughtBack(from: EventValues, to: EventValues, fields: readonly string[]): Refusal[] {
  const known: readonly string[] | null = from.excludedDates; // null: not written yet, and not read
  if (!fields.includes('excludedDates') || fields.some((field) => clock.has(field)) || to.recurrence === null) return [];
  const kept = new Set(to.excludedDates);
  const back = (known ?? []).filter((date) => !kept.has(date));
  if (back.length === 0) return [];
  const message = because('occurrence-cancelled', { dates: back });
  return [{ fields: ['excludedDates'], code: 'rule-not-expressible', message }];
}

/** A series in a zone that only this mailbox knows would have to go as UTC, and lose its clock. */
function movedInUnknownZone(from: EventValues, to: EventValues, fields: readonly string[]): Refusal[] {
  const times = fields.filter((field) => clock.has(field));
  const isUnknown = [from, to].every(({ recurrence, timeZone }) => recurrence !== null && timeZone !== null && !isKnownZone(timeZone));
  if (times.length === 0 || !isUnknown) return [];
  const message = because('zone-of-outlook-only', { zone: to.timeZone ?? '' });
  return [{ fields: times, code: 'rule-not-expressible', message }];
}

const clock = new Set(['start', 'end', 'isAllDay', 'timeZone', 'recurrence']);
