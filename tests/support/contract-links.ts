import { describe, expect, it } from 'vitest';
import { factsOfNew } from '../../src/sync/link';
import type { StoreChanges, Target } from '../../server/src/storage/port';
import type { Stores } from './store-contract';

type NewLink = StoreChanges['newLinks'][number];
const long = 'AAkALgAA'.repeat(60); // Microsoft's ids are long, and differ by case alone

export const newLink = (of: Partial<NewLink> = {}): NewLink => ({
  documentId: 'd1', microsoftId: 'm1', collection: 'c', part: null, origin: 'strapi', state: 'linked', base: { subject: 'Ä "quoted"', list: ['b', 'a'], none: null }, facts: factsOfNew,
  etag: 'W/"1"', sharedUid: 'uid', modifiedAt: '2026-03-02T08:00:00.000Z', isStaged: false, seenRound: 1, ...of,
}); // prettier-ignore

export function describeLinks(stores: () => Stores): void {
  const calendar = (): Target => ({ user: stores().ada, resource: 'calendar' });
  const all = () => stores().store.allLinks(calendar(), 0, 100);
  const only = async () => {
    const [link, ...more] = await all();
    if (!link || more.length > 0) throw new Error('not one link');
    return link;
  };

  describe('links', () => {
    it('come back as they were added, by either id', async () => {
      const { store } = stores();
      const { seenRound: _seenRound, ...added } = newLink({ microsoftId: long });
      await store.commit(calendar(), { newLinks: [newLink({ microsoftId: long })] });
      const found = (await store.linksByMicrosoftId(calendar(), [long, 'other'])).get(long);
      expect(found).toEqual({ ...added, id: found?.id, agreedAt: found?.agreedAt });
      expect((await store.linksByDocumentId(calendar(), ['d1'])).get('d1')).toEqual(found);
      expect(await store.linksByMicrosoftId(calendar(), [long.toLowerCase()])).toEqual(new Map());
      expect(await store.linksByDocumentId({ ...calendar(), resource: 'tasks' }, ['d1'])).toEqual(new Map());
    });

    it('are found by the uid that all copies share, written in these letters, but not parts', async () => {
      const { store, ben } = stores();
      const part = { of: 'm1', key: '2026-03-02' };
      await store.commit(calendar(), {
        newLinks: [
          newLink({ sharedUid: long }),
          newLink({ microsoftId: 'm2', documentId: 'd2', sharedUid: long }),
          newLink({ microsoftId: 'm3', documentId: 'd3', sharedUid: long.toLowerCase() }),
          newLink({ microsoftId: 'm4', documentId: 'd4', sharedUid: long, part }),
          newLink({ microsoftId: 'm5', documentId: 'd5', sharedUid: null }),
        ],
      });
      await store.commit({ user: ben, resource: 'calendar' }, { newLinks: [newLink({ sharedUid: long })] });
      const found = async (...uids: string[]) =>
        (await store.linksBySharedUid(calendar(), uids)).map(({ microsoftId }) => microsoftId).sort();
      expect(await found(long, 'other')).toEqual(['m1', 'm2']);
      const [first] = await all();
      await store.commit(calendar(), { linkChanges: [{ id: first?.id ?? 0, changes: { sharedUid: 'another' } }] });
      expect([await found(long), await found('another')]).toEqual([['m2'], ['m1']]);
    });

    it('are unique by each id within a target, and only there', async () => {
      const { store, ben } = stores();
      await store.commit(calendar(), { newLinks: [newLink()] });
      await expect(store.transaction(() => store.commit(calendar(), { newLinks: [newLink({ documentId: 'd2' })] }))).rejects.toThrow();
      await expect(store.transaction(() => store.commit(calendar(), { newLinks: [newLink({ microsoftId: 'm2' })] }))).rejects.toThrow();
      await store.commit(calendar(), {
        newLinks: [
          newLink({ documentId: 'd2', microsoftId: null, state: 'creating' }),
          newLink({ documentId: 'd3', microsoftId: null, state: 'creating' }),
        ],
      });
      await store.commit({ user: ben, resource: 'calendar' }, { newLinks: [newLink()] });
      expect(await all()).toHaveLength(3);
      const [, second] = await all();
      await expect(
        store.transaction(() => store.commit(calendar(), { linkChanges: [{ id: second?.id ?? 0, changes: { microsoftId: 'm1' } }] })),
      ).rejects.toThrow();
      expect((await store.unanswered(calendar())).map(({ documentId }) => documentId)).toEqual(['d2', 'd3']);
    });

    it('change in the named things alone, and to null', async () => {
      const { store } = stores();
      await store.commit(calendar(), { newLinks: [newLink()] });
      const before = await only();
      const facts = { ...factsOfNew, open: ['subject'], address: 'a' };
      await store.commit(calendar(), {
        linkChanges: [
          {
            id: before.id,
            changes: {
              etag: null,
              modifiedAt: null,
              base: { subject: 'B' },
              facts,
              state: 'ended',
              documentId: null,
            },
          },
        ],
      });
      const after = await only();
      expect(after).toEqual({
        ...before,
        agreedAt: after.agreedAt,
        etag: null,
        modifiedAt: null,
        base: { subject: 'B' },
        facts,
        state: 'ended',
        documentId: null,
      });
      expect(await store.linksByDocumentId(calendar(), ['d1'])).toEqual(new Map());
      await store.commit(calendar(), { linkChanges: [{ id: before.id, changes: {} }] });
      await store.commit(calendar(), { droppedLinks: [before.id] });
      expect(await all()).toEqual([]);
    });

    it('of parts are found by what they belong to', async () => {
      const { store } = stores();
      await store.commit(calendar(), {
        newLinks: [
          newLink(),
          newLink({ documentId: 'd2', microsoftId: 'p1', part: { of: 'm1', key: '2026-03-03' } }),
          newLink({ documentId: 'd3', microsoftId: 'p2', part: { of: 'm9', key: '2026-03-03' } }),
        ],
      });
      expect((await store.linksOfParts(calendar(), ['m1'])).map(({ microsoftId, part }) => [microsoftId, part])).toEqual([
        ['p1', { of: 'm1', key: '2026-03-03' }],
      ]);
    });

    it('of parts are found by the id that requests name them by, as long as it is theirs', async () => {
      const { store } = stores();
      const part = { documentId: 'd2', microsoftId: 'p1', part: { of: 'm1', key: '2026-03-03' } };
      await store.commit(calendar(), { newLinks: [newLink(), newLink({ ...part, facts: { ...newLink().facts, address: 'A' } })] });
      expect(
        [...(await store.partsByAddress(calendar(), ['A', 'a', 'm1']))].map(([address, { microsoftId }]) => [address, microsoftId]),
      ).toEqual([['A', 'p1']]);
      const [link] = await store.linksOfParts(calendar(), ['m1']);
      await store.commit(calendar(), { linkChanges: [{ id: link?.id ?? 0, changes: { facts: { ...newLink().facts, address: 'B' } } }] });
      expect([...(await store.partsByAddress(calendar(), ['A', 'B'])).keys()]).toEqual(['B']);
      await store.commit(calendar(), { linkChanges: [{ id: link?.id ?? 0, changes: { facts: { ...newLink().facts, address: null } } }] });
      expect((await store.partsByAddress(calendar(), ['A', 'B'])).size).toBe(0);
    });

    it('come in stable order, page by page', async () => {
      const { store } = stores();
      await store.commit(calendar(), {
        newLinks: Array.from({ length: 120 }, (_, at) => newLink({ documentId: `d${at}`, microsoftId: `m${at}`, isStaged: at % 2 === 0 })),
      });
      const first = await store.allLinks(calendar(), 0, 70);
      const rest = await store.allLinks(calendar(), first.at(-1)?.id ?? 0, 70);
      expect([...first, ...rest].map(({ documentId }) => documentId)).toEqual(Array.from({ length: 120 }, (_, at) => `d${at}`));
      expect((await store.staged(calendar(), 5)).map(({ documentId }) => documentId)).toEqual(['d0', 'd2', 'd4', 'd6', 'd8']);
      expect(await store.countLinked(calendar())).toBe(120);
    });

    it('of dates of a series count once with it, and the series are found', async () => {
      const { store } = stores();
      const date = (key: string) =>
        newLink({ documentId: `d${key}`, microsoftId: `p${key}`, part: { of: 'series', key }, occurrence: 'date' as const });
      await store.commit(calendar(), { newLinks: [
        newLink({ documentId: 'home|series:1', microsoftId: 'series', occurrence: 'series' }), date('2026-03-03'), date('2026-03-10'), newLink({ documentId: 'single', microsoftId: 'single' }),
      ] }); // prettier-ignore
      expect(await store.countLinked(calendar())).toBe(2);
      const [series, ...more] = await store.seriesOfDates(calendar(), 0, 9);
      expect([series?.documentId, series?.occurrence, more]).toEqual(['home|series:1', 'series', []]);
      expect(await store.seriesOfDates(calendar(), series?.id ?? 0, 9)).toEqual([]);
      expect((await store.linksOfParts(calendar(), ['series'])).map(({ occurrence }) => occurrence)).toEqual(['date', 'date']);
      await store.commit(calendar(), { linkChanges: [{ id: series?.id ?? 0, changes: { occurrence: null } }] });
      expect(await store.seriesOfDates(calendar(), 0, 9)).toEqual([]);
    });

    it('that a full round did not bring are staged: linked ones, and no parts', async () => {
      const { store } = stores();
      await store.commit(calendar(), { newLinks: [
        newLink({ documentId: 'seen', microsoftId: 'seen' }), newLink({ documentId: 'unseen', microsoftId: 'unseen' }), newLink({ documentId: 'part', microsoftId: 'part', part: { of: 'seen', key: 'k' } }),
        newLink({ documentId: 'ended', microsoftId: 'ended', state: 'ended' }), newLink({ documentId: 'creating', microsoftId: null, state: 'creating' }),
      ] }); // prettier-ignore
      const byName = new Map((await all()).map((link) => [link.documentId, link.id]));
      await store.commit(calendar(), { staged: [byName.get('seen') ?? 0] });
      await store.commit(calendar(), { seen: { ids: [byName.get('seen') ?? 0], round: 2 } });
      await store.commit(calendar(), { stagedUnseen: { collection: 'another', round: 9 } });
      expect(await store.staged(calendar(), 9)).toEqual([]);
      await store.commit(calendar(), { stagedUnseen: { collection: newLink({}).collection, round: 2 } });
      expect((await store.staged(calendar(), 9)).map(({ documentId }) => documentId)).toEqual(['unseen']);
      expect(await store.countLinked(calendar())).toBe(3);
      await store.commit(calendar(), { linkChanges: [{ id: byName.get('unseen') ?? 0, changes: { isStaged: false } }] });
      expect(await store.staged(calendar(), 9)).toEqual([]);
    });
  });
}
