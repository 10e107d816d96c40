import { grouped } from '../canonical/grouped';

type Row = Readonly<Record<string, unknown>>;
type Parts = Readonly<Record<string, string>>;

/** What a component holds, by canonical names. */
export const readPart = (value: Row, parts: Parts): Row =>
  Object.fromEntries(Object.entries(parts).map(([name, attribute]) => [name, value[attribute] ?? undefined]));

/** With the id of the component that stands there: without it Strapi makes a new one, and what else it held is lost. */
export function writtenPart(value: Row, parts: Parts, before: Row | null): Row {
  const written = Object.fromEntries(Object.entries(parts).map(([name, attribute]) => [attribute, value[name] ?? null]));
  return before?.['id'] === undefined ? written : { id: before['id'], ...written };
}

/**
 * The full list of a repeatable component. Which of those that stand there each one is, is told by what it says, never by ids; of several that say
 * the same, each is taken once.
 */
export function matched(values: readonly Row[], before: readonly Row[], { parts, key }: { parts: Parts; key: string }): Row[] {
  const attribute = parts[key] ?? key;
  const nameOf = (value: unknown): string => String(value ?? '').trim().toLowerCase(); // prettier-ignore
  const standing = grouped([...before].reverse().map((one) => [nameOf(one[attribute]), one])); // each list from its end, so that taking one is cheap
  return values.map((value) => writtenPart(value, parts, standing.get(nameOf(value[key]))?.pop() ?? null));
}
