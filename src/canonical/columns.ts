/** Columns of a row in canonical form. Null and absent are the default; what the column cannot hold throws `InvalidColumn`. */
import { canonicalCategories, canonicalText, lineOf } from './text';
import { because, type Because, inWords, type ReasonCode } from '../contracts/reasons';
import { type Choice, chosenOf } from './choice';

/** Its reason is for the person who looks after the row. */
export class InvalidColumn extends Error {
  constructor(readonly reason: Because) {
    super(inWords(reason));
  }
}

type Row = Readonly<Record<string, unknown>>;

export const columnOf = { line, text, boolean, choice, categories, minutes, json, engineJson, reference };

function line(row: Row, column: string): string {
  return lineOf(row[column]) ?? wrong(column, 'not-a-text');
}

function text(row: Row, column: string): string {
  const value = row[column] ?? '';
  return typeof value === 'string' ? canonicalText(value) : wrong(column, 'not-a-text');
}

function boolean(row: Row, column: string, fallback: boolean): boolean {
  const value = row[column] ?? fallback;
  if (typeof value === 'boolean') return value;
  if (value === 0 || value === 1) return value === 1; // raw rows of SQLite and MySQL
  return wrong(column, 'not-true-or-false');
}

function choice(row: Row, column: string, of: Choice): string {
  return chosenOf(of, row[column]) ?? wrong(column, 'not-one-of', { values: [...of.values] });
}

function categories(row: Row, column: string): readonly string[] {
  return canonicalCategories(json(row, column)) ?? wrong(column, 'not-a-list-of-texts');
}

function minutes(row: Row, column: string, fallback: number): number {
  const value = row[column] ?? fallback;
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : wrong(column, 'not-minutes');
}

/** JSON columns come parsed or, in raw rows, as text. */
function json<T>(row: Row, column: string): T | null {
  const value = row[column] ?? null;
  if (typeof value !== 'string') return value as T | null;
  try {
    return JSON.parse(value) as T;
  } catch {
    return wrong(column, 'not-json');
  }
}

function engineJson<T>(row: Row, column: string, fallback: T): T {
  try {
    return json<T>(row, column) ?? fallback;
  } catch {
    return fallback;
  }
}

function reference(row: Row, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' && value !== '' ? value : null;
}

function wrong(field: string, code: ReasonCode, names: { values?: readonly string[] } = {}): never {
  throw new InvalidColumn(because(code, { field, ...names }));
}
