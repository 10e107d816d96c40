import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunReport } from '../../../../src/contracts';
import type { WakeHandler } from '../../../../src/contracts/wakes';
import type { Target } from '../../storage/port';
import type { Turn } from '../context';
import type { Due, Lease, Leases } from '../lease/port';
import { createScheduler, type Scheduler, type SchedulerDeps } from './scheduler';

type Place = (() => Promise<void> | null) | undefined;

const CONCURRENCY = 4; // one of these is kept for what is urgent

/** Accounts that are due until they are claimed; what becomes of a visit the test says. */
function createSite() {
  const due: Due[] = [];
  const asked: number[] = [];
  const claims: string[][] = [];
  const elsewhere = new Set<string>();
  const visits = new Map<string, { readonly place: Place; readonly turn: Turn | undefined; readonly end: () => void }>();
  let wake: WakeHandler = async () => undefined;
  /** Answers of the database are on their way until then. */
  let answered = { due: Promise.resolve(), claim: Promise.resolve() };
  const targetOf = (user: string): Target => ({ user, resource: 'calendar' });
  const nothing = async () => undefined;
  const leases = {
    async due(limit: number) {
      asked.push(limit);
      const found = due.slice(0, limit);
      await answered.due;
      return found;
    },
    async claimAll(targets: readonly Target[]) {
      const users = targets.map(({ user }) => user);
      claims.push(users);
      for (const user of users) {
        const at = due.findIndex(({ target }) => target.user === user);
        if (at >= 0) due.splice(at, 1);
      }
      await answered.claim;
      return targets.filter(({ user }) => !elsewhere.has(user)).map((target) => ({ target }) as Lease);
    },
    wakeFromFuture: async () => 0,
    lookSooner: nothing,
    goOnWaking: nothing,
  } as unknown as Leases;
  const deps: SchedulerDeps = {
    leases,
    wakes: { start: async (handler) => void (wake = handler), stop: nothing },
    tickSeconds: 3_600,
    concurrency: CONCURRENCY,
    targetsOf: (user) => [targetOf(user)],
    runAccount: ([lease], { place, turn }) =>
      new Promise<RunReport[]>((resolve) => {
        visits.set(lease?.target.user ?? '', { place, turn, end: () => resolve([]) });
      }),
    wakeUnblocked: nothing,
    tryRefused: nothing,
    warnOfExpiry: nothing,
    connectAssigned: nothing,
    keepAlive: nothing,
    compareHomes: nothing,
    tendNotices: nothing,
    log: { warn: () => undefined, error: (message) => void failures.push(message) },
  };
  const failures: string[] = [];
  const scheduler = createScheduler(deps);
  scheduler.start();
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    scheduler,
    asked,
    claims,
    failures,
    add(name: string, many: number, of: Partial<Due> = {}) {
      for (let at = 0; at < many; at += 1) due.push({ target: targetOf(`${name}${at}`), isUrgent: false, isSteady: true, ...of });
    },
    takeElsewhere: (user: string) => void elsewhere.add(user),
    left: () => due.length,
    async tick() {
      const before = asked.length;
      await wake('somebody');
      await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before));
      await settled();
    },
    /** Without waiting for what comes of it. */
    ring: () => void wake('somebody'),
    /** Answers of this kind come only once what is returned is called. */
    hold(kind: 'due' | 'claim'): () => void {
      let release: () => void = () => undefined;
      answered = { ...answered, [kind]: new Promise<void>((resolve) => (release = resolve)) };
      return release;
    },
    settled,
    /** Those that are visited now. */
    visited: () => [...visits.keys()],
    isTurnOver: (user: string) => visits.get(user)?.turn?.isOver(),
    place: (user: string) => visits.get(user)?.place?.(),
    async end(users: readonly string[]) {
      for (const user of users) {
        visits.get(user)?.end();
        visits.delete(user);
      }
      await settled();
    },
    /** Visits all that are due to their end, of whom none has anything to do. */
    async goRound() {
      await this.tick();
      while (visits.size > 0) await this.end(this.visited());
    },
  };
}

let scheduler: Scheduler | undefined;
let site: ReturnType<typeof createSite>;
const open = () => {
  site = createSite();
  scheduler = site.scheduler;
};
afterEach(async () => {
  const stopping = scheduler?.stop();
  await site.end(site.visited());
  await stopping;
  expect(site.failures).toEqual([]);
});

