/** One occurrence of a series, edited or cancelled by a person: what the rows become. Throws `NoSuchOccurrence`. */
import { inWords } from '../contracts/reasons';
import { dateOf, graphZone } from '../time';
import { fields } from './fields';
import { readStrapi } from './read-strapi';
import { hasDate } from '../recurrence/rule-dates';
import { clockOf, occurrenceDate, seriesWall } from './series-clock';
import { storedInstant } from '../canonical/stored-instant';
import { isSeries, seriesFromStrapi } from './when-from-strapi';
import { zoneFromStrapi } from './times-from-strapi';

type Row = Readonly<Record<string, unknown>>;

/** Its message is for the person who asked. */
export class NoSuchOccurrence extends RangeError {}

/**
 * The data of a new exception: the series' own values, the occurrence's start and end, and `data` over them. A start without an end
 * keeps the length. `originalStart` is an instant, as `calendar.occurrences` returns it.
 */
export function exceptionOf(series: Row, originalStart: string, data: Row): Record<string, unknown> {
  const { date, when } = occurrenceOf(series, originalStart);
  if (when.excludedDates.includes(date))
    throw new NoSuchOccurrence(
      `The occurrence of ${date} is cancelled, and nothing brings it back. Make an event of its own for that date.`,
    );
  checkData(data, series);
  const clock = clockOf(when);
  const [start, end] = [clock.startOn(date), clock.endOn(date)];
  const row = {
    ...copied(series),
    start,
    end: 'start' in data && !('end' in data) ? movedEnd(data.start, Date.parse(end) - Date.parse(start)) : end,
    ...data,
    originalStart: start,
  };
  const reading = readStrapi({ ...row, documentId: 'new', series: { ...series, documentId: documentIdOf(series) } });
  if (reading.kind !== 'item') throw new NoSuchOccurrence(inWords(reading.why));
  return { ...row, series: documentIdOf(series) };
}

/** The data of an edit of an exception that is there already. */
export function editedException(exception: Row, data: Row): Record<string, unknown> {
  checkData(data, exception);
  if (!('start' in data) || 'end' in data) return { ...data };
  const [start, end] = [storedInstant(exception.start), storedInstant(exception.end)];
  return { ...data, end: movedEnd(data.start, Date.parse(end ?? '') - Date.parse(start ?? '')) };
}

/** Which of a series' exceptions stands for this occurrence, also where the series was moved since: it goes by the date. */
export function exceptionFor(
  series: Row,
  originalStart: string,
  exceptions: readonly Row[],
): { exception: Row; originalStart: string } | null {
  const when = readSeries(series);
  const dateOfStart = (value: unknown): string | null => {
    const instant = storedInstant(value);
    return instant === null ? null : occurrenceDate(instant, graphZone(zoneFromStrapi(series)), when.isAllDay, when.start);
  };
  const date = dateOfStart(originalStart);
  const exception = exceptions.find((candidate) => date !== null && dateOfStart(candidate.originalStart) === date);
  return exception === undefined || date === null ? null : { exception, originalStart: clockOf(when).startOn(date) };
}

/**
 * The series' `excludedDates` with this occurrence among them; as they are where it is cancelled already. One with an exception of its own stands
 * also where the series has got another rule since (`hasException`).
 */
export function withCancelled(series: Row, originalStart: string, hasException = false): readonly string[] {
  const { date, when } = occurrenceOf(series, originalStart, hasException);
  return [...new Set([...when.excludedDates, date])].sort().map(clockOf(when).startOn);
}

/** The instant must be the occurrence's own; its date alone might be somebody's mistake about zones. */
export function occurrenceOf(
  series: Row,
  originalStart: string,
  hasException = false,
): { date: string; when: ReturnType<typeof seriesFromStrapi> } {
  const instant = storedInstant(originalStart);
  if (instant === null)
    throw new NoSuchOccurrence(
      '"originalStart" is no date and time. Give it as calendar.occurrences does, such as "2026-03-02T09:00:00.000Z".',
    );
  const when = readSeries(series);
  const date = occurrenceDate(instant, graphZone(zoneFromStrapi(series)), when.isAllDay, when.start);
  const isOccurrence = hasDate(when.rule.pattern, when.rule.range, dateOf(seriesWall(when, when.start)), date);
  if (!hasException && (!isOccurrence || clockOf(when).startOn(date).slice(0, 19) !== instant.slice(0, 19))) {
    throw new NoSuchOccurrence(`The series has no occurrence that starts at ${instant}. Take "originalStart" from calendar.occurrences.`);
  }
  return { date, when };
}

function readSeries(series: Row): ReturnType<typeof seriesFromStrapi> {
  try {
    if (isSeries(series)) return seriesFromStrapi(series);
  } catch (error) {
    throw new NoSuchOccurrence(error instanceof Error ? error.message : 'The series cannot be read.');
  }
  throw new NoSuchOccurrence('The event is no series: it has no "recurrence". Edit the event itself.');
}

/** Formatting only where the type holds it. */
function checkData(data: Row, current: Row): void {
  const refused = Object.keys(data).filter((field) => !editable.has(field) && !(field === notInType && notInType in current));
  if (refused.length > 0)
    throw new NoSuchOccurrence(`${refused.join(', ')} cannot be set on one occurrence. It has ${[...editable].join(', ')}.`);
}

export function movedEnd(start: unknown, length: number): string {
  const instant = storedInstant(start);
  if (instant === null) throw new NoSuchOccurrence('"start" is no date and time.');
  return new Date(Date.parse(instant) + length).toISOString();
}

/** An exception is no series, and its address and its key in Microsoft are its own. */
function copied(series: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(fields)
      .filter((field) => !own.has(field) && series[field] !== undefined)
      .map((field) => [field, series[field]]),
  );
}

const own = new Set(['start', 'end', 'recurrence', 'excludedDates', 'originalStart', 'webLink', 'iCalUId']);
const ofSeries = new Set(['recurrence', 'excludedDates', 'timeZone']);
const notInType = 'html';
const editable = new Set(
  Object.keys(fields).filter(
    (name) => fields[name as keyof typeof fields].writtenBy === 'both' && !ofSeries.has(name) && name !== notInType,
  ),
);

function documentIdOf(series: Row): string {
  return String(series.documentId ?? '');
}
