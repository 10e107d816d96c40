/** When two values of one field are the same, whatever side they were read from. */

/** Null, '' and absent say the same on both sides. */
export function same(a: unknown, b: unknown): boolean {
  return (a ?? '') === (b ?? '');
}

/** Neither calendars nor tasks have fractions of a second; a side that drops them has changed nothing. */
export function sameSecond(a: unknown, b: unknown): boolean {
  return String(a ?? '').slice(0, 19) === String(b ?? '').slice(0, 19);
}

/** Whatever the order of keys: databases that keep JSON in a form of their own change it. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, ordered(entry)]),
  );
}
