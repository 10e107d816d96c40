import { parseDate } from '../mailbox/dates.js';
import type { Recurrence, RecurrencePattern, RecurrenceRange } from '../mailbox/recurrence.js';
import { patternTypes, rangeTypes, weekdays, weekIndexes } from '../mailbox/recurrence.js';
import { findZone } from '../mailbox/zones.js';
import { failedProperty, invalidBody, unknownZone } from './errors.js';
import type { JsonObject } from './read-value.js';
import { readArray, readEnum, readInteger, readProperties, readString } from './read-value.js';

/**
 * A patternedRecurrence of a request, padded as the service echoes it. `recurrenceTimeZone` stays empty when absent: the
 * event's own zone counts then. What the type does not use is still validated, then dropped (graph-facts §1.8).
 */
export function readRecurrence(value: unknown): Recurrence {
  const { pattern, range } = readProperties(value, ['pattern', 'range'], 'recurrence');
  if (pattern === undefined || pattern === null || range === undefined || range === null) {
    throw failedProperty("The recurrence needs both 'pattern' and 'range'.");
  }
  return { pattern: readPattern(pattern), range: readRange(range) };
}

function readPattern(value: unknown): RecurrencePattern {
  const given = withoutNulls(
    readProperties(value, ['type', 'interval', 'month', 'dayOfMonth', 'daysOfWeek', 'firstDayOfWeek', 'index'], 'recurrence/pattern'),
  );
  if (given['type'] === undefined) throw failedProperty("The recurrence pattern needs a 'type'.");
  const type = readEnum(given['type'], patternTypes, 'recurrence/pattern/type');
  const interval = given['interval'] === undefined ? 0 : readInteger(given['interval'], 'recurrence/pattern/interval');
  const month = readNumber(given, 'month');
  const dayOfMonth = readNumber(given, 'dayOfMonth');
  const daysOfWeek = readArray(given['daysOfWeek'] ?? [], 'recurrence/pattern/daysOfWeek').map((day) =>
    readEnum(day, weekdays, 'recurrence/pattern/daysOfWeek'),
  );
  const firstDayOfWeek = readEnum(given['firstDayOfWeek'] ?? 'sunday', weekdays, 'recurrence/pattern/firstDayOfWeek');
  const index = readEnum(given['index'] ?? 'first', weekIndexes, 'recurrence/pattern/index');

  if (interval < 1 || interval > 999) throw failedProperty("The recurrence 'interval' must be between 1 and 999.");
  const needsDays = type === 'weekly' || type.startsWith('relative');
  const needsDayOfMonth = type.startsWith('absolute');
  const needsMonth = type.endsWith('Yearly');
  if (needsDays && daysOfWeek.length === 0) throw failedProperty(`A recurrence of type '${type}' needs 'daysOfWeek'.`);
  if (needsDayOfMonth && (dayOfMonth < 1 || dayOfMonth > 31))
    throw failedProperty(`A recurrence of type '${type}' needs a 'dayOfMonth' from 1 to 31.`);
  if (needsMonth && (month < 1 || month > 12)) throw failedProperty(`A recurrence of type '${type}' needs a 'month' from 1 to 12.`);
  if (needsMonth && needsDayOfMonth && dayOfMonth > longestMonths[month - 1]!) {
    throw failedProperty(`Month ${month} has no day ${dayOfMonth}.`);
  }
  return {
    type,
    interval,
    month: needsMonth ? month : 0,
    dayOfMonth: needsDayOfMonth ? dayOfMonth : 0,
    daysOfWeek: needsDays ? weekdays.filter((day) => daysOfWeek.includes(day)) : [],
    firstDayOfWeek: type === 'weekly' ? firstDayOfWeek : 'sunday',
    index: type.startsWith('relative') ? index : 'first',
  };
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function readRange(value: unknown): RecurrenceRange {
  const given = withoutNulls(
    readProperties(value, ['type', 'startDate', 'endDate', 'recurrenceTimeZone', 'numberOfOccurrences'], 'recurrence/range'),
  );
  if (given['type'] === undefined) throw failedProperty("The recurrence range needs a 'type'.");
  const type = readEnum(given['type'], rangeTypes, 'recurrence/range/type');
  const startDate = readDate(given['startDate'], 'recurrence/range/startDate');
  const numberOfOccurrences =
    given['numberOfOccurrences'] === undefined ? 0 : readInteger(given['numberOfOccurrences'], 'recurrence/range/numberOfOccurrences');
  const endDate = given['endDate'] === undefined ? '0001-01-01' : readDate(given['endDate'], 'recurrence/range/endDate');
  const zone =
    given['recurrenceTimeZone'] === undefined ? '' : readString(given['recurrenceTimeZone'], 'recurrence/range/recurrenceTimeZone');

  if (zone !== '' && !findZone(zone)) throw unknownZone(zone);
  if (type === 'endDate' && endDate < startDate) throw failedProperty("The recurrence 'endDate' must not be before its 'startDate'.");
  if (type === 'numbered' && (numberOfOccurrences < 1 || numberOfOccurrences > 999)) {
    throw failedProperty("The recurrence 'numberOfOccurrences' must be between 1 and 999.");
  }
  return {
    type,
    startDate,
    endDate: type === 'endDate' ? endDate : '0001-01-01',
    recurrenceTimeZone: zone,
    numberOfOccurrences: type === 'numbered' ? numberOfOccurrences : 0,
  };
}

function readNumber(given: JsonObject, name: string): number {
  return given[name] === undefined ? 0 : readInteger(given[name], `recurrence/pattern/${name}`);
}

function readDate(value: unknown, path: string): string {
  if (value === undefined) throw failedProperty(`The property '${path}' is missing.`);
  const text = readString(value, path);
  if (text !== '0001-01-01' && parseDate(text) === undefined)
    throw invalidBody(`Cannot convert the literal '${text}' to the expected type 'Edm.Date'.`);
  return text;
}

/** A null means the same as nothing here (graph-facts §10.10). */
function withoutNulls(given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}
