import { ruleStart, type SeriesTimes } from '../../../src/calendar/series-clock';
import type { RuleStart } from '../../../src/recurrence/canonical-rule';
import { isDate } from '../../../src/time';
import { instantOf } from './instantOf';

export interface SeriesStart {
  readonly start: RuleStart;
  /** Null: nobody has said when it starts. Then `start` is today, so that a rule can be chosen all the same. */
  readonly times: SeriesTimes | null;
  /** Of what is due on dates, as tasks are. */
  readonly isOfDates: boolean;
}

interface Given {
  readonly start: unknown;
  readonly end: unknown;
  readonly isAllDay: boolean;
  readonly zone: unknown;
  /** The zone of what names none. */
  readonly otherwise: string;
}

export function seriesStart({ start, end, isAllDay, zone, otherwise }: Given): SeriesStart {
  const timeZone = typeof zone === 'string' && zone !== '' ? zone : otherwise;
  if (isDate(start)) {
    const midnight = `${start}T00:00:00.000Z`;
    const times: SeriesTimes = { start: midnight, end: midnight, isAllDay: true, timeZone: null };
    return { start: ruleStart(times), times, isOfDates: true };
  }
  const from = instantOf(start);
  const times = from === null ? null : { start: from, end: instantOf(end) ?? from, isAllDay, timeZone };
  const now = new Date().toISOString();
  return { start: ruleStart(times ?? { start: now, end: now, isAllDay, timeZone }), times, isOfDates: false };
}
