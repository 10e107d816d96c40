/** One of a series' `exceptionOccurrences` (graph-facts §1.3): named by the series and the date that it stands for. */
import type { ReasonCode } from '../contracts/reasons';
import type { RemoteReading } from '../sync/resource';
import { midnight } from '../time';
import { originalDate, type OriginalSeries } from './original-date';
import { partId } from './part-id';
import { type Asked, happensOnce, isObject, readEvent, textOr, type Raw } from './read-event';
import { exceptionTimes, occurrenceStart } from './series-clock';
import { storedInstant } from '../canonical/stored-instant';
import { timesFromMicrosoft } from './times-from-microsoft';

interface Series extends Asked {
  readonly microsoftId: string;
  readonly zone: string;
  /** Names of zones that the series was told with. */
  readonly zones: readonly string[];
  readonly times: OriginalSeries;
}

/** `part`: the name that it goes by, also where it cannot be read; null where even that is unknown. */
export function readException(exception: unknown, raw: Raw, series: Series): { part: string | null; reading: RemoteReading } {
  const unusable = (part: string | null, why: ReasonCode): { part: string | null; reading: RemoteReading } => ({
    part,
    reading: { kind: 'unusable', microsoftId: part, why },
  });
  if (!isObject(exception)) return unusable(null, 'answer-of-another-kind');
  const key = originalDate({ ...exception, type: 'exception' }, series.times, series.zones);
  if (key === null) return unusable(null, 'answer-without-occurrence');
  const part = partId(series.microsoftId, key);
  try {
    const address = textOr(exception.id, null);
    const whole = { ...inherited(raw), ...exception };
    const times = timesFromMicrosoft(whole);
    if (address === null) return unusable(part, 'answer-without-id');
    if (typeof times === 'string') return unusable(part, times);
    const originalStart = series.times.isAllDay
      ? midnight(key)
      : (storedInstant(exception.originalStart) ?? occurrenceStart(key, series.times));
    const when = { ...exceptionTimes(times, { zone: series.zone, isAllDay: series.times.isAllDay }), ...happensOnce, originalStart };
    const item = readEvent(whole, part, { when, isRich: series.isRich });
    return { part, reading: { ...item, address, part: { of: series.microsoftId, key } } };
  } catch {
    return unusable(part, 'answer-unreadable');
  }
}

/** What an exception does not say is the series' own; above all that it is private. */
function inherited(raw: Raw): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => shared.has(name)));
}

const shared = new Set([
  'subject', 'body', 'location', 'showAs', 'sensitivity', 'importance', 'categories', 'isReminderOn', 'reminderMinutesBeforeStart', 'attendees', 'organizer', 'isOrganizer', 'isDraft',
  'isAllDay', 'isOnlineMeeting', 'onlineMeeting', 'onlineMeetingUrl', 'originalStartTimeZone', 'originalEndTimeZone',
]); // prettier-ignore
