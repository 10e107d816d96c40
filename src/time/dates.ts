/** Dates of all-day items: "2026-03-01" or midnight UTC of it. Nothing here knows a zone. */

export function midnight(date: string): string {
  return `${date}T00:00:00.000Z`;
}

/** "2026-03-02", a day that its month has. */
export function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

export function dateOf(instant: string): string {
  return instant.slice(0, 10);
}

export function isMidnight(instant: string): boolean {
  return instant.endsWith('T00:00:00.000Z');
}

/** Stays at the last date that databases can hold. */
export function dayAfter(date: string): string {
  if (date >= '9999-12-31') return '9999-12-31';
  return new Date(Date.parse(midnight(date)) + 86_400_000).toISOString().slice(0, 10);
}

/** Stays at the first one. */
export function dayBefore(date: string): string {
  if (date <= '0001-01-01') return '0001-01-01';
  return new Date(Date.parse(midnight(date)) - 86_400_000).toISOString().slice(0, 10);
}
