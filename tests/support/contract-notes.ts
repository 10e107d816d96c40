import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/contracts';
import type { ConflictNote, HoldNote } from '../../src/sync/decision';
import type { Target } from '../../server/src/storage/port';
import { newLink } from './contract-links';
import type { Stores } from './store-contract';

const hold = (message: HoldNote['message'] = 'event-unreadable'): HoldNote => ({
  code: 'invalid-value',
  side: 'microsoft',
  fields: ['subject'],
  message,
});
const conflict = (decided: ConflictNote['decided'] = null): ConflictNote => ({
  fields: ['subject'],
  base: { subject: 'A' },
  strapi: { subject: 'B' },
  microsoft: null,
  decided,
});
const DAY = 86_400_000;
const byRule = { by: 'strapi-wins', winner: 'strapi' } as const;

export function reportOf(target: Target, run: string, outcome: RunReport['outcome'], second: number): RunReport {
  const none = { created: 0, updated: 0, deleted: 0 };
  const at = new Date(Date.UTC(2026, 2, 2, 8, 0, second)).toISOString();
  return {
    run,
    ...target,
    outcome,
    reason: null,
    strapi: none,
    microsoft: none,
    matched: 0,
    conflicts: 0,
    held: 0,
    leftAlone: 0,
    requests: 1,
    mails: 0,
    startedAt: at,
    finishedAt: at,
  };
}