describe('whoever only the time has made due', () => {
  it('is looked at beside the more others, the more have had nothing to do, up to a hundred', async () => {
    open();
    site.add('a', 600);
    await site.tick();
    expect(site.visited()).toHaveLength(CONCURRENCY - 1); // nothing is known of them yet
    while (site.visited().length > 0) await site.end(site.visited());
    expect(site.left()).toBe(0);
    const sizes = site.claims.map((users) => users.length);
    expect(Math.max(...sizes)).toBe(100);
    expect(sizes.length).toBeLessThan(20);
  });

  it('takes a place only once there is something to do, and waits for it in a line where there is none', async () => {
    open();
    site.add('warm', 40);
    await site.goRound();
    site.add('a', 6);
    await site.tick();
    expect(site.visited()).toHaveLength(6);
    const [first, second, third, fourth] = ['a0', 'a1', 'a2', 'a3'].map((user) => site.place(user));
    expect([first, second, third]).toEqual([null, null, null]);
    let isIn = false;
    void fourth?.then(() => (isIn = true));
    site.add('urgent', 1, { isUrgent: true, isSteady: false });
    site.add('new', 1, { isSteady: false });
    await site.tick();
    expect(site.visited()).toContain('urgent0'); // its place was kept
    expect(site.visited()).not.toContain('new0');
    expect(isIn).toBe(false);
    await site.end(['a4', 'a5']); // these had none
    expect(isIn).toBe(false);
    await site.end(['a0']);
    expect(isIn).toBe(true);
    expect(site.visited()).not.toContain('new0');
    await site.end(['a1', 'a2', 'a3', 'urgent0']);
    await site.tick();
    expect(site.visited()).toContain('new0');
  });

  it('is looked at beside fewer where many have something to do', async () => {
    open();
    site.add('warm', 60);
    await site.goRound();
    site.add('a', 60);
    await site.tick();
    const busy = site.visited();
    expect(busy).toHaveLength(60);
    for (const user of busy) void site.place(user);
    while (site.visited().length > 0) await site.end(site.visited().slice(0, CONCURRENCY - 1));
    site.add('b', 60);
    await site.tick();
    expect(site.visited().filter((user) => user.startsWith('b'))).toHaveLength(CONCURRENCY - 1);
  });

  it('is let in after a while by those who have a place', async () => {
    open();
    site.add('new', CONCURRENCY - 1, { isSteady: false });
    site.add('a', 1);
    await site.tick();
    expect(site.visited()).toHaveLength(CONCURRENCY); // the places that are not kept, and one that is only looked at
    const later = performance.now() + 6_000;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => later);
    try {
      expect(site.isTurnOver('new0')).toBe(false);
      expect(site.place('a0')).toBeInstanceOf(Promise);
      expect(site.isTurnOver('new0')).toBe(true);
    } finally {
      clock.mockRestore();
    }
  });

  it('does not wait for a place any more when the process stops', async () => {
    open();
    site.add('warm', 40);
    await site.goRound();
    site.add('a', 8);
    await site.tick();
    const waits = site.visited().map((user) => site.place(user));
    const stopping = site.scheduler.stop();
    for (const wait of waits) await wait;
    await site.end(site.visited());
    await stopping;
  });

  it('leaves the places to others that another process has been faster with', async () => {
    open();
    site.add('new', 2, { isSteady: false });
    site.takeElsewhere('new0');
    await site.tick();
    expect(site.visited()).toEqual(['new1']);
    site.add('more', CONCURRENCY, { isSteady: false });
    await site.tick();
    expect(site.visited()).toEqual(['new1', 'more0', 'more1']);
  });

  it('is not asked about while nobody is due', async () => {
    open();
    await site.tick();
    expect([site.claims, site.asked.length]).toEqual([[], 1]);
  });
});

describe('a wake of an account that is being visited is looked for once that visit ends', () => {
  const edited = { isUrgent: true, isSteady: false };

  it('where the last look was answered before, and has not arrived yet', async () => {
    open();
    site.add('a', 1, edited);
    await site.tick();
    const release = site.hold('due');
    site.ring();
    await site.settled();
    site.add('a', 1, edited); // due from the end of its visit on
    await site.end(['a0']);
    release();
    await site.settled();
    expect(site.visited()).toEqual(['a0']);
  });

  it('where it came before this process knew that it has the account', async () => {
    open();
    site.add('a', 1, edited);
    const release = site.hold('claim');
    site.ring();
    await site.settled();
    site.ring();
    release();
    await site.settled();
    expect(site.visited()).toEqual(['a0']);
    site.add('a', 1, edited);
    await site.end(['a0']);
    expect(site.visited()).toEqual(['a0']);
  });
});
