import type { Home } from '../../../../src/homes/home';
import type { MatchCriteria } from '../../../../src/sync/resource';
import { chunks } from '../../host/rows';

type Filter = Readonly<Record<string, unknown>>;

/**
 * Filters of Strapi's query engine, of which one has to hold. Spans are of the bare column, so that an index of it serves. What the home does not
 * hold as it is in one column cannot be looked for: then every row is looked at.
 */
export function filtersOf(home: Home, criteria: readonly MatchCriteria[]): Filter[] {
  const filters = criteria.flatMap((matchCriteria): Filter[] => {
    const column = columnOf(home, matchCriteria.column);
    if (column === 'unknown') return [{ id: { $notNull: true } }];
    if (column === null) return [];
    if ('oneOf' in matchCriteria) return chunks(matchCriteria.oneOf, 200).map((part) => ({ [column]: { $in: part } }));
    if ('span' in matchCriteria) return [{ [column]: { $gte: matchCriteria.span.start, $lt: matchCriteria.span.end } }];
    return [{ $and: matchCriteria.words.map((word) => ({ $or: formsOf(word).map((form) => ({ [column]: { $containsi: form } })) })) }];
  });
  return [...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()];
}

/** Null: no entry of the home says anything of it. */
function columnOf(home: Home, field: string): string | 'unknown' | null {
  if (field === 'documentId') return field;
  const codec = home.codecs.find((one) => one.field === field);
  if (!codec) return null;
  return codec.isPlain ? (codec.attributes[0] ?? null) : 'unknown';
}

/** Unicode writes some letters in two ways, and SQLite knows upper and lower case of ASCII only. */
function formsOf(word: string): string[] {
  const forms = [word, word.toLowerCase(), word.toUpperCase()];
  return isAscii(word) ? [word] : [...new Set(forms.flatMap((form) => [form.normalize('NFC'), form.normalize('NFD')]))];
}

const isAscii = (word: string): boolean => /^[\x20-\x7e]*$/.test(word);
