/** The answer to reading one event by itself, with its exceptions and cancelled occurrences (graph-facts §1.3). Never throws. */
import type { RemoteItem, RemoteReading } from '../sync/resource';
import { dateOf, graphZone } from '../time';
import { datesFromMicrosoft } from './excluded-dates';
import { hasMorePages } from '../canonical/has-more-pages';
import { type Asked, isObject, isRemoved, readEvent, textOr, type Raw } from './read-event';
import { readException } from './read-exception';
import { readMicrosoft, typeOf } from './read-microsoft';
import { recurrenceFrom } from '../recurrence/canonical-rule';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';
import { firstDate } from '../recurrence/rule-dates';
import { movedTo, ruleStart, seriesWall, type SeriesTimes } from './series-clock';
import { seriesTimesFromMicrosoft, zoneOf, zonesNamed } from './times-from-microsoft';

/** The item first, then the exceptions of a series. */
export function readWhole(raw: unknown, asked: Asked): readonly RemoteReading[] {
  const microsoftId = isObject(raw) ? textOr(raw.id, null) : null;
  if (!isObject(raw) || microsoftId === null || isRemoved(raw) || typeOf(raw) !== 'series') return [readMicrosoft(raw, asked)];
  try {
    return readSeries(raw, microsoftId, asked);
  } catch {
    return [{ kind: 'unusable', microsoftId, why: 'answer-unreadable' }];
  }
}

function readSeries(raw: Raw, microsoftId: string, { isRich }: Asked): readonly RemoteReading[] {
  const times = seriesTimesFromMicrosoft(raw);
  if (typeof times === 'string') return [{ kind: 'unusable', microsoftId, why: times }];
  const held = ruleOf(raw.recurrence, times);
  if (held === null) return [{ kind: 'unusable', microsoftId, why: 'answer-wrong-rule' }];

  const excludedDates = datesFromMicrosoft(raw.cancelledOccurrences);
  const when = { ...held, excludedDates: excludedDates ?? [], originalStart: null };
  const event = readEvent(raw, microsoftId, { when, isRich });
  const series: RemoteItem = excludedDates === null ? { ...event, unread: [...(event.unread ?? []), 'excludedDates'] } : event;
  if (!Array.isArray(raw.exceptionOccurrences)) return [series];
  const exceptions = raw.exceptionOccurrences.map((part: unknown) =>
    readException(part, raw, {
      microsoftId,
      zone: zoneOf(raw),
      zones: zonesNamed(raw),
      times: when,
      isRich,
    }),
  );
  return [
    { ...series, parts: partsOf(exceptions, hasMorePages(raw, 'exceptionOccurrences')) },
    ...exceptions.map(({ reading }) => reading),
  ];
}

/** One whose date cannot be told may be any of those we know, and so may those that are told elsewhere: none of them counts as gone. */
function partsOf(exceptions: readonly { part: string | null }[], hasMore: boolean): readonly string[] | null {
  if (hasMore) return null;
  const parts = exceptions.flatMap(({ part }) => (part === null ? [] : [part]));
  return parts.length === exceptions.length ? parts : null;
}

/**
 * Graph's `startDate` need not be one of the rule's dates; then the series begins with the first that is. UNTIL gets its instant by
 * the zone that is sent.
 */
function ruleOf(recurrence: unknown, times: SeriesTimes): (SeriesTimes & { recurrence: string }) | null {
  if (!isObject(recurrence) || !isObject(recurrence.pattern) || !isObject(recurrence.range)) return null;
  const zone = graphZone(times.timeZone ?? 'UTC');
  const recurs = ruleFromPattern(recurrence.pattern, recurrence.range, times.isAllDay ? null : zone);
  if (recurs === null) return null;
  const { pattern, range, text } = recurrenceFrom(recurs, ruleStart(times));
  const date = dateOf(seriesWall(times, times.start));
  const first = firstDate(pattern, range, date) ?? date;
  return { ...(first === date ? times : movedTo(first, times)), recurrence: text };
}
