import { type ChecklistEntry, entriesIn } from './entry';

/** One entry as the base and both sides have it; absent where it is not there. */
export interface Aligned {
  readonly base?: ChecklistEntry;
  readonly strapi?: ChecklistEntry;
  readonly microsoft?: ChecklistEntry;
}
export interface Versions {
  readonly base: unknown;
  readonly strapi: unknown;
  readonly microsoft: unknown;
}

/**
 * Which entry of one version is which of another: by its id, else by what it says. An author may leave ids out, the answer to a new entry
 * may have been lost, and Microsoft may name the entries of a task anew when it is moved. In Strapi's order, then what Strapi does not have.
 */
export function align(versions: Versions): readonly Aligned[] {
  const [base, strapi, microsoft] = [entriesIn(versions.base), entriesIn(versions.strapi), entriesIn(versions.microsoft)];
  const ofStrapi = pairs(base, strapi);
  const ofMicrosoft = pairs(base, microsoft);
  const known = base.map((entry): Aligned => ({
    base: entry,
    ...named('strapi', ofStrapi.get(entry)),
    ...named('microsoft', ofMicrosoft.get(entry)),
  }));
  const [knownHere, knownThere] = [new Set(ofStrapi.values()), new Set(ofMicrosoft.values())];
  const [newHere, newThere] = [strapi.filter((entry) => !knownHere.has(entry)), microsoft.filter((entry) => !knownThere.has(entry))];
  const both = pairs(newHere, newThere);
  const made = newHere.map((entry): Aligned => ({ strapi: entry, ...named('microsoft', both.get(entry)) }));
  const inBoth = new Set(both.values());
  const there = newThere.filter((entry) => !inBoth.has(entry)).map((entry): Aligned => ({ microsoft: entry }));
  const all = [...known, ...made, ...there];
  const byEntry = new Map(all.map((one) => [one.strapi, one]));
  return [...strapi.flatMap((entry) => byEntry.get(entry) ?? []), ...all.filter((one) => !one.strapi)];
}

/** From entries of the first list to entries of the second, each at most once; looked up, for a checklist may have thousands. */
function pairs(from: readonly ChecklistEntry[], to: readonly ChecklistEntry[]): ReadonlyMap<ChecklistEntry, ChecklistEntry> {
  const found = new Map<ChecklistEntry, ChecklistEntry>();
  const left = new Set(to);
  const place = new Map(to.map((entry, at) => [entry, at]));
  for (const { asks, answers } of [byId, byContent, byTitle]) {
    const index = new Map<string, ChecklistEntry[]>();
    for (const other of [...left].reverse()) {
      const same = index.get(answers(other));
      if (same) same.push(other);
      else index.set(answers(other), [other]);
    }
    for (const entry of from) {
      if (found.has(entry)) continue;
      const others = asks(entry).flatMap((key) => firstLeft(index.get(key) ?? [], left));
      const [other] = others.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
      if (!other) continue;
      found.set(entry, other);
      left.delete(other);
    }
  }
  return found;
}

/** The last of those that are still there; what has been taken is forgotten. */
function firstLeft(entries: ChecklistEntry[], left: ReadonlySet<ChecklistEntry>): ChecklistEntry[] {
  for (let last = entries.at(-1); last; last = entries.at(-1)) {
    if (left.has(last)) return [last];
    entries.pop();
  }
  return [];
}

/** How an entry is asked for, and what another one answers to. */
interface Sameness {
  readonly asks: (entry: ChecklistEntry) => readonly string[];
  readonly answers: (entry: ChecklistEntry) => string;
}
const byId: Sameness = {
  asks: ({ id, strapiId }) => [id, strapiId ?? ''].filter((name) => name !== ''),
  answers: ({ id }) => id,
};
const content = ({ title, isChecked }: ChecklistEntry): string => `${isChecked} ${title}`;
const byContent: Sameness = { asks: (entry) => [content(entry)], answers: content };
const byTitle: Sameness = { asks: ({ title }) => [title], answers: ({ title }) => title };
const named = (side: 'strapi' | 'microsoft', entry: ChecklistEntry | undefined): Partial<Aligned> => (entry ? { [side]: entry } : {});