export function describeNotes(stores: () => Stores): void {
  const calendar = (): Target => ({ user: stores().ada, resource: 'calendar' });
  const report = (run: string, outcome: RunReport['outcome'], second: number): RunReport => reportOf(calendar(), run, outcome, second);

  describe('held items', () => {
    it('are one per item, brought up to date, and it is told whether they are news', async () => {
      const { store, ada, ben } = stores();
      expect(await store.commit(calendar(), { holds: [{ of: { item: 'd1', title: 'One' }, note: hold() }] })).toMatchObject({
        held: ['d1'],
      });
      expect(
        await store.commit(calendar(), { holds: [{ of: { item: 'd1', title: 'Two' }, note: hold('foreign-meeting') }] }),
      ).toMatchObject({
        held: [],
      });
      expect(await store.held({ user: ada })).toMatchObject([
        {
          ...calendar(),
          documentId: 'd1',
          microsoftId: null,
          title: 'Two',
          message: 'foreign-meeting',
          code: 'invalid-value',
          side: 'microsoft',
          isIgnored: false,
        },
      ]);
      expect(await store.held({ user: ada, resource: 'tasks' })).toEqual([]);
      expect(await store.held({ user: ben })).toEqual([]);
      await store.commit(calendar(), { releases: ['d1', 'd9'] });
      expect(await store.held({ user: ada })).toEqual([]);
    });

    it('know both ids of what is linked', async () => {
      const { store, ada } = stores();
      await store.commit(calendar(), { newLinks: [newLink()] });
      await store.commit(calendar(), { holds: [{ of: { item: 'm1', title: '' }, note: { ...hold(), side: 'strapi' } }] });
      expect(await store.held({ user: ada, documentId: 'd1' })).toMatchObject([{ documentId: 'd1', microsoftId: 'm1' }]);
    });

    it('may have a time at which they are tried again', async () => {
      const { store, leases, ada, advance } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      const lease = await leases.claim(calendar());
      const due = async () => (await store.held({ user: ada, isDue: true })).map(({ documentId }) => documentId);
      const hasWork = async () => (await store.pending([calendar()])).get('calendar')?.hasWork;
      const nextTryAt = new Date((lease?.claimedAt ?? 0) + 60_000).toISOString();
      await store.commit(calendar(), { holds: [{ of: { item: 'd1', title: '' }, note: { ...hold(), nextTryAt } }] });
      await store.commit(calendar(), { holds: [{ of: { item: 'd2', title: '' }, note: hold() }] });
      expect((await store.held({ user: ada, documentId: 'd1' }))[0]?.nextTryAt).toBe(nextTryAt);
      expect([await due(), await hasWork()]).toEqual([[], false]);
      advance(61_000);
      expect([await due(), await hasWork()]).toEqual([['d1'], true]);
      await store.commit(calendar(), { holds: [{ of: { item: 'd1', title: '' }, note: hold() }] });
      expect([await due(), await hasWork()]).toEqual([[], false]);
      // By a clock that was a day ahead.
      const tomorrow = new Date(Date.parse(nextTryAt) + 86_400_000).toISOString();
      await store.commit(calendar(), { holds: [{ of: { item: 'd1', title: '' }, note: { ...hold(), nextTryAt: tomorrow } }] });
      expect([await due(), await hasWork()]).toEqual([['d1'], true]);
    });

    it('that are ignored are so in that version only', async () => {
      const { store, ada } = stores();
      await store.commit(calendar(), { holds: [{ of: { item: 'd1', title: '', print: '1' }, note: hold() }] });
      const [held] = await store.held({ user: ada });
      await store.commit(calendar(), { noteChanges: [{ kind: 'ignore-held', id: Number(held?.id) }] });
      expect([await store.held({ user: ada, ignored: false }), (await store.held({ user: ada, ignored: true })).length]).toEqual([[], 1]);
      expect(await store.commit(calendar(), { holds: [{ of: { item: 'd1', title: '', print: '1' }, note: hold() }] })).toMatchObject({
        held: [],
      });
      expect(await store.held({ user: ada, ignored: false })).toEqual([]);
      expect(await store.commit(calendar(), { holds: [{ of: { item: 'd1', title: '', print: '2' }, note: hold() }] })).toMatchObject({
        held: ['d1'],
      });
      expect(await store.held({ user: ada, ignored: false })).toHaveLength(1);
      await store.commit(calendar(), { noteChanges: [{ kind: 'mask-held', id: Number(held?.id), title: 'Private' }] });
      expect(await store.held({ id: held?.id ?? '' })).toMatchObject([{ title: 'Private', write: null }]);
      await store.commit(calendar(), { noteChanges: [{ kind: 'drop-held', id: Number(held?.id) }] });
      expect(await store.held({ user: ada })).toEqual([]);
    });
  });

  describe('conflicts', () => {
    it('that are decided are kept for 30 days of the clock that noted them', async () => {
      const { store, ada, advance } = stores();
      await store.commit(calendar(), { conflicts: [{ item: 'd1', note: conflict(byRule) }] });
      await store.commit(calendar(), { conflicts: [{ item: 'd2', note: conflict() }] });
      advance(29 * DAY);
      await store.recordRun(calendar(), report('run-1', 'completed', 1));
      expect(await store.conflicts({ user: ada })).toHaveLength(2);
      advance(2 * DAY);
      await store.recordRun(calendar(), report('run-2', 'completed', 2));
      expect(await store.conflicts({ user: ada })).toMatchObject([{ documentId: 'd2', decided: null }]);
    });

    it('that are open are one per item; decided ones are history', async () => {
      const { store, ada } = stores();
      expect([
        await store.commit(calendar(), { conflicts: [{ item: 'd1', note: conflict() }] }),
        await store.commit(calendar(), { conflicts: [{ item: 'd1', note: conflict() }] }),
      ]).toMatchObject([{ conflicts: 1 }, { conflicts: 0 }]);
      expect(await store.conflicts({ user: ada, decided: false })).toMatchObject([
        { documentId: 'd1', fields: ['subject'], base: { subject: 'A' }, strapi: { subject: 'B' }, microsoft: null, decided: null },
      ]);
      expect(await store.commit(calendar(), { conflicts: [{ item: 'd1', note: conflict(byRule) }] })).toMatchObject({ conflicts: 1 });
      expect(await store.commit(calendar(), { conflicts: [{ item: 'd1', note: conflict(byRule) }] })).toMatchObject({ conflicts: 1 });
      expect(await store.conflicts({ user: ada, decided: false })).toEqual([]);
      expect(await store.conflicts({ user: ada })).toMatchObject([{ decided: byRule }, { decided: byRule }]);
    });

    it('are closed, restored and scrubbed', async () => {
      const { store, ada } = stores();
      await store.commit(calendar(), { conflicts: [{ item: 'd1', note: conflict() }] });
      await store.commit(calendar(), { closedConflicts: ['d1'] });
      expect(await store.conflicts({ user: ada })).toEqual([]);
      await store.commit(calendar(), { conflicts: [{ item: 'd1', note: conflict(byRule) }] });
      const [kept] = await store.conflicts({ user: ada, documentId: 'd1' });
      await store.commit(calendar(), { noteChanges: [{ kind: 'restored', id: Number(kept?.id) }] });
      await store.commit(calendar(), {
        noteChanges: [
          { kind: 'mask-conflict', id: Number(kept?.id), values: { base: null, strapi: { subject: 'Private' }, microsoft: null } },
        ],
      });
      expect(await store.conflicts({ id: kept?.id ?? '' })).toMatchObject([
        { base: null, strapi: { subject: 'Private' }, restoredAt: expect.any(String) },
      ]);
      await store.commit(calendar(), { noteChanges: [{ kind: 'mask-conflict', id: Number(kept?.id), values: null }] });
      expect(await store.conflicts({ user: ada })).toEqual([]);
    });
  });

  describe('runs and the log', () => {
    it('runs come latest first; those in a row with nothing to do share one place', async () => {
      const { store, ada } = stores();
      for (const [at, outcome] of (['completed', 'nothing-to-do', 'nothing-to-do', 'failed'] as const).entries())
        await store.recordRun(calendar(), report(`r${at}`, outcome, at));
      expect((await store.runs({ user: ada, limit: 9 })).map(({ run }) => run)).toEqual(['r3', 'r2', 'r0']);
      expect((await store.runs({ user: ada, resource: 'calendar', limit: 1 })).map(({ run }) => run)).toEqual(['r3']);
      expect(await store.runs({ user: ada, resource: 'tasks', limit: 9 })).toEqual([]);
      expect(await store.findRun('r2')).toEqual(report('r2', 'nothing-to-do', 2));
      expect(await store.findRun('r9')).toBeNull();
    });

    it('quiet runs are recorded together', async () => {
      const { store, ada } = stores();
      await store.recordQuiet([{ target: calendar(), cursors: [], report: report('r1', 'nothing-to-do', 1), quietRow: null }]);
      expect((await store.runs({ user: ada, limit: 9 })).map(({ run }) => run)).toEqual(['r1']);
    });

    it('what was done about an item is told latest first, by either id', async () => {
      const { store } = stores();
      const entry = (why: string, isKept = true) => ({
        side: 'strapi' as const,
        kind: 'update' as const,
        fields: ['subject'],
        why,
        item: { title: 'One', uid: null, documentId: 'd1', microsoftId: 'm1' },
        mails: [],
        isKept,
      });
      await store.commit(calendar(), { log: [entry('first'), entry('not kept', false)] });
      await store.commit(calendar(), { log: [entry('second')] });
      expect((await store.logged(calendar(), { documentId: 'd1', microsoftId: null })).map(({ why }) => why)).toEqual(['second', 'first']);
      expect(await store.logged(calendar(), { documentId: null, microsoftId: 'm1' })).toMatchObject([
        { side: 'strapi', kind: 'update', fields: ['subject'] },
        {},
      ]);
      expect(await store.logged(calendar(), { documentId: null, microsoftId: null })).toEqual([]);
    });
  });
}
