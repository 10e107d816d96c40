import type { EventValues } from '../calendar/values';
import { asEvent } from '../calendar/as-event';
import { occurrenceDate } from '../calendar/series-clock';
import type { Link } from '../sync/link';
import type { KnownDate } from './compare-series';

/** Of a date that has a link: where it stands by now, on the clock of its series. */
export function knownDate({ part, base, state }: Pick<Link, 'part' | 'base' | 'state'>, series: EventValues): KnownDate {
  const date = part?.key ?? '';
  const { start, isAllDay } = asEvent(base);
  const standsOn = typeof start === 'string' ? occurrenceDate(start, series.timeZone, isAllDay) : date;
  return { date, standsOn, isRemembered: state === 'ended' };
}
