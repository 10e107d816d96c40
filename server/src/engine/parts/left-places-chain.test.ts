import { expect, it, vi } from 'vitest';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import type { ChangeSet } from '../changes/change-set';
import type { RunContext } from '../context';

const links = new Map<string, StoredLink>();
vi.mock('../changes/commit', () => ({
  commit: async (_run: unknown, { linkChanges, droppedLinks }: ChangeSet) => {
    for (const { id, changes } of linkChanges)
      for (const [name, link] of links) if (link.id === id) links.set(name, { ...link, ...(changes as Partial<StoredLink>) });
    for (const id of droppedLinks) for (const [name, link] of links) if (link.id === id) links.delete(name);
    return [];
  },
}));
vi.resetModules(); // a test before this one in the same process may have loaded it with the real one
const { giveUpPlaces } = await import('./moved-entries');

/** A series with so many exceptions, each of which is put on the date before its own: each stands in the place of the one before it. */
async function rowsReadWith(count: number): Promise<number> {
  links.clear();
  let read = 0;
  const name = (at: number) => `part-${at}`;
  const series = { documentId: 'series', owner: 'ada', row: {} } as unknown as LocalRow;
  const rows = Array.from(
    { length: count },
    (_, at) => ({ documentId: name(at), owner: 'ada', row: { of: 'series', key: String(at - 1) } }) as unknown as LocalRow,
  );
  const link = (id: number, more: object) =>
    ({
      id,
      documentId: null,
      microsoftId: null,
      part: null,
      state: 'linked',
      base: {},
      facts: { open: [], address: 'a' },
      ...more,
    }) as unknown as StoredLink;
  const ownerLink = link(0, { documentId: 'series', microsoftId: 'master' });
  for (const [at, { documentId }] of rows.entries())
    links.set(documentId, link(at + 1, { documentId, microsoftId: `m-${at}`, part: { of: 'master', key: String(at) } }));
  const byDocument = (ids: readonly string[]) =>
    new Map(
      [ownerLink, ...links.values()].flatMap((one) =>
        one.documentId && ids.includes(one.documentId) ? [[one.documentId, one] as const] : [],
      ),
    );
  const run = {
    target: { user: 'ada', resource: 'calendar' },
    settings: { direction: 'bidirectional', conflictResolution: 'strapi-wins' },
    resource: {
      parts: {},
      collectionColumn: 'calendarName',
      definition: {
        fields: {},
        title: () => '',
        rowForStrapi: () => ({}),
        readStrapi: (row: { of?: string; key?: string }) => ({
          kind: 'item',
          values: {},
          part: row.of ? { of: row.of, key: row.key } : null,
        }),
        parts: { areIn: () => true, has: () => true, areKept: () => true, base: () => ({}) },
      },
    },
    items: {
      read: async (ids: readonly string[]) =>
        new Map([series, ...rows].filter(({ documentId }) => ids.includes(documentId)).map((row) => [row.documentId, row])),
      partsOf: async () => {
        read += rows.length;
        return rows;
      },
    },
    store: {
      linksByMicrosoftId: async () => new Map([['master', ownerLink]]),
      linksByDocumentId: async (_: unknown, ids: readonly string[]) => byDocument(ids),
      marksOf: async () => new Map<string, Mark>(),
    },
  } as unknown as RunContext;
  const chunk = rows.slice(0, 20);
  const marks = new Map(chunk.map(({ documentId }) => [documentId, { documentId, sawDelete: false } as unknown as Mark]));
  await giveUpPlaces(run, {
    links: chunk.flatMap(({ documentId }) => links.get(documentId) ?? []),
    rows: new Map(chunk.map((row) => [row.documentId, row])),
    marks,
  });
  return read;
}

it('how many entries are read grows with the exceptions, and not with their square, where each is put on the date before its own', async () => {
  const [few, many] = [await rowsReadWith(100), await rowsReadWith(400)];
  expect(many / few).toBeLessThan(8);
});
