import { beforeEach, describe, expect, it } from 'vitest';
import type { Leases } from '../../server/src/engine/lease/port';
import type { LocalItems, SyncStore } from '../../server/src/storage/port';
import { factsOfNew } from '../../src/sync/link';
import { notReadYet } from '../../server/src/storage/port';
import { describeItems } from './contract-items';
import { describeLeases } from './contract-leases';
import { describeLinks } from './contract-links';
import { describeMarks } from './contract-marks';
import { describeNotes, reportOf } from './contract-notes';

/** What a home of the engine's bookkeeping gives to the suite: two people of the host, and nothing noted of either. */
export interface Stores {
  readonly store: SyncStore;
  readonly events: LocalItems;
  readonly tasks: LocalItems;
  readonly leases: Leases;
  readonly ada: string;
  readonly ben: string;
  /** Moves the clock that leases go by. */
  advance(milliseconds: number): void;
}

/** The promises of `SyncStore`, `LocalItems` and `Leases`. Stores in memory are as good as the database only if both keep all of them. */
export function describeStores(name: string, open: () => Promise<Stores>): void {
  describe(`stores ${name}`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    const now = () => stores;
    describeTransactions(now);
    describeLinks(now);
    describeMarks(now);
    describeNotes(now);
    describeItems(now);
    describeLeases(now);
  });
}

const linkOf = (microsoftId: string, documentId: string) => ({
  microsoftId,
  documentId,
  collection: 'c',
  part: null,
  origin: 'strapi' as const,
  state: 'linked' as const,
  base: {},
  facts: factsOfNew,
  ...notReadYet,
  seenRound: 0,
});

