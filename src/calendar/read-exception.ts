/** One of a series' `exceptionOccurrences` (graph-facts §1.3): named by the series and the date that it stands for. */
import type { RemoteReading } from '../sync/resource';
import { dateOf, graphZone, isMidnight, midnight, toInstant } from '../time';
import { isDate } from './excluded-dates';
import { partId } from './part-id';
import { happensOnce, isObject, readEvent, textOr, type Raw } from './read-event';
import { exceptionTimes, occurrenceDate, occurrenceStart, type SeriesTimes } from './series-clock';
import { storedInstant } from '../canonical/stored-instant';
import { timesFromMicrosoft } from './times-from-microsoft';

interface Series {
  readonly microsoftId: string;
  /** Also of an all-day series: some answers give its dates as midnights of that zone. */
  readonly zone: string;
  readonly times: SeriesTimes;
}

/** `part`: the name that it goes by, also where it cannot be read; null where even that is unknown. */
export function readException(exception: unknown, raw: Raw, series: Series): { part: string | null; reading: RemoteReading } {
  const unusable = (part: string | null, why: string): { part: string | null; reading: RemoteReading } => ({
    part,
    reading: { kind: 'unusable', microsoftId: part, why },
  });
  if (!isObject(exception)) return unusable(null, 'The answer holds something that is no exception of its series.');
  const key = keyOf(exception, series);
  if (key === null) return unusable(null, 'The answer holds an exception and does not say for which occurrence of its series.');
  const part = partId(series.microsoftId, key);
  try {
    const address = textOr(exception.id, null);
    const whole = { ...inherited(raw), ...exception };
    const times = timesFromMicrosoft(whole);
    if (address === null) return unusable(part, 'The answer holds an exception without an id.');
    if (typeof times === 'string') return unusable(part, times);
    const originalStart = series.times.isAllDay
      ? midnight(key)
      : (storedInstant(exception.originalStart) ?? occurrenceStart(key, series.times));
    const item = readEvent(whole, part, {
      ...exceptionTimes(times, { zone: series.zone, isAllDay: series.times.isAllDay }),
      ...happensOnce,
      originalStart,
    });
    return { part, reading: { ...item, address, part: { of: series.microsoftId, key } } };
  } catch {
    return unusable(part, 'The exception cannot be read.');
  }
}

function keyOf(exception: Raw, { zone, times }: Series): string | null {
  const originalStart = storedInstant(exception.originalStart);
  if (originalStart !== null)
    return times.isAllDay ? allDayKey(originalStart, zone) : occurrenceDate(originalStart, times.timeZone, false, times.start);
  const named = textOr(exception.occurrenceId, ''); // "OID.{series}.{date}", in answers that have more than v1.0 promises
  const date = named.slice(named.lastIndexOf('.') + 1);
  return isDate(date) ? date : null;
}

/** Midnight UTC of the date, or midnight of the zone that the series was made in; of a zone that nobody names, the nearest one. */
function allDayKey(originalStart: string, zone: string): string {
  if (isMidnight(originalStart)) return dateOf(originalStart);
  const local = occurrenceDate(originalStart, zone, true);
  if (toInstant(`${local}T00:00:00`, graphZone(zone)) === originalStart) return local;
  return dateOf(new Date(Date.parse(originalStart) + 12 * 3_600_000).toISOString());
}

/** What an exception does not say is the series' own; above all that it is private. */
function inherited(raw: Raw): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => shared.has(name)));
}

const shared = new Set([
  'subject', 'body', 'location', 'showAs', 'sensitivity', 'importance', 'categories', 'isReminderOn', 'reminderMinutesBeforeStart', 'attendees', 'organizer', 'isOrganizer', 'isDraft',
  'isAllDay', 'isOnlineMeeting', 'onlineMeeting', 'onlineMeetingUrl', 'originalStartTimeZone', 'originalEndTimeZone',
]); // prettier-ignore
