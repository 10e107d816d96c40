/** What people give of an item, as canonical columns for its home; or what is wrong with it, by field. */
import { richBodyFromMicrosoft } from '../canonical/body-from-microsoft';
import { storedInstant } from '../canonical/stored-instant';
import { storable } from '../canonical/text';
import { fieldOfReason } from '../contracts/field-of-reason';
import { type Because, inWords } from '../contracts/reasons';
import type { Resource } from '../contracts';
import type { ResourceDefinition } from '../sync/resource';
import { isDate } from '../time';
import { itemFields, type ItemField } from './fields';
import { InvalidItem, type ItemProblem } from './problem';

type Row = Readonly<Record<string, unknown>>;

export interface DataOf {
  readonly definition: ResourceDefinition;
  /** Whether the type that holds the item has a place for a field that people write; null: it is not decided yet which type that is. */
  readonly canHold: ((field: string) => boolean) | null;
  /** The entry as it stands; null: it is about to be made. */
  readonly current: Row | null;
}

const MOST_TEXTS = 500;
/** No entry of a list holds as much within each other; a body of a request may, until nothing can go through it any more. */
const DEEPEST = 10;
const REQUIRED: Readonly<Record<Resource, readonly string[]>> = { calendar: ['start', 'end'], tasks: ['title'] };
const OF_SERIES = new Set(['recurrence', 'excludedDates', 'timeZone']);

/** Throws `InvalidItem`. */
export function columnsOf(resource: Resource, data: unknown, of: DataOf): Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new InvalidItem([{ path: ['data'], message: 'Must be an object of fields and their values.' }]);
  const fields = itemFields(resource);
  const problems: ItemProblem[] = [];
  const columns: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    const field = fields.get(name);
    const problem = field === undefined ? `There is no field "${name.slice(0, 60)}".` : problemOf(resource, { name, field, value, of });
    if (problem !== null) problems.push({ path: [name], message: problem });
    else columns[name] = storedForm(field?.kind ?? 'text', value);
  }
  for (const name of REQUIRED[resource])
    if (of.current === null ? (columns[name] ?? '') === '' : name in columns && (columns[name] ?? '') === '')
      if (!problems.some(({ path }) => path[0] === name)) problems.push({ path: [name], message: 'Is required.' });
  if (problems.length > 0) throw new InvalidItem(problems.slice(0, 50));
  const whole = withEnd(withBody(columns, of), of.current);
  mustMakeSense({ ...of.current, documentId: of.current?.['documentId'] ?? 'new', ...whole }, of.definition);
  return whole;
}

interface Given {
  readonly name: string;
  readonly field: ItemField;
  readonly value: unknown;
  readonly of: DataOf;
}

function problemOf(resource: Resource, { name, field, value, of }: Given): string | null {
  if (!field.isWritten) return 'It is read-only.';
  if (of.canHold !== null && !of.canHold(name)) return 'The type that holds this entry has no place for it.';
  if (resource === 'calendar' && isException(of.current) && OF_SERIES.has(name))
    return 'It is its series’, and cannot be set on one occurrence.';
  if (of.current?.['isOrganizer'] === false && !field.isPersonal) return 'Only the organizer of the meeting can change it.';
  return value === null ? null : problemOfValue(field, value);
}

function problemOfValue({ kind, values }: ItemField, value: unknown): string | null {
  const must = (holds: boolean, what: string): string | null => (holds ? null : `Must be ${what}, or null.`);
  switch (kind) {
    case 'text':
      if (values !== null) return must(values.includes(value as string), `one of ${values.join(', ')}`);
      return must(typeof value === 'string', 'a text');
    case 'instant':
      return must(typeof value === 'string' && storedInstant(value) !== null, 'an instant, such as 2026-03-01T09:00:00Z');
    case 'date':
      return must(isDate(value), 'a date, such as 2026-03-01');
    case 'boolean':
      return must(typeof value === 'boolean', 'true or false');
    case 'number':
      return must(Number.isInteger(value) && Math.abs(value as number) < 2 ** 31, 'a whole number');
    case 'texts':
      return must(
        Array.isArray(value) && value.length <= MOST_TEXTS && value.every((one) => typeof one === 'string'),
        `a list of at most ${MOST_TEXTS} texts`,
      );
    case 'json':
      return must(
        Array.isArray(value) && value.length <= MOST_TEXTS && !isDeeper(value, DEEPEST),
        `a list of at most ${MOST_TEXTS} entries`,
      );
    case 'relation':
      return 'It is read-only.';
  }
}

function isDeeper(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((one) => isDeeper(one, left - 1));
}

const storedForm = (kind: ItemField['kind'], value: unknown): unknown =>
  kind === 'instant' && value !== null ? storedInstant(value) : withStorableTexts(value);

/** Databases refuse some letters. */
function withStorableTexts(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(withStorableTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storable(name), withStorableTexts(one)]));
}

const isException = (row: Row | null): boolean => (row?.['series'] ?? null) !== null;

/** A type that holds formatting takes a text as paragraphs, and of formatting what Outlook can hold too; any other takes the text. */
function withBody(columns: Record<string, unknown>, { canHold }: DataOf): Record<string, unknown> {
  if (canHold === null || !canHold('html')) return columns;
  const { body, ...others } = columns;
  const given = 'html' in columns ? { contentType: 'html', content: columns['html'] ?? '' } : { contentType: 'text', content: body ?? '' };
  return 'html' in columns || 'body' in columns ? { ...others, html: richBodyFromMicrosoft(given).html } : columns;
}

/** A start without an end keeps the length. */
function withEnd(columns: Record<string, unknown>, current: Row | null): Record<string, unknown> {
  if (current === null || !('start' in columns) || 'end' in columns) return columns;
  const [before, end, start] = [current['start'], current['end'], columns['start']].map(storedInstant);
  if (!before || !end || !start) return columns;
  return { ...columns, end: new Date(Date.parse(start) + Date.parse(end) - Date.parse(before)).toISOString() };
}

/** What is right by itself may not be together. */
function mustMakeSense(row: Row, definition: ResourceDefinition): void {
  const reading = definition.readStrapi(row);
  if (reading.kind === 'left-alone') return;
  if (reading.kind === 'unusable') throw unreadable(reading.why);
  const problems = definition.problems(reading.values).flatMap(({ fields, message }) => fields.map((name) => ({ path: [name], message })));
  if (problems.length > 0) throw new InvalidItem(problems);
}

function unreadable(why: Because): InvalidItem {
  const field = fieldOfReason(why);
  return new InvalidItem([{ path: field === null ? [] : [field], message: inWords(why) }]);
}
