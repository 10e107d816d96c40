import { describe, expect, it } from 'vitest';
import type { Lease, Release } from '../../server/src/engine/lease/port';
import { RunStopped } from '../../server/src/engine/context';
import type { Target } from '../../server/src/storage/port';
import type { Stores } from './store-contract';

const done: Release = { nextInMs: 60_000, attempts: 0, hasSucceeded: true, isFullDone: true };
const BEYOND_A_LEASE_MS = 61_000;

export function describeLeases(stores: () => Stores): void {
  const calendar = (): Target => ({ user: stores().ada, resource: 'calendar' });
  const tasks = (): Target => ({ user: stores().ada, resource: 'tasks' });
  const due = async (most: number): Promise<Target[]> => (await stores().leases.due(most)).map(({ target }) => target);
  const claimed = async (target = calendar()): Promise<Lease> => {
    const lease = await stores().leases.claim(target);
    if (!lease) throw new Error('not claimed');
    return lease;
  };

  describe('leases', () => {
    it('a target that nobody woke is not there', async () => {
      expect([await stores().leases.claim(calendar()), await due(9)]).toEqual([null, []]);
    });

    it('one that is due is claimed once', async () => {
      const { leases } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      expect(await due(9)).toEqual([calendar()]);
      const lease = await claimed();
      expect(lease).toMatchObject({
        target: calendar(),
        attempts: 0,
        isFullRequested: false,
        settingsKey: null,
        mailbox: null,
        windowShrink: { halvings: 0, refusals: 0, triedAt: 0 },
        approvedRun: null,
      });
      expect([await leases.claim(calendar()), await due(9)]).toEqual([null, []]);
      expect(await leases.states({ users: [stores().ada] })).toMatchObject([{ isLeased: true, nextRunAt: null }]);
      await leases.renew(lease);
    });

    it('a lease that ran out is given to another, and the first one may neither prolong it nor give it back', async () => {
      const { leases, advance } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      const lost = await claimed();
      advance(BEYOND_A_LEASE_MS);
      expect(await due(9)).toEqual([calendar()]);
      const held = await claimed();
      await expect(leases.renew(lost)).rejects.toThrow(RunStopped);
      await leases.release(lost, done);
      await expect(leases.releaseAll([lost], done)).rejects.toThrow(RunStopped);
      expect(await leases.claim(calendar())).toBeNull();
      await leases.renew(held);
    });

    it('what a clock that was ahead has put off is due again when it has been set back', async () => {
      const { leases, advance } = stores();
      const DAY = 86_400_000;
      advance(DAY);
      await leases.wake([calendar(), tasks()], { priority: 'interval' });
      await leases.release(await claimed(), done);
      const dead = await claimed(tasks()); // its runner does not come back
      advance(-DAY);
      expect(await due(9)).toEqual([]);
      expect((await leases.states({ users: [stores().ada] })).map(({ isLeased }) => isLeased)).toEqual([false, false]);
      expect(await leases.wakeFromFuture()).toBe(2);
      expect(await due(9)).toHaveLength(2);
      await claimed(tasks());
      await expect(leases.renew(dead)).rejects.toThrow(RunStopped);
      await leases.release(await claimed(), done);
      expect(await leases.wakeFromFuture()).toBe(0);
      expect(await due(9)).toEqual([]);
    });

    it('no run is put off for longer than a day, and what sleeps is not woken', async () => {
      const { leases } = stores();
      await leases.wake([calendar(), tasks()], { priority: 'interval' });
      await leases.release(await claimed(), { ...done, nextInMs: 10 ** 12 });
      await leases.release(await claimed(tasks()), { ...done, nextInMs: null });
      expect(await due(9)).toEqual([]);
      expect(await leases.wakeFromFuture()).toBe(1);
      expect(await due(9)).toEqual([calendar()]);
    });

    it('the fence ends a transaction with all that it wrote', async () => {
      const { leases, store, advance } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      const lost = await claimed();
      advance(BEYOND_A_LEASE_MS);
      await claimed();
      const write = store.transaction(async () => {
        await store.commit(calendar(), { marks: ['d1'] });
        await leases.renew(lost);
      });
      await expect(write).rejects.toThrow(RunStopped);
      expect(await store.marks(calendar(), 9)).toEqual([]);
    });

    it('a release says when it is due again, and what was learnt', async () => {
      const { leases, ada } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      await leases.requestFull(calendar());
      await leases.approve(calendar(), 'run-1');
      const lease = await claimed();
      expect(lease).toMatchObject({ isFullRequested: true, approvedRun: 'run-1' });
      await leases.release(lease, {
        ...done,
        attempts: 2,
        settingsKey: 'k',
        mailbox: 'm',
        waitingRun: 'run-2',
        problem: 'no-mailbox',
        windowShrink: { halvings: 3, refusals: 1, triedAt: 1_767_225_600_000 },
      });
      expect(await leases.states({ users: [ada] })).toMatchObject([
        { isLeased: false, waitingRun: 'run-2', problem: 'no-mailbox', halvings: 3, lastSyncAt: expect.any(String) },
      ]);
      expect(await due(9)).toEqual([]);
      stores().advance(BEYOND_A_LEASE_MS);
      expect(await due(9)).toEqual([calendar()]);
      expect(await claimed()).toMatchObject({
        attempts: 2,
        settingsKey: 'k',
        mailbox: 'm',
        windowShrink: { halvings: 3, refusals: 1, triedAt: 1_767_225_600_000 },
        isFullRequested: false,
        approvedRun: null,
      });
    });

    it('a run whose process died counts as one that came to nothing', async () => {
      const { leases, advance } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      expect(await claimed()).toMatchObject({ attempts: 0, lastEndedAt: null });
      advance(BEYOND_A_LEASE_MS);
      expect(await claimed()).toMatchObject({ attempts: 1 });
      advance(BEYOND_A_LEASE_MS);
      const lease = await claimed();
      expect(lease).toMatchObject({ attempts: 2 });
      await leases.release(lease, done);
      advance(BEYOND_A_LEASE_MS);
      const next = await claimed();
      expect(next).toMatchObject({ attempts: 0 });
      expect(next.lastEndedAt).toBeGreaterThanOrEqual(lease.claimedAt);
    });

    it('an edit during a run brings the next one forward', async () => {
      const { leases, advance } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      const lease = await claimed();
      await leases.wake([calendar()], { priority: 'interval', notBeforeMs: 1_000 });
      await leases.release(lease, { ...done, nextInMs: 3_600_000 });
      advance(1_500);
      expect(await due(9)).toEqual([calendar()]);
    });

    it('an approval during a run is for the next one', async () => {
      const { leases } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      const lease = await claimed();
      await leases.approve(calendar(), 'run-1');
      await leases.release(lease, done);
      expect(await claimed()).toMatchObject({ approvedRun: 'run-1' });
    });

    it('a mailbox that nobody has read waits for its person from the first run on until one has started it', async () => {
      const { leases, ada } = stores();
      const waits = async () => (await leases.states({ users: [ada] })).map(({ waitsForStart }) => waitsForStart);
      await leases.wake([calendar(), tasks()], { priority: 'interval' });
      expect(await waits()).toEqual([false, false]);
      await leases.letStartWait([calendar()], 'm');
      expect(await waits()).toEqual([true, false]);
      const lease = await claimed();
      expect(lease).toMatchObject({ waitsForStart: true });
      await leases.release(lease, { ...done, mailbox: 'm', waitingRun: 'run-1' });
      expect(await waits()).toEqual([true, false]);
      await leases.release(await claimed(), { ...done, hasStarted: true });
      await leases.letStartWait([calendar()], 'm'); // signed in once more
      expect(await waits()).toEqual([false, false]);
      await leases.letStartWait([calendar()], 'another');
      expect(await waits()).toEqual([true, false]);
    });

    it('waking makes it due sooner, never later', async () => {
      const { leases, advance } = stores();
      await leases.wake([calendar()], { priority: 'interval', notBeforeMs: 5_000 });
      await leases.wake([calendar()], { priority: 'interval', notBeforeMs: 60_000 });
      advance(6_000);
      expect(await due(9)).toEqual([calendar()]);
      expect(await leases.claimAll([calendar(), tasks()], { onlyDue: true })).toMatchObject([{ target: calendar() }]);
    });

    it('whoever waits longest comes first, so that none starves', async () => {
      const { leases, advance } = stores();
      await leases.wake([tasks()], { priority: 'interval', notBeforeMs: 2_000 });
      await leases.wake([calendar()], { priority: 'interval', notBeforeMs: 1_000 });
      advance(3_000);
      expect([await due(1), await due(9)]).toEqual([[calendar()], [calendar(), tasks()]]);
    });

    it('what a person has changed comes before what Microsoft tells of, and both before whoever waits for the interval', async () => {
      const { leases, advance } = stores();
      await leases.wake([tasks()], { priority: 'interval' });
      advance(2_000);
      await leases.wake([calendar()], { priority: 'notice', notBeforeMs: 1_000 });
      advance(2_000);
      expect(await leases.due(1)).toMatchObject([{ target: calendar(), isUrgent: true }]);
      await leases.wake([tasks()], { priority: 'edit' });
      await leases.wake([tasks()], { priority: 'interval' });
      expect(await leases.due(9)).toMatchObject([
        { target: tasks(), isUrgent: true },
        { target: calendar(), isUrgent: true },
      ]);
      await leases.release(await claimed(tasks()), { ...done, staysUrgent: true, nextInMs: 0 }); // nothing of it was done
      expect(await leases.due(1)).toMatchObject([{ target: tasks(), isUrgent: true }]);
      await leases.release(await claimed(tasks()), { ...done, nextInMs: 0 });
      expect(await leases.due(9)).toMatchObject([
        { target: calendar(), isUrgent: true },
        { target: tasks(), isUrgent: false },
      ]);
    });

    it('steady is what nothing but the time has made due', async () => {
      const { leases } = stores();
      const isSteady = async () => (await leases.due(1))[0]?.isSteady;
      const again = async (how: Partial<Release> = {}) =>
        leases.release(await claimed(calendar()), { ...done, settingsKey: 'k', nextInMs: 0, ...how });
      await leases.wake([calendar()], { priority: 'interval' });
      expect(await isSteady()).toBe(false); // it has never run
      await again();
      expect(await isSteady()).toBe(true);
      const disturbances: readonly (() => Promise<unknown>)[] = [
        () => leases.wake([calendar()], { priority: 'interval' }),
        () => leases.wake([calendar()], { priority: 'edit' }),
        () => leases.approve(calendar(), 'run'),
        () => again({ attempts: 1 }),
        () => again({ problem: 'no-mailbox' }),
        () => leases.requestFull(calendar()),
      ];
      for (const disturb of disturbances) {
        await disturb();
        expect([String(disturb), await isSteady()]).toEqual([String(disturb), false]);
        await again({ isFullDone: true, problem: null });
        expect(await isSteady()).toBe(true);
      }
      await leases.letStartWait([calendar()], 'another mailbox');
      expect(await isSteady()).toBe(false);
    });

    it('those of one account are claimed and given back together', async () => {
      const { leases } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      await leases.wake([tasks()], { priority: 'interval', notBeforeMs: 60_000 });
      expect(await leases.claimAll([calendar(), tasks()], { onlyDue: true })).toMatchObject([{ target: calendar() }]);
      const [other] = await leases.claimAll([calendar(), tasks()], { onlyDue: false });
      expect(other).toMatchObject({ target: tasks() });
      await leases.wakeExisting([stores().ada]);
    });

    it('is woken only where it is there, where nobody is to be made one', async () => {
      const { leases, advance } = stores();
      await leases.wake([calendar()], { priority: 'interval', notBeforeMs: 60_000 });
      expect(await leases.wakeThoseThere([calendar(), tasks()], { priority: 'interval' })).toEqual([tasks()]);
      expect(await leases.wakeThoseThere([], { priority: 'interval' })).toEqual([]);
      advance(1);
      expect(await due(9)).toEqual([calendar()]);
      expect([await leases.stands(calendar()), await leases.stands(tasks())]).toEqual([true, false]);
    });

    it('one that is taken away from its runner is asleep, and the runner writes no more', async () => {
      const { leases, advance } = stores();
      await leases.wake([calendar()], { priority: 'interval' });
      const lost = await claimed();
      await leases.takeAway([calendar()]);
      await expect(leases.renew(lost)).rejects.toThrow(RunStopped);
      advance(BEYOND_A_LEASE_MS);
      expect(await due(9)).toEqual([]);
      await leases.release(lost, done);
      expect(await leases.claim(calendar())).not.toBeNull();
    });
  });
}
