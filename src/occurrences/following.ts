/**
 * "This and following": Outlook ends the series early and makes another one for the rest. The entries beyond the new end belong to that one, if it can
 * be told.
 */
import type { EventValues } from '../calendar/values';
import { fields } from '../calendar/fields';
import { seriesWall } from '../calendar/series-clock';
import { ruleDates } from '../recurrence/rule-dates';
import type { Range } from '../recurrence/pattern';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';
import { sameRule } from '../recurrence/same-rule';
import { firstDateOf, ruleOf, type RuleOfSeries } from './dates-of-series';

export interface EarlyEnd {
  /** The last day on which the series may still be. */
  readonly end: string;
  /** The date behind the first one that it lost, whether it had that one or not: what follows it begins before. */
  readonly next: string;
}

/** Null: it has no earlier end, or something else about its dates is new as well. */
export function earlyEnd(before: EventValues, after: EventValues): EarlyEnd | null {
  if (before.recurrence === null || after.recurrence === null || before.isAllDay !== after.isAllDay) return null;
  const [old, now] = [ruleOf(before), ruleOf(after)];
  if (old.start !== now.start || !sameRule(withoutEnd(old), withoutEnd(now))) return null;
  const end = endOf(now);
  if (end === null) return null;
  const lost = firstBehind(old, old.range, end);
  const next = lost === null ? null : firstBehind(old, { type: 'noEnd' }, lost);
  return next === null ? null : { end, next };
}

function firstBehind({ pattern, start }: RuleOfSeries, range: Range, date: string): string | null {
  for (const one of ruleDates(pattern, range, start, date)) if (one > date) return one;
  return null;
}

export interface NewSeries {
  readonly id: string;
  readonly values: EventValues;
}

/** Which of the series that are new takes over what is beyond the end of this one; null: none does, or nobody can tell which. */
export function followerOf(ended: EventValues, { end, next }: EarlyEnd, candidates: readonly NewSeries[]): NewSeries | null {
  const [one, another] = candidates.filter(({ values }) => {
    if (values.recurrence === null || !hasSameOrganizer(ended, values)) return false;
    const start = firstDateOf(values);
    return start > end && start < next && (hasSameTitle(ended, values) || hasSameTime(ended, values));
  });
  return another === undefined ? (one ?? null) : null;
}

/** The two are told one after the other, and the feed may take its time. */
const WAITS_MS = 3_600_000;

/** Whether the entries beyond an early end, which was seen then, still wait for the series that follows. */
export const waitsForFollower = (of: { readonly since: number; readonly now: number }): boolean => of.now - of.since < WAITS_MS;

const withoutEnd = ({ pattern }: RuleOfSeries): string | null => ruleFromPattern({ ...pattern }, { type: 'noEnd' }, null);

/** Null: it has none, or one that is too far away to be counted. */
function endOf({ pattern, range, start }: RuleOfSeries): string | null {
  switch (range.type) {
    case 'noEnd':
      return null;
    case 'endDate':
      return range.endDate;
    case 'numbered':
      return range.numberOfOccurrences > MOST_COUNTED ? null : ([...ruleDates(pattern, range, start)].at(-1) ?? null);
  }
}

const MOST_COUNTED = 1000;

function hasSameOrganizer(one: EventValues, other: EventValues): boolean {
  const [a, b] = [one.organizer?.email.toLowerCase(), other.organizer?.email.toLowerCase()];
  return a !== undefined && b !== undefined ? a === b : one.isOrganizer && other.isOrganizer;
}

const hasSameTitle = (one: EventValues, other: EventValues): boolean =>
  one.subject !== '' && fields.subject.isEqual(one.subject, other.subject);

/** On the clock of the one that ended, whatever zone the other was made in. Whole days have no time that would say anything. */
function hasSameTime(ended: EventValues, other: EventValues): boolean {
  if (ended.isAllDay || other.isAllDay) return false;
  const onClock = (instant: string): string => seriesWall(ended, instant);
  const [a, b] = [ended, other].map(({ start, end }) => ({
    time: onClock(start).slice(DATE_LENGTH),
    length: Date.parse(`${onClock(end)}Z`) - Date.parse(`${onClock(start)}Z`),
  }));
  return a?.time === b?.time && a?.length === b?.length;
}

const DATE_LENGTH = '2026-03-17'.length;
