import type { StoredConflict, StoredHeld } from '../../server/src/stores/port';
import type { Notes } from './play';

/** What the engine has kept of one resource, for the checks at the end. */
export function notesOf(of: { conflicts: Iterable<StoredConflict>; held: Iterable<StoredHeld>; marked: Iterable<string> }): Notes {
  const notes = [...of.conflicts];
  return {
    losers: notes.flatMap(({ strapi, microsoft, base }) => [strapi, microsoft].flatMap((values) => (values ? [{ ...values, $key: keyOf(values) ?? keyOf(base) }] : []))),
    deletions: notes.filter(({ strapi, microsoft }) => strapi === null || microsoft === null).flatMap(({ strapi, microsoft, base }) => keyOf(strapi ?? microsoft ?? base) ?? []),
    marked: [...of.marked],
    held: [...of.held].map(({ title, code, message }) => `${title}: ${code} ${message}`),
  };
}

const keyOf = (values: Readonly<Record<string, unknown>> | null): string | undefined => (values?.['categories'] as string[] | undefined)?.[0];
