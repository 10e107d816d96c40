import { beforeEach, describe, expect, it } from 'vitest';
import type { Leases } from '../../server/src/runner/lease';
import type { LocalItems, SyncStore } from '../../server/src/stores/port';
import { describeItems } from './contract-items';
import { describeLeases } from './contract-leases';
import { describeLinks } from './contract-links';
import { describeMarks } from './contract-marks';
import { describeNotes } from './contract-notes';

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

function describeTransactions(stores: () => Stores): void {
  const cursor = { collection: 'c', collectionName: 'Calendar', link: `https://graph/${'x'.repeat(900)}`, window: { start: '2026-01-01T00:00:00.000Z', end: '2026-12-31T00:00:00.000Z' }, settingsKey: 'k', round: 3, isFull: true, isSettled: false };

  describe('transactions and cursors', () => {
    it('a cursor comes back as it was saved, replaces the one before, and belongs to one target', async () => {
      const { store, ada, ben } = stores();
      const target = { user: ada, resource: 'calendar' } as const;
      expect(await store.cursor(target)).toBeNull();
      await store.saveCursor(target, { ...cursor, link: 'first' });
      await store.saveCursor(target, cursor);
      expect(await store.cursor(target)).toEqual(cursor);
      expect(await store.cursor({ user: ada, resource: 'tasks' })).toBeNull();
      expect(await store.cursor({ user: ben, resource: 'calendar' })).toBeNull();
      await store.dropCursor(target);
      expect(await store.cursor(target)).toBeNull();
    });

    it('several cursors are saved at once', async () => {
      const { store, ada } = stores();
      const [calendar, tasks] = [{ user: ada, resource: 'calendar' }, { user: ada, resource: 'tasks' }] as const;
      await store.saveCursor(calendar, { ...cursor, link: 'first' });
      await store.saveCursors([{ target: calendar, cursor }, { target: tasks, cursor: { ...cursor, collection: 'l' } }]);
      expect(await store.cursor(calendar)).toEqual(cursor);
      expect(await store.cursor(tasks)).toEqual({ ...cursor, collection: 'l' });
    });

    it('all of a transaction is kept, or nothing; an inner one is part of the outer one', async () => {
      const { store, ada } = stores();
      const target = { user: ada, resource: 'calendar' } as const;
      const failing = store.transaction(async () => {
        await store.saveCursor(target, cursor);
        await store.mark(target, ['d1']);
        await store.transaction(async () => store.mark(target, ['d2']));
        expect((await store.marks(target, 10)).length).toBe(2);
        throw new Error('in the middle');
      });
      await expect(failing).rejects.toThrow('in the middle');
      expect(await store.cursor(target)).toBeNull();
      expect(await store.marks(target, 10)).toEqual([]);
      expect(await store.transaction(async () => store.mark(target, ['d1']).then(() => 'done'))).toBe('done');
      expect(await store.marks(target, 10)).toMatchObject([{ documentId: 'd1' }]);
    });

    it('what is pending is told by target: its cursor, and whether there is work', async () => {
      const { store, leases, ada } = stores();
      const [calendar, tasks] = [{ user: ada, resource: 'calendar' }, { user: ada, resource: 'tasks' }] as const;
      await leases.wake([calendar, tasks], 0);
      await store.saveCursor(calendar, cursor);
      expect(await store.pending([calendar, tasks])).toEqual(new Map([['calendar', { cursor, hasWork: false, quietRow: null }], ['tasks', { cursor: null, hasWork: false, quietRow: null }]]));
      await store.mark(tasks, ['d1']);
      expect((await store.pending([calendar, tasks])).get('tasks')?.hasWork).toBe(true);
      await store.refuse(tasks, await store.marks(tasks, 10));
      expect((await store.pending([calendar, tasks])).get('tasks')?.hasWork).toBe(false);
    });

    it('forgetting a target leaves its runs, and others as they are', async () => {
      const { store, ada } = stores();
      const [calendar, tasks] = [{ user: ada, resource: 'calendar' }, { user: ada, resource: 'tasks' }] as const;
      for (const target of [calendar, tasks]) {
        await store.saveCursor(target, cursor);
        await store.mark(target, ['d1']);
        await store.hold(target, { item: 'd1', title: '' }, { code: 'invalid-value', side: 'microsoft', fields: [], message: '' });
      }
      await store.forget(calendar);
      expect([await store.cursor(calendar), await store.marks(calendar, 9), await store.held({ user: ada, resource: 'calendar' })]).toEqual([null, [], []]);
      expect([await store.cursor(tasks), (await store.marks(tasks, 9)).length, (await store.held({ user: ada })).length]).toEqual([cursor, 1, 1]);
    });
  });
}
