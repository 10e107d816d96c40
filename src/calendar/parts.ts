/** Exceptions are parts of their series (graph-facts §1.3, §1.9). */
import type { PartRules, Values } from '../sync/resource';
import { asEvent } from './as-event';
import { fields } from './fields';
import { partId } from './part-id';
import { movedTo, occurrenceStart } from './series-clock';

export const parts: PartRules = {
  id: partId,
  areIn: (values) => asEvent(values).recurrence !== null,
  has: (values, date) => asEvent(values).recurrence !== null && !datesOf(values).includes(date),
  areKept: (from, to) => Object.entries(fields).every(([name, { unit, isEqual }]) => unit !== 'time' || isEqual(from[name], to[name])),
  removed: (from, to) => datesOf(to).filter((date) => !datesOf(from).includes(date)),
  including: (of, date) => ({ ...of, excludedDates: datesOf(of).filter((one) => one !== date) }),
  /** The plain occurrence of that date. */
  base: (of, date) => ({
    ...of,
    ...movedTo(date, asEvent(of)),
    recurrence: null,
    excludedDates: [],
    originalStart: occurrenceStart(date, asEvent(of)),
  }),
};

/** Absent in the base of a series whose cancelled dates have not been written yet. */
const datesOf = (values: Values): readonly string[] => (values['excludedDates'] as readonly string[] | null | undefined) ?? [];
