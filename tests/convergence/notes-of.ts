import type { ItemIds, StoredConflict, StoredHeld, StoredLink } from '../../server/src/storage/port';
import type { Notes } from './play';

type KeyOf = (values: Readonly<Record<string, unknown>> | null) => string | undefined;

/** What the engine has kept of one resource, for the checks at the end. `keyOf`: what people go by, of the values of an item. */
export function notesOf(
  of: { conflicts: Iterable<StoredConflict>; held: Iterable<StoredHeld>; links: Iterable<StoredLink>; marked: Iterable<string> },
  keyOf: KeyOf = byCategory,
): Notes {
  const notes = [...of.conflicts];
  const links = [...of.links];
  const nameOf = ({ documentId, microsoftId }: ItemIds) => {
    const link = links.find(
      (one) => (documentId !== null && one.documentId === documentId) || (microsoftId !== null && one.microsoftId === microsoftId),
    );
    return { key: keyOf(link?.base ?? null) ?? '', part: link?.part ? `@${link.part.key}` : '' };
  };
  return {
    losers: notes.flatMap(({ strapi, microsoft, base, fields }) =>
      [strapi, microsoft].flatMap((values) => (values ? [{ ...values, $key: keyOf(values) ?? keyOf(base), $fields: fields }] : [])),
    ),
    deletions: notes
      .filter(({ strapi, microsoft }) => strapi === null || microsoft === null)
      .flatMap(({ strapi, microsoft, base, microsoftId }) => {
        const key = keyOf(strapi ?? microsoft ?? base);
        return key === undefined ? [] : `${key}${partIn(microsoftId)}`;
      }),
    marked: [...of.marked],
    open: notes.flatMap(({ decided, fields, base, strapi, microsoft, ...ids }) => {
      const { key, part } = nameOf(ids);
      return decided ? [] : [{ key: `${keyOf(strapi ?? microsoft ?? base) ?? key}${part}`, fields, here: strapi, there: microsoft }];
    }),
    held: [...of.held].map(({ title, code, message, ...ids }) => ({
      key: `${nameOf(ids).key}${nameOf(ids).part}`,
      documentId: ids.documentId,
      text: `${title}: ${code} ${message}`,
    })),
  };
}

/** Graph's own name of an occurrence (graph-facts §1.3); its link may be gone with it. */
const partIn = (microsoftId: string | null): string =>
  microsoftId?.startsWith('OID.') ? `@${microsoftId.slice(microsoftId.lastIndexOf('.') + 1)}` : '';

const byCategory: KeyOf = (values) => (values?.['categories'] as string[] | undefined)?.[0];
