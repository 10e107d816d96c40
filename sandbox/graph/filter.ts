import { parseDateTime } from '../mailbox/dates.js';
import { GraphError } from './errors.js';

/** `$filter`: comparisons, and/or/not, startswith/contains/endswith, and `any` over a collection (graph-facts §1.11). */
type Reader = (path: string) => unknown;
export type Predicate = (read: Reader) => boolean;

const tokenPattern = /\s*('(?:[^']|'')*'|\(|\)|,|:|[^\s(),:']+(?::\d[^\s(),']*)?)/y;

export function compileFilter(text: string): Predicate {
  const tokens = tokenize(text);
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const isNext = (word: string): boolean => peek()?.toLowerCase() === word;
  const take = (): string => {
    const token = tokens[at];
    if (token === undefined) throw badFilter(text);
    at += 1;
    return token;
  };
  const expect = (word: string): void => {
    if (take().toLowerCase() !== word) throw badFilter(text);
  };

  const either = (): Predicate => {
    let left = both();
    while (isNext('or')) {
      take();
      const [one, other] = [left, both()];
      left = (read) => one(read) || other(read);
    }
    return left;
  };
  const both = (): Predicate => {
    let left = unary();
    while (isNext('and')) {
      take();
      const [one, other] = [left, unary()];
      left = (read) => one(read) && other(read);
    }
    return left;
  };
  const unary = (): Predicate => {
    if (isNext('not')) {
      take();
      const inner = unary();
      return (read) => !inner(read);
    }
    if (isNext('(')) {
      take();
      const inner = either();
      expect(')');
      return inner;
    }
    return comparison();
  };
  const comparison = (): Predicate => {
    const path = take();
    if (/^(startswith|endswith|contains)$/i.test(path)) return textFunction(path.toLowerCase());
    if (/\/any$/i.test(path)) return any(path.slice(0, -4));
    if (!/^[A-Za-z_][\w/]*$/.test(path)) throw badFilter(text);
    const operator = take().toLowerCase();
    const compare = comparisons[operator];
    if (!compare) throw badFilter(text);
    const value = literal(take(), text);
    return (read) => compare(order(read(path), value));
  };
  const textFunction = (name: string): Predicate => {
    expect('(');
    const path = take();
    expect(',');
    const value = String(literal(take(), text)).toLowerCase();
    expect(')');
    return (read) => {
      const content = String(read(path) ?? '').toLowerCase();
      if (name === 'contains') return content.includes(value);
      return name === 'startswith' ? content.startsWith(value) : content.endsWith(value);
    };
  };
  const any = (path: string): Predicate => {
    expect('(');
    const variable = `${take()}/`;
    expect(':');
    const inner = either();
    expect(')');
    return (read) => {
      const list = read(path);
      if (!Array.isArray(list)) return false;
      return list.some((entry) => inner((name) => (name.startsWith(variable) ? readPath(entry, name.slice(variable.length)) : read(name))));
    };
  };

  const predicate = either();
  if (at < tokens.length) throw badFilter(text);
  return predicate;
}

/** Finds `a/b` in a JSON value, names in any case. */
export function readPath(value: unknown, path: string): unknown {
  let current = value;
  for (const segment of path.split('/')) {
    if (typeof current !== 'object' || current === null) return undefined;
    const entry = Object.entries(current).find(([name]) => name.toLowerCase() === segment.toLowerCase());
    current = entry?.[1];
  }
  return current;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  const trimmed = text.trim();
  while (tokenPattern.lastIndex < trimmed.length) {
    const match = tokenPattern.exec(trimmed);
    if (!match) throw badFilter(text);
    tokens.push(match[1] as string);
  }
  return tokens;
}

const comparisons: Readonly<Record<string, (order: number | undefined) => boolean>> = {
  eq: (result) => result === 0,
  ne: (result) => result !== 0,
  gt: (result) => result !== undefined && result > 0,
  ge: (result) => result !== undefined && result >= 0,
  lt: (result) => result !== undefined && result < 0,
  le: (result) => result !== undefined && result <= 0,
};

function literal(token: string, text: string): unknown {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true';
  if (/^null$/i.test(token)) return null;
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  if (parseDateTime(token)) return token;
  throw badFilter(text);
}

/** Texts compare without case (graph-facts §1.11), dates as instants of UTC. undefined: not comparable. */
function order(left: unknown, right: unknown): number | undefined {
  if (left === undefined) left = null;
  if (left === null || right === null) return left === right ? 0 : undefined;
  if (typeof left === 'string' && typeof right === 'string') {
    const [one, other] = [parseDateTime(left), parseDateTime(right)];
    if (one && other) return one.wall - (one.offsetMinutes ?? 0) * 60_000 - (other.wall - (other.offsetMinutes ?? 0) * 60_000);
    const [lower, upper] = [left.toLowerCase(), right.toLowerCase()];
    return lower < upper ? -1 : lower > upper ? 1 : 0;
  }
  if (typeof left !== typeof right) return undefined;
  return Number(left) - Number(right);
}

function badFilter(text: string): GraphError {
  return new GraphError(400, 'BadRequest', `Invalid filter clause: '${text}'.`);
}
