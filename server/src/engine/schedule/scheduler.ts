import { setTimeout as wait } from 'node:timers/promises';
import { scheduleJob, type Job } from 'node-schedule';
import type { RunReport } from '../../../../src/contracts';
import type { Target } from '../../storage/port';
import type { Bell } from '../lease/bell';
import type { Due, Lease, Leases } from '../lease/port';
import { ownTurn, type Turn } from '../context';
import { createAlarm } from './alarm';

export interface SchedulerDeps {
  readonly leases: Leases;
  readonly bell: Pick<Bell, 'heardBy'>;
  readonly tickSeconds: number;
  /** Accounts at a time. */
  readonly concurrency: number;
  readonly targetsOf: (user: string) => readonly Target[];
  /** Reports in the order of the leases, which are of one account. */
  readonly runAccount: (leases: readonly Lease[], options: { isFull: boolean; turn?: Turn }) => Promise<RunReport[]>;
  /** Lets go on who was blocked and is so no longer. */
  readonly wakeUnblocked: () => Promise<void>;
  /** Tries the Azure applications anew that Microsoft has refused; in one process at a time, and not more often than each minute. */
  readonly tryRefused: () => Promise<void>;
  /** Tells in time of secrets and certificates that expire; each warning by one process, once. */
  readonly warnOfExpiry: () => Promise<void>;
  /** Application mode: connects who was assigned a mailbox; in one process at a time. */
  readonly connectAssigned: () => Promise<void>;
  /** Renews sign-ins that nobody has used for long; in one process at a time. */
  readonly keepAlive: () => Promise<void>;
  /** Finds what no event tells of entries in the host's types; in one process at a time, and not more often than each hour. */
  readonly compareHomes: () => Promise<void>;
  /** Makes, renews and takes away what Microsoft is to tell of. */
  readonly tendNotices: () => Promise<void>;
  readonly log: { warn(message: string): void; error(message: string): void };
}
export interface Scheduler {
  start(): void;
  /** Ends the ticks and waits for this process's own runs; nobody else does. */
  stop(): Promise<void>;
  isStopping(): boolean;
  /** Milliseconds since it looked for due work, or has begun to. */
  sinceTickMs(): number;
  /** Runs targets of one account at once; waits for a run that is under way, and returns `null` when it does not end in time. */
  runNow(targets: readonly Target[], options: { isFull: boolean }): Promise<(RunReport | null)[]>;
}

const WAIT_FOR_LEASE_MS = 60_000;
const POLL_MS = 200;
const UNBLOCKED_EVERY_SECONDS = 3;
const REFUSED_EVERY_SECONDS = 5;
/** How often it is asked whether the comparison of the host's types is due, and whether sign-ins are. */
const COMPARED_EVERY_SECONDS = 60;
const NOTICES_EVERY_SECONDS = 3;
const CONNECTED_EVERY_SECONDS = 10;
const WAKING_EVERY_SECONDS = 3;
const LOOK_AT_CLOCK_EVERY_MS = 60_000;
/** Of so many places one is kept for what is urgent. */
const PLACES_FOR_ONE_KEPT = 4;
/** So long a reading goes on while others wait for a place. */
const TURN_MS = 5_000;
/** So long it stands still between two pages while something urgent is under way in this process: both would take twice as long beside each other. */
const LONGEST_WAY_GIVEN_MS = 3_000;
const LOOK_FOR_URGENT_EVERY_MS = 20;

