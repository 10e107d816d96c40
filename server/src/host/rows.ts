/** Reading our own rows: three databases answer with three shapes of number and boolean. */
export type Row = Readonly<Record<string, unknown>>;

export const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1';
export const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));
export const instantOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : new Date(Number(value)).toISOString();
export const instant = (value: unknown): string => new Date(Number(value ?? 0)).toISOString();

export function json<T>(value: unknown, fallback: T): T {
  return typeof value === 'string' ? (JSON.parse(value) as T) : fallback;
}

/** SQLite takes a limited number of parameters in one statement. */
export function chunks<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < all.length; from += size) parts.push(all.slice(from, from + size));
  return parts;
}
