import { type ChecklistEntry, entriesIn, saysTheSame } from './entry';

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
  const [newHere, newThere] = [strapi.filter((entry) => !has(ofStrapi, entry)), microsoft.filter((entry) => !has(ofMicrosoft, entry))];
  const both = pairs(newHere, newThere);
  const made = newHere.map((entry): Aligned => ({ strapi: entry, ...named('microsoft', both.get(entry)) }));
  const there = newThere.filter((entry) => !has(both, entry)).map((entry): Aligned => ({ microsoft: entry }));
  const all = [...known, ...made, ...there];
  return [...strapi.flatMap((entry) => all.find((one) => one.strapi === entry) ?? []), ...all.filter((one) => !one.strapi)];
}

/** From entries of the first list to entries of the second, each at most once. */
function pairs(from: readonly ChecklistEntry[], to: readonly ChecklistEntry[]): ReadonlyMap<ChecklistEntry, ChecklistEntry> {
  const found = new Map<ChecklistEntry, ChecklistEntry>();
  const left = new Set(to);
  for (const isSame of [sameId, saysTheSame, sameTitle])
    for (const entry of from) {
      if (found.has(entry)) continue;
      for (const other of left) {
        if (!isSame(entry, other)) continue;
        found.set(entry, other);
        left.delete(other);
        break;
      }
    }
  return found;
}

const sameId = (a: ChecklistEntry, b: ChecklistEntry): boolean => b.id !== '' && (a.id === b.id || a.strapiId === b.id);
const sameTitle = (a: ChecklistEntry, b: ChecklistEntry): boolean => a.title === b.title;
const has = (paired: ReadonlyMap<ChecklistEntry, ChecklistEntry>, entry: ChecklistEntry): boolean => [...paired.values()].includes(entry);
const named = (side: 'strapi' | 'microsoft', entry: ChecklistEntry | undefined): Partial<Aligned> => (entry ? { [side]: entry } : {});