/** node-schedule gives the tick; what is due is in the database. */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const running = new Set<Promise<unknown>>();
  /** Accounts of this process's ticks that are being run. */
  const taken = { urgent: 0, others: 0 };
  const kept = Math.floor(deps.concurrency / PLACES_FOR_ONE_KEPT);
  let job: Job | null = null;
  let isStopping = false;
  let isTicking = false;
  let ticks = 0;
  let isBehind = false;
  let tickedAt = performance.now();
  /** How often something was woken here, and how much of that has been looked for. */
  let [rings, looked] = [0, 0];
  /** When what was woken here came due last. */
  let rungAt = Number.NEGATIVE_INFINITY;
  let lookedAt: number | null = null;

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  }

  /**
   * Takes accounts that are due, up to the free places; of each, whatever else is due is taken along. Some places are kept for what is urgent, which
   * would otherwise wait until one of the long runs ends. A tick that is still taking makes the next one do nothing.
   */
  async function tick(): Promise<void> {
    if (isTicking || isStopping) return;
    const free = deps.concurrency - taken.urgent - taken.others;
    isTicking = true;
    const rungBefore = rings;
    try {
      await healClock();
      const due = await deps.leases.due(Math.max(1, free * 2)); // without a place, whether somebody waits for one
      const urgent = usersOf(due.filter(({ isUrgent }) => isUrgent));
      const others = usersOf(due).filter((user) => !urgent.includes(user));
      const forUrgent = urgent.slice(0, free);
      const forOthers = Math.min(free - forUrgent.length, deps.concurrency - kept - taken.others);
      const chosen = [...forUrgent, ...others.slice(0, Math.max(0, forOthers))];
      isBehind = chosen.length < urgent.length + others.length || due.length >= Math.max(1, free * 2);
      const claimed = chosen.length === 0 ? [] : await deps.leases.claimAll(chosen.flatMap(deps.targetsOf), { onlyDue: true });
      for (const user of chosen) {
        const leases = claimed.filter(({ target }) => target.user === user);
        if (leases.length > 0) run(leases, forUrgent.includes(user) ? 'urgent' : 'others');
      }
    } catch (error) {
      report(error);
    } finally {
      isTicking = false;
      looked = rungBefore;
      if (rings > looked) void track(tick());
    }
  }
  function run(leases: readonly Lease[], kind: keyof typeof taken): void {
    const startedAt = performance.now();
    taken[kind] += 1;
    const turn = kind === 'urgent' ? ownTurn : turnFrom(startedAt);
    void track(deps.runAccount(leases, { isFull: false, turn }).then(() => undefined, report)).then(() => {
      taken[kind] -= 1;
      goOn(startedAt);
    });
  }
  function turnFrom(startedAt: number): Turn {
    return {
      isOver: () => isBehind && performance.now() - startedAt > TURN_MS,
      async afterUrgent() {
        const since = performance.now();
        while ((taken.urgent > 0 || rings > looked) && !isStopping && performance.now() - since < LONGEST_WAY_GIVEN_MS)
          await wait(LOOK_FOR_URGENT_EVERY_MS);
      },
    };
  }
  /** A clock that was ahead and has been set back would leave everybody waiting until then. */
  async function healClock(): Promise<void> {
    if (lookedAt !== null && performance.now() - lookedAt < LOOK_AT_CLOCK_EVERY_MS) return;
    lookedAt = performance.now();
    const woken = await deps.leases.wakeFromFuture();
    if (woken > 0)
      deps.log.warn(`microsoft-sync: the next run of ${woken} was further ahead than any can be: the clock was ahead. They run now.`);
  }
  /**
   * More was due than there were places: a second is too long to wait, and a statement for each place too much to ask. What rang meanwhile may be about
   * the account whose run has just ended.
   */
  function goOn(startedAt: number): void {
    if (rungAt > startedAt || (isBehind && taken.urgent + taken.others <= deps.concurrency / 2)) void track(tick());
  }
  const report = (error: unknown) =>
    deps.log.error(`microsoft-sync: a tick failed: ${error instanceof Error ? error.name : 'unknown error'}`);

  const alarm = createAlarm(() => {
    rungAt = performance.now();
    rings += 1;
    void track(tick());
  });

  return {
    start() {
      if (job) return;
      deps.bell.heardBy(alarm.set);
      void track(deps.leases.lookSooner(() => isStopping).catch(report));
      job = scheduleJob('* * * * * *', () => {
        ticks += 1;
        tickedAt = performance.now();
        if (ticks % deps.tickSeconds === 0) void track(tick());
        if (ticks % UNBLOCKED_EVERY_SECONDS === 0) void track(deps.wakeUnblocked().catch(report));
        if (ticks % REFUSED_EVERY_SECONDS === 0) void track(deps.tryRefused().catch(report));
        if (ticks % WAKING_EVERY_SECONDS === 0) void track(deps.leases.goOnWaking(() => isStopping).catch(report));
        if (ticks % NOTICES_EVERY_SECONDS === 0) void track(deps.tendNotices().catch(report));
        if (ticks % CONNECTED_EVERY_SECONDS === 0) void track(deps.connectAssigned().catch(report));
        if (ticks % COMPARED_EVERY_SECONDS === 0) void track(deps.compareHomes().catch(report));
        if (ticks % COMPARED_EVERY_SECONDS === 0) void track(deps.keepAlive().catch(report));
        if (ticks % COMPARED_EVERY_SECONDS === 0) void track(deps.warnOfExpiry().catch(report));
      });
    },
    async stop() {
      isStopping = true;
      job?.cancel(); // our own handle: node-schedule's gracefulShutdown would cancel other plugins' jobs too
      job = null;
      alarm.end();
      while (running.size > 0) await Promise.allSettled([...running]);
    },
    isStopping: () => isStopping,
    sinceTickMs: () => performance.now() - tickedAt,
    runNow: (targets, options) => track(runWhenFree(deps, targets, options, () => isStopping)),
  };
}

const usersOf = (due: readonly Due[]): string[] => [...new Set(due.map(({ target: { user } }) => user))];

async function runWhenFree(
  deps: SchedulerDeps,
  targets: readonly Target[],
  options: { isFull: boolean },
  isStopping: () => boolean,
): Promise<(RunReport | null)[]> {
  const giveUpAt = Date.now() + WAIT_FOR_LEASE_MS;
  const reports = new Map<Target, RunReport>();
  const done = () => targets.map((target) => reports.get(target) ?? null);
  const take = async (): Promise<Target[]> => {
    const wanted = targets.filter((target) => !reports.has(target));
    const leases = await deps.leases.claimAll(wanted, { onlyDue: false });
    const all = leases.length > 0 ? await deps.runAccount(leases, options) : [];
    for (const target of wanted) {
      const report = all.find(({ resource }) => resource === target.resource);
      if (report) reports.set(target, report);
    }
    return wanted.filter((target) => !reports.has(target));
  };
  for (let left = await take(), isFirst = true; left.length > 0; isFirst = false, left = await take()) {
    if (isStopping() || Date.now() >= giveUpAt) break;
    // Makes those that are not there yet, and lets nobody forget the others.
    if (isFirst) {
      await deps.leases.wake(left, { priority: 'edit' });
      // Of somebody who has been deleted meanwhile none was made.
      if ((await deps.leases.states({ users: left.map(({ user }) => user) })).length === 0) break;
    } else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return done();
}
