/**
 * Filters of items, in Strapi's words. They are judged here and not by a database: the entries of several types are one list, and what one column
 * holds in one of them a function has to read in another. Only fields of items can be named, and no filter leads on to anything that belongs to them.
 */
import { storedInstant } from '../canonical/stored-instant';
import type { Resource } from '../contracts';
import { isDate } from '../time';
import { itemFields, type Kind } from './fields';
import { kindOfField } from './kinds';
import { InvalidItem, type ItemProblem } from './problem';

type Values = Readonly<Record<string, unknown>>;
export type Condition = (item: Values) => boolean;

const DEEPEST = 10;
const MOST = 200;
/** Of what can be asked for besides the fields. */
const besides: ReadonlySet<string> = new Set(['documentId', 'home', 'uid', 'updatedAt']);

export const kindOf = (resource: Resource, name: string): Kind | null =>
  itemFields(resource).get(name)?.kind ?? (besides.has(name) ? kindOfField(name) : null);

/** Throws `InvalidItem`. */
export function conditionOf(resource: Resource, filters: unknown): Condition {
  if (filters === undefined || filters === null) return () => true;
  const problems: ItemProblem[] = [];
  let left = MOST;

  function refuse(path: readonly string[], message: string): Condition {
    problems.push({ path, message });
    return () => false;
  }
  function all(given: unknown, path: readonly string[], depth: number): Condition {
    if (depth > DEEPEST) return refuse(path, `Filters may be nested ${DEEPEST} deep.`);
    if (Array.isArray(given)) return every(given.map((one, at) => all(one, [...path, String(at)], depth + 1)));
    if (typeof given !== 'object' || given === null) return refuse(path, 'Must be an object of fields and what they are to be.');
    return every(Object.entries(given).map(([name, of]) => named(name, of, [...path, name], depth + 1)));
  }
  function named(name: string, of: unknown, path: readonly string[], depth: number): Condition {
    if (name === '$and') return all(of, path, depth);
    if (name === '$not') return not(all(of, path, depth));
    if (name === '$or') {
      const either = listOf(of).map((one, at) => all(one, [...path, String(at)], depth + 1));
      return (item) => either.some((condition) => condition(item));
    }
    const kind = kindOf(resource, name);
    if (kind === null) return refuse(path, `There is no field "${name.slice(0, 60)}".`);
    if (kind === 'json') return refuse(path, `"${name}" cannot be filtered by.`);
    return ofField({ name, kind, of, path, depth });
  }
  function ofField(field: { name: string; kind: Kind; of: unknown; path: readonly string[]; depth: number }): Condition {
    const { name, kind, of, path, depth } = field;
    if (depth > DEEPEST) return refuse(path, `Filters may be nested ${DEEPEST} deep.`);
    if (typeof of !== 'object' || of === null || Array.isArray(of)) return ofField({ ...field, of: { [Array.isArray(of) ? '$in' : '$eq']: of } }); // prettier-ignore
    return every(
      Object.entries(of).map(([operator, asked]) => {
        const at = [...path, operator];
        if (operator === '$not') return not(ofField({ ...field, of: asked, path: at, depth: depth + 1 }));
        if (!Object.hasOwn(operators, operator)) return refuse(at, `There is no operator "${operator.slice(0, 60)}" for "${name}".`);
        left -= 1;
        if (left < 0) return refuse(at, `There may be ${MOST} conditions.`);
        const { takes, holds } = operators[operator] as Operator;
        const wanted = wantedOfOperator(kind, operator, asked);
        if (wanted === null) return refuse(at, messageOf(takes === 'flag' ? 'boolean' : kind, takes));
        return (item) => holds(item[name] ?? null, wanted);
      }),
    );
  }
  const condition = all(filters, ['filters'], 0);
  if (problems.length > 0) throw new InvalidItem(problems.slice(0, 20));
  return condition;
}

interface Operator {
  /** 'texts': one text, which parts of texts are compared with. */
  readonly takes: 'one' | 'list' | 'pair' | 'texts' | 'flag';
  readonly holds: (value: unknown, wanted: readonly unknown[]) => boolean;
}

/** Of a list, one of its values has to do. */
const some = (value: unknown, does: (one: unknown) => boolean): boolean => (Array.isArray(value) ? value.some(does) : does(value));
const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
const equal: Operator['holds'] = (value, [wanted]) => some(value, (one) => one === wanted);
const equalLoosely: Operator['holds'] = (value, [wanted]) => some(value, (one) => lower(one) === lower(wanted));
const among: Operator['holds'] = (value, wanted) => some(value, (one) => wanted.includes(one));
const isNull: Operator['holds'] = (value, [wanted]) => (value === null || (Array.isArray(value) && value.length === 0)) === wanted;
const compared =
  (is: (order: number) => boolean): Operator['holds'] =>
  (value, [wanted]) =>
    some(value, (one) => one !== null && is(compare(one, wanted)));
const text =
  (does: (value: string, part: string) => boolean, form: (value: unknown) => unknown = (value) => value): Operator['holds'] =>
  (value, [part]) =>
    some(value, (one) => typeof one === 'string' && does(String(form(one)), String(form(part))));
