import type { Clue } from '../../../../src/sync/resource';
import { chunks } from '../../host/rows';

type Filter = Readonly<Record<string, unknown>>;

/** Filters of Strapi's query engine, of which one has to hold. Spans are of the bare column, so that an index of it serves. */
export function filtersOf(clues: readonly Clue[]): Filter[] {
  const filters = clues.flatMap((clue): Filter[] => {
    if ('oneOf' in clue) return chunks(clue.oneOf, 200).map((part) => ({ [clue.column]: { $in: part } }));
    if ('span' in clue) return [{ [clue.column]: { $gte: clue.span.start, $lt: clue.span.end } }];
    return [{ $and: clue.words.map((word) => ({ $or: formsOf(word).map((form) => ({ [clue.column]: { $containsi: form } })) })) }];
  });
  return [...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()];
}

/** Unicode writes some letters in two ways, and SQLite knows upper and lower case of ASCII only. */
function formsOf(word: string): string[] {
  const forms = [word, word.toLowerCase(), word.toUpperCase()];
  return isAscii(word) ? [word] : [...new Set(forms.flatMap((form) => [form.normalize('NFC'), form.normalize('NFD')]))];
}

const isAscii = (word: string): boolean => /^[\x20-\x7e]*$/.test(word);
