import type { Notes } from './play';
import type { TargetState } from './state';

/** What the engine has kept of one resource, for the checks at the end. */
export function notesOf({ conflicts, held, marks }: TargetState): Notes {
  const notes = [...conflicts.values()];
  return {
    losers: notes.flatMap(({ strapi, microsoft, base }) => [strapi, microsoft].flatMap((values) => (values ? [{ ...values, $key: keyOf(values) ?? keyOf(base) }] : []))),
    deletions: notes.filter(({ strapi, microsoft }) => strapi === null || microsoft === null).flatMap(({ strapi, microsoft, base }) => keyOf(strapi ?? microsoft ?? base) ?? []),
    marked: [...marks.keys()],
    held: [...held.values()].map(({ title, code, message }) => `${title}: ${code} ${message}`),
  };
}

const keyOf = (values: Readonly<Record<string, unknown>> | null): string | undefined => (values?.['categories'] as string[] | undefined)?.[0];
