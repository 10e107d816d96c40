import type { MatchCriteria } from '../../../../src/sync/resource';
import { chunks } from '../../host/rows';

type Filter = Readonly<Record<string, unknown>>;

/** Filters of Strapi's query engine, of which one has to hold. Spans are of the bare column, so that an index of it serves. */
export function filtersOf(criteria: readonly MatchCriteria[]): Filter[] {
  const filters = criteria.flatMap((matchCriteria): Filter[] => {
    if ('oneOf' in matchCriteria) return chunks(matchCriteria.oneOf, 200).map((part) => ({ [matchCriteria.column]: { $in: part } }));
    if ('span' in matchCriteria) return [{ [matchCriteria.column]: { $gte: matchCriteria.span.start, $lt: matchCriteria.span.end } }];
    return [
      {
        $and: matchCriteria.words.map((word) => ({ $or: formsOf(word).map((form) => ({ [matchCriteria.column]: { $containsi: form } })) })),
      },
    ];
  });
  return [...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()];
}

/** Unicode writes some letters in two ways, and SQLite knows upper and lower case of ASCII only. */
function formsOf(word: string): string[] {
  const forms = [word, word.toLowerCase(), word.toUpperCase()];
  return isAscii(word) ? [word] : [...new Set(forms.flatMap((form) => [form.normalize('NFC'), form.normalize('NFD')]))];
}

const isAscii = (word: string): boolean => /^[\x20-\x7e]*$/.test(word);