const opposite =
  (holds: Operator['holds']): Operator['holds'] =>
  (value, wanted) =>
    !holds(value, wanted);
const contains = (value: string, part: string): boolean => value.includes(part);
const starts = (value: string, part: string): boolean => value.startsWith(part);
const ends = (value: string, part: string): boolean => value.endsWith(part);

const operators: Readonly<Record<string, Operator>> = {
  $eq: { takes: 'one', holds: equal },
  $eqi: { takes: 'one', holds: equalLoosely },
  $ne: { takes: 'one', holds: opposite(equal) },
  $nei: { takes: 'one', holds: opposite(equalLoosely) },
  $in: { takes: 'list', holds: among },
  $notIn: { takes: 'list', holds: opposite(among) },
  $lt: { takes: 'one', holds: compared((order) => order < 0) },
  $lte: { takes: 'one', holds: compared((order) => order <= 0) },
  $gt: { takes: 'one', holds: compared((order) => order > 0) },
  $gte: { takes: 'one', holds: compared((order) => order >= 0) },
  $between: {
    takes: 'pair',
    holds: (value, [from, to]) => some(value, (one) => one !== null && compare(one, from) >= 0 && compare(one, to) <= 0),
  },
  $null: { takes: 'flag', holds: isNull },
  $notNull: { takes: 'flag', holds: opposite(isNull) },
  $contains: { takes: 'texts', holds: text(contains) },
  $notContains: { takes: 'texts', holds: opposite(text(contains)) },
  $containsi: { takes: 'texts', holds: text(contains, lower) },
  $notContainsi: { takes: 'texts', holds: opposite(text(contains, lower)) },
  $startsWith: { takes: 'texts', holds: text(starts) },
  $startsWithi: { takes: 'texts', holds: text(starts, lower) },
  $endsWith: { takes: 'texts', holds: text(ends) },
  $endsWithi: { takes: 'texts', holds: text(ends, lower) },
};

/** Of two values of a field; what is not said comes first. */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : 1;
  return Number(a) < Number(b) ? -1 : 1;
}

/** What an operator is given, as items have it; null: it is none. */
export function wantedOfOperator(kind: Kind, operator: string, asked: unknown): readonly unknown[] | null {
  const takes = operators[operator]?.takes;
  if (takes === undefined) return null;
  return takes === 'flag' ? flagOf(asked) : wantedOf(kind, takes === 'texts' ? 'text' : takes, asked);
}

/** Null: it is none. */
function wantedOf(kind: Kind, takes: 'one' | 'list' | 'pair' | 'text', asked: unknown): readonly unknown[] | null {
  if (takes === 'text') return typeof asked === 'string' ? [asked] : null;
  const given = takes === 'one' ? [asked] : listOf(asked);
  if (takes === 'pair' && given.length !== 2) return null;
  if (given.length > MOST || (takes === 'one' && Array.isArray(asked))) return null;
  const values = given.map((one) => valueOf(kind, one));
  return values.includes(undefined) ? null : values;
}

/** As items have it; query strings are all texts. Undefined: it is none. */
function valueOf(kind: Kind, given: unknown): unknown {
  if (given === null) return null;
  switch (kind) {
    case 'instant':
      return (typeof given === 'string' ? storedInstant(given) : null) ?? undefined;
    case 'date':
      return isDate(given) ? given : undefined;
    case 'boolean':
      return flagOf(given)?.[0];
    case 'number':
      return (typeof given === 'number' || (typeof given === 'string' && given.trim() !== '')) && Number.isFinite(Number(given))
        ? Number(given)
        : undefined;
    case 'text':
    case 'texts':
    case 'relation':
      return typeof given === 'string' ? given : undefined;
    case 'json':
      return undefined;
  }
}

const flagOf = (given: unknown): readonly [boolean] | null =>
  given === true || given === 'true' || given === '1' ? [true] : given === false || given === 'false' || given === '0' ? [false] : null;

/** A query string may number what is a list. */
function listOf(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  if (typeof given === 'object' && given !== null && Object.keys(given).every((name) => /^\d+$/.test(name))) return Object.values(given);
  return [given];
}

function messageOf(kind: Kind, takes: Operator['takes']): string {
  const what: Readonly<Record<Kind, string>> = {
    text: 'a text',
    texts: 'a text',
    relation: 'a documentId',
    json: 'a text',
    instant: 'an instant, such as 2026-03-01T00:00:00Z',
    date: 'a date, such as 2026-03-01',
    boolean: 'true or false',
    number: 'a number',
  };
  if (takes === 'texts') return 'Must be a text.';
  return takes === 'pair' ? `Must be two values, each ${what[kind]}.` : takes === 'list' ? `Must be at most ${MOST} values, each ${what[kind]}.` : `Must be ${what[kind]}.`; // prettier-ignore
}

const every =
  (conditions: readonly Condition[]): Condition =>
  (item) =>
    conditions.every((condition) => condition(item));
const not =
  (condition: Condition): Condition =>
  (item) =>
    !condition(item);
