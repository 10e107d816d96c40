/** When two values of one field are the same, whatever side they were read from. */

/** Null, '' and absent say the same on both sides. */
export function same(a: unknown, b: unknown): boolean {
  return (a ?? '') === (b ?? '');
}

/** Neither calendars nor tasks have fractions of a second; a side that drops them has changed nothing. */
export function sameSecond(a: unknown, b: unknown): boolean {
  return String(a ?? '').slice(0, 19) === String(b ?? '').slice(0, 19);
}

/** Whatever the order of keys: databases that keep JSON in a form of their own change it. Null and undefined are one. */
export function sameJson(a: unknown, b: unknown): boolean {
  const [one, other] = [a ?? null, b ?? null];
  if (one === other) return true;
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((entry, at) => sameJson(entry, other[at]))
    );
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && sameJson(one[name], other[name]))
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