function describeTransactions(stores: () => Stores): void {
  const collection = { id: 'c', name: 'Calendar', isDefault: true, isReadOnly: false, isOwned: true, owner: null };
  const cursor = {
    collection,
    link: `https://graph/${'x'.repeat(900)}`,
    window: { start: '2026-01-01T00:00:00.000Z', end: '2026-12-31T00:00:00.000Z' },
    settingsKey: 'k',
    round: 3,
    isFull: true,
    isSettled: false,
    isReadWhole: false,
    comparedAt: 1_790_000_000_000,
  };

  describe('transactions and cursors', () => {
    it('a cursor comes back as it was saved, replaces the one before, and belongs to one target and collection', async () => {
      const { store, ada, ben } = stores();
      const target = { user: ada, resource: 'calendar' } as const;
      expect(await store.cursors(target)).toEqual([]);
      await store.commit(target, { cursors: [{ ...cursor, link: 'first' }] });
      await store.commit(target, { cursors: [cursor] });
      const other = {
        ...cursor,
        collection: { id: 'C', name: '', isDefault: false, isReadOnly: true, isOwned: false, owner: 'ben@example.com' },
        isReadWhole: true,
      };
      await store.commit(target, { cursors: [other] });
      expect(await store.cursors(target)).toEqual([cursor, other]);
      expect(await store.cursors({ user: ada, resource: 'tasks' })).toEqual([]);
      expect(await store.cursors({ user: ben, resource: 'calendar' })).toEqual([]);
      await store.commit(target, { droppedCursors: ['c'] });
      expect(await store.cursors(target)).toEqual([other]);
      await store.commit(target, { cursors: [cursor] });
      await store.commit(target, { droppedCursors: 'all' });
      expect(await store.cursors(target)).toEqual([]);
    });

    it('several cursors are saved at once', async () => {
      const { store, ada } = stores();
      const [calendar, tasks] = [
        { user: ada, resource: 'calendar' },
        { user: ada, resource: 'tasks' },
      ] as const;
      await store.commit(calendar, { cursors: [{ ...cursor, link: 'first' }] });
      const tasksCursor = { ...cursor, collection: { ...collection, id: 'l' } };
      await store.recordQuiet([
        { target: calendar, cursors: [cursor], report: reportOf(calendar, 'r1', 'nothing-to-do', 1), quietRow: null },
        { target: tasks, cursors: [tasksCursor], report: reportOf(tasks, 'r2', 'nothing-to-do', 1), quietRow: null },
      ]);
      expect(await store.cursors(calendar)).toEqual([cursor]);
      expect(await store.cursors(tasks)).toEqual([{ ...cursor, collection: { ...collection, id: 'l' } }]);
    });

    it('of equal keys in one go the last counts, wherever rows are made or brought up to date', async () => {
      const { store, leases, ada } = stores();
      const target = { user: ada, resource: 'calendar' } as const;
      await store.commit(target, { cursors: [{ ...cursor, link: 'first' }, cursor] });
      expect(await store.cursors(target)).toEqual([cursor]);
      await leases.wake([target, target], { priority: 'interval' });
      expect((await leases.states({ users: [ada] })).length).toBe(1);
      await store.commit(target, { newLinks: [linkOf('m1', 'd1')] });
      const [link] = await store.allLinks(target, 0, 9);
      const id = link?.id ?? 0;
      await store.commit(target, {
        linkChanges: [
          { id, changes: { etag: '1' } },
          { id, changes: { etag: '2' } },
        ],
      });
      expect(await store.allLinks(target, 0, 9)).toMatchObject([{ id, etag: '2' }]);
    });

    it('an id that another link has is refused, and neither link changes', async () => {
      const { store, ada } = stores();
      const target = { user: ada, resource: 'calendar' } as const;
      await store.commit(target, { newLinks: [linkOf('m1', 'd1'), linkOf('m2', 'd2'), linkOf('m3', 'd3')] });
      const before = await store.allLinks(target, 0, 9);
      const [, second, third] = before.map(({ id }) => id);
      const changes = [
        { id: second ?? 0, changes: { microsoftId: 'm1' } },
        { id: third ?? 0, changes: { microsoftId: 'm4' } },
      ];
      await expect(store.transaction(() => store.commit(target, { linkChanges: changes }))).rejects.toThrow();
      expect(await store.allLinks(target, 0, 9)).toEqual(before);
    });

    it('all of a transaction is kept, or nothing; an inner one is part of the outer one', async () => {
      const { store, ada } = stores();
      const target = { user: ada, resource: 'calendar' } as const;
      const failing = store.transaction(async () => {
        await store.commit(target, { cursors: [cursor] });
        await store.commit(target, { marks: ['d1'] });
        await store.transaction(async () => store.commit(target, { marks: ['d2'] }));
        expect((await store.marks(target, 10)).length).toBe(2);
        throw new Error('in the middle');
      });
      await expect(failing).rejects.toThrow('in the middle');
      expect(await store.cursors(target)).toEqual([]);
      expect(await store.marks(target, 10)).toEqual([]);
      expect(await store.transaction(async () => store.commit(target, { marks: ['d1'] }).then(() => 'done'))).toBe('done');
      expect(await store.marks(target, 10)).toMatchObject([{ documentId: 'd1' }]);
    });

    it('what is pending is told by target: its cursors, and whether there is work', async () => {
      const { store, leases, ada } = stores();
      const [calendar, tasks] = [
        { user: ada, resource: 'calendar' },
        { user: ada, resource: 'tasks' },
      ] as const;
      await leases.wake([calendar, tasks], { priority: 'interval' });
      await store.commit(calendar, { cursors: [cursor] });
      expect(await store.pending([calendar, tasks])).toEqual(
        new Map([
          ['calendar', { cursors: [cursor], hasWork: false, hasSeries: false, quietRow: null }],
          ['tasks', { cursors: [], hasWork: false, hasSeries: false, quietRow: null }],
        ]),
      );
      await store.commit(tasks, { marks: ['d1'] });
      expect((await store.pending([calendar, tasks])).get('tasks')?.hasWork).toBe(true);
      await store.commit(tasks, { deferredMarks: await store.marks(tasks, 10) });
      expect((await store.pending([calendar, tasks])).get('tasks')?.hasWork).toBe(false);
    });

    it('forgetting a target leaves its runs, and others as they are', async () => {
      const { store, ada } = stores();
      const [calendar, tasks] = [
        { user: ada, resource: 'calendar' },
        { user: ada, resource: 'tasks' },
      ] as const;
      for (const target of [calendar, tasks]) {
        await store.commit(target, { cursors: [cursor] });
        await store.commit(target, { marks: ['d1'] });
        await store.commit(target, {
          holds: [
            { of: { item: 'd1', title: '' }, note: { code: 'invalid-value', side: 'microsoft', fields: [], message: 'event-unreadable' } },
          ],
        });
      }
      await store.forget(calendar);
      expect([
        await store.cursors(calendar),
        await store.marks(calendar, 9),
        await store.held({ user: ada, resource: 'calendar' }),
      ]).toEqual([[], [], []]);
      expect([await store.cursors(tasks), (await store.marks(tasks, 9)).length, (await store.held({ user: ada })).length]).toEqual([
        [cursor],
        1,
        1,
      ]);
    });
  });
}
