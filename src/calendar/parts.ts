/** Exceptions are parts of their series (graph-facts §1.3, §1.9). */
import type { PartRules, Values } from '../sync/resource';
import { asEvent } from './as-event';
import { fields } from './fields';
import { partId } from './part-id';
import { movedTo, occurrenceStart } from './series-clock';

export const parts: PartRules = {
  id: partId,
  areIn: (values) => asEvent(values).recurrence !== null,
  has: (values, date) => asEvent(values).recurrence !== null && !setOf(datesOf(values)).has(date),
  areKept: (from, to) => Object.entries(fields).every(([name, { unit, isEqual }]) => unit !== 'time' || isEqual(from[name], to[name])),
  removed: (from, to) => datesOf(to).filter((date) => !setOf(datesOf(from)).has(date)),
  including: (of, dates) => ({ ...of, excludedDates: datesOf(of).filter((date) => !dates.has(date)) }),
  /** The plain occurrence of that date. */
  base: (of, date) => ({
    ...of,
    ...movedTo(date, asEvent(of)),
    recurrence: null,
    excludedDates: [],
    originalStart: occurrenceStart(date, asEvent(of)),
  }),
};

/** A series may have thousands of exceptions and cancelled dates, and each exception asks. */
const setOf = (dates: readonly string[]): ReadonlySet<string> => {
  const known = sets.get(dates) ?? new Set(dates);
  sets.set(dates, known);
  return known;
};
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Absent in the base of a series whose cancelled dates have not been written yet. */
const datesOf = (values: Values): readonly string[] => (values['excludedDates'] as readonly string[] | null | undefined) ?? none;
const none: readonly string[] = [];
