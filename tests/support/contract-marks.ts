import { describe, expect, it } from 'vitest';
import { factsOfNew } from '../../src/sync/link';
import { notReadYet, type Target } from '../../server/src/storage/port';
import type { Stores } from './store-contract';

export function describeMarks(stores: () => Stores): void {
  const calendar = (): Target => ({ user: stores().ada, resource: 'calendar' });

  describe('marks', () => {
    it('have a version that each mark raises, and are cleared in the version that was read only', async () => {
      const { store } = stores();
      await store.commit(calendar(), { marks: ['d1', 'd2'] });
      const [first] = await store.marks(calendar(), 1);
      expect(first).toMatchObject({ documentId: 'd1', version: 1, sawDelete: false });
      await store.commit(calendar(), { marks: ['d1'] });
      await store.commit(calendar(), { clearedMarks: first ? [first] : [] });
      expect((await store.marksOf(calendar(), ['d1', 'd9'])).get('d1')?.version).toBe(2);
      await store.commit(calendar(), { clearedMarks: [...(await store.marksOf(calendar(), ['d1'])).values()] });
      expect((await store.marks(calendar(), 9)).map(({ documentId }) => documentId)).toEqual(['d2']);
      expect(await store.marks({ ...calendar(), resource: 'tasks' }, 9)).toEqual([]);
    });

    it('of the same entry, twice in one go, are one', async () => {
      const { store } = stores();
      await store.commit(calendar(), { marks: ['d1', 'd2', 'd1'] });
      expect((await store.marks(calendar(), 9)).map(({ documentId }) => documentId).sort()).toEqual(['d1', 'd2']);
      await store.commit(calendar(), { marks: ['d1', 'd1'] });
      expect((await store.marksOf(calendar(), ['d1'])).get('d1')?.version).toBe(2);
    });

    it('remember a deletion, whatever comes after', async () => {
      const { store } = stores();
      await store.commit(calendar(), { deletionMarks: ['d1'] });
      await store.commit(calendar(), { marks: ['d1'] });
      expect(await store.marks(calendar(), 9)).toMatchObject([{ sawDelete: true, version: 2 }]);
    });

    it('of entries that changed hands keep the next owner waiting, while the earlier one is about to let go or is asked', async () => {
      const { store, leases, ada, ben, advance } = stores();
      const [from, to] = [ada, ben].map((user): Target => ({ user, resource: 'tasks' })) as [Target, Target];
      const link = {
        microsoftId: 'm1',
        collection: 'c',
        part: null,
        origin: 'strapi' as const,
        base: {},
        facts: factsOfNew,
        ...notReadYet,
        seenRound: 0,
      };
      await store.commit(from, {
        newLinks: [
          { ...link, documentId: 'd1', state: 'linked' },
          { ...link, microsoftId: 'm2', documentId: 'd2', state: 'ended' },
          { ...link, microsoftId: 'm3', documentId: 'd3', state: 'linked' },
        ],
      });
      await store.commit(from, { deletionMarks: ['d1', 'd2'] });
      await store.commit(from, { marks: ['d3'] });
      const leaving = async () => [...(await store.stillWithPreviousOwner(to, ['d1', 'd2', 'd3', 'd4']))];
      expect(await leaving()).toEqual([]); // nobody is going to
      await leases.wake([from], { priority: 'interval', notBeforeMs: 1_000 });
      expect(await leaving()).toEqual(['d1']);
      expect([...(await store.stillWithPreviousOwner(from, ['d1']))]).toEqual([]);
      expect([...(await store.stillWithPreviousOwner({ ...to, resource: 'calendar' }, ['d1']))]).toEqual([]);
      advance(2_000);
      const lease = await leases.claim(from);
      expect(await leaving()).toEqual(['d1']);
      const release = { nextInMs: 900_000, attempts: 0, hasSucceeded: true, isFullDone: false };
      if (lease) await leases.release(lease, { ...release, waitingRun: 'run' });
      expect(await leaving()).toEqual(['d1']);
      await leases.wake([from], { priority: 'interval' });
      const again = await leases.claim(from);
      if (again) await leases.release(again, { ...release, waitingRun: null });
      expect(await leaving()).toEqual([]);
    });

    it('that are refused stay, and are not shown again before the next edit', async () => {
      const { store } = stores();
      await store.commit(calendar(), { deletionMarks: ['d1'] });
      await store.commit(calendar(), { deferredMarks: await store.marks(calendar(), 9) });
      expect(await store.marks(calendar(), 9)).toEqual([]);
      expect((await store.marksOf(calendar(), ['d1'])).get('d1')).toMatchObject({ sawDelete: true });
      await store.commit(calendar(), { marks: ['d1'] });
      expect(await store.marks(calendar(), 9)).toMatchObject([{ documentId: 'd1', version: 2, sawDelete: true }]);
    });

    it('say whether they are refused, and how many runs were not told what became of them', async () => {
      const { store } = stores();
      await store.commit(calendar(), { marks: ['d1'] });
      const of = async () => (await store.marksOf(calendar(), ['d1'])).get('d1');
      const mark = await of();
      expect(mark).toMatchObject({ isDeferred: false, failures: 0 });
      if (mark) await store.commit(calendar(), { failedMarks: [mark] });
      await store.commit(calendar(), { deferredMarks: mark ? [mark] : [] });
      expect(await of()).toMatchObject({ isDeferred: true, failures: 1 });
      await store.commit(calendar(), { marks: ['d1'] });
      expect(await of()).toMatchObject({ isDeferred: false, failures: 1 });
      await store.commit(calendar(), { clearedMarks: [...(await store.marksOf(calendar(), ['d1'])).values()] });
      await store.commit(calendar(), { marks: ['d1'] });
      expect(await of()).toMatchObject({ isDeferred: false, failures: 0 });
    });

    it('that are cleared are forgotten, refusals too', async () => {
      const { store } = stores();
      await store.commit(calendar(), { marks: ['d1'] });
      await store.commit(calendar(), { deferredMarks: await store.marks(calendar(), 9) });
      await store.commit(calendar(), { clearedMarks: [...(await store.marksOf(calendar(), ['d1'])).values()] });
      await store.commit(calendar(), { marks: ['d1'] });
      expect(await store.marks(calendar(), 9)).toMatchObject([{ documentId: 'd1', version: 1 }]);
    });
  });
}
