import { setTimeout as wait } from 'node:timers/promises';
import { scheduleJob, type Job } from 'node-schedule';
import type { RunReport } from '../../../../src/contracts';
import type { WakeEngine } from '../../../../src/contracts/wakes';
import { sayFailedIn } from '../../causes/say-failed';
import type { Target } from '../../storage/port';
import type { Due, Lease, Leases } from '../lease/port';
import { ownTurn, type Turn } from '../context';
import { createPlaces } from './places';
import { runWhenFree } from './run-when-free';

export interface SchedulerDeps {
  readonly leases: Leases;
  readonly wakes: Pick<WakeEngine, 'start' | 'stop'>;
  readonly tickSeconds: number;
  /** Accounts at a time that have something to do. */
  readonly concurrency: number;
  readonly targetsOf: (user: string) => readonly Target[];
  /**
   * Reports in the order of the leases, which are of one account. `place`: it is looked at among many, and asks for its place once there is something
   * to do; null where it has one at once.
   */
  readonly runAccount: (
    leases: readonly Lease[],
    options: { isFull: boolean; turn?: Turn; place?: () => Promise<void> | null },
  ) => Promise<RunReport[]>;
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

const UNBLOCKED_EVERY_SECONDS = 3;
const REFUSED_EVERY_SECONDS = 5;
/** How often it is asked whether the comparison of the host's types is due, and whether sign-ins are. */
const COMPARED_EVERY_SECONDS = 60;
const NOTICES_EVERY_SECONDS = 3;
const CONNECTED_EVERY_SECONDS = 10;
const WAKING_EVERY_SECONDS = 3;
const LOOK_AT_CLOCK_EVERY_MS = 60_000;
/** So many accounts are looked at beside each other at most, as long as they are mostly found to have nothing to do. */
const MOST_LOOKED_AT = 100;
/** How many of those that have nothing to do make up for one that has. */
const QUIET_FOR_ONE_BUSY = 4;
/** So long a reading goes on while others wait for a place. */
const TURN_MS = 5_000;
/** So long it stands still between two pages while something urgent is under way in this process: both would take twice as long beside each other. */
const LONGEST_WAY_GIVEN_MS = 3_000;
const LOOK_FOR_URGENT_EVERY_MS = 20;

/** node-schedule gives the tick; what is due is in the database. */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const running = new Set<Promise<unknown>>();
  /** Of this process's ticks. */
  const places = createPlaces(deps.concurrency);
  let job: Job | null = null;
  let isStopping = false;
  let ticking: Promise<void> | null = null;
  let ticks = 0;
  let isBehind = false;
  /** Accounts that are looked at, or have been found to have something to do and stand in the line for a place. */
  let looking = 0;
  /** So many may be: the more have had nothing to do lately. */
  let reach = 1;
  let hasMoreToLookAt = false;
  let tickedAt = performance.now();
  /** How many wakes have reached this process. */
  let rings = 0;
  /** How often it was asked to look for who is due by now, and how many of these have been answered. */
  let [asked, looked] = [0, 0];
  let lookedAt: number | null = null;

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  }

  /**
   * Takes accounts that are due, up to the free places; of each, whatever else is due is taken along. Some places are kept for what is urgent, which
   * would otherwise wait until one of the long runs ends. Those that nothing but the time has made due are looked at many beside each other: they take a
   * place only once there is something to do. A tick that is still taking is the next one too.
   */
  function tick(): Promise<void> {
    if (isStopping) return Promise.resolve();
    return (ticking ??= take().finally(() => (ticking = null)));
  }
  async function take(): Promise<void> {
    let askedBefore = asked;
    try {
      await healClock();
      askedBefore = asked; // of those that arrive together each would be looked for by itself
      const rungBefore = rings;
      // Without a place: whether somebody waits for one.
      const most = Math.max(1, 2 * Math.max(places.free().urgent, reach - looking));
      const due = await deps.leases.due(most);
      const { urgent, others, steady } = sorted(due);
      const free = places.free();
      const forUrgent = urgent.slice(0, free.urgent);
      const left = Math.min(free.urgent - forUrgent.length, free.others);
      const forOthers = others.slice(0, left);
      const toLookAt = steady.slice(0, Math.max(0, Math.max(reach, left - forOthers.length) - looking));
      const isFull = due.length >= most;
      hasMoreToLookAt = toLookAt.length < steady.length || isFull;
      isBehind = forUrgent.length < urgent.length || forOthers.length < others.length || (isFull && urgent.length + others.length > 0);
      const chosen = [...forUrgent, ...forOthers, ...toLookAt];
      const claimed = chosen.length === 0 ? [] : await whileKept({ forUrgent, forOthers }, () => claim(chosen));
      const of = (user: string) => claimed.filter(({ target }) => target.user === user);
      for (const user of forUrgent) run(of(user), { kind: 'urgent', rungBefore });
      for (const user of forOthers) run(of(user), { kind: 'others', rungBefore });
      for (const user of toLookAt) look(of(user), { rungBefore });
    } finally {
      looked = askedBefore;
    }
  }
  /** A wake has reached this process. Who is due, and before whom, the database says: ends once that was asked. */
  function woken(): Promise<void> {
    rings += 1;
    return lookAnew();
  }
  /** A tick that is under way may have been answered before what this is about. */
  async function lookAnew(): Promise<void> {
    asked += 1;
    const own = asked;
    while (looked < own && !isStopping) await tick();
  }
  const claim = (users: readonly string[]) => deps.leases.claimAll(users.flatMap(deps.targetsOf), { onlyDue: true });
  /** Nobody enters meanwhile where these are to go, who have their places then. */
  async function whileKept<T>(of: { forUrgent: readonly string[]; forOthers: readonly string[] }, work: () => Promise<T>): Promise<T> {
    places.take('urgent', of.forUrgent.length);
    places.take('others', of.forOthers.length);
    try {
      return await work();
    } catch (error) {
      places.give('urgent', of.forUrgent.length);
      places.give('others', of.forOthers.length);
      throw error;
    }
  }
  function run(leases: readonly Lease[], { kind, rungBefore }: { kind: 'urgent' | 'others'; rungBefore: number }): void {
    if (leases.length === 0) return places.give(kind); // another process was faster
    const startedAt = performance.now();
    const turn = kind === 'urgent' ? ownTurn : turnFrom(() => startedAt);
    void track(deps.runAccount(leases, { isFull: false, turn }).then(() => undefined, report('visiting an account'))).then(() => {
      places.give(kind);
      goOn(rungBefore);
    });
  }
  function look(leases: readonly Lease[], { rungBefore }: { rungBefore: number }): void {
    if (leases.length === 0) return;
    let startedAt = performance.now();
    let hasPlace = false;
    looking += 1;
    const enter = () => {
      looking -= 1;
      hasPlace = true;
      startedAt = performance.now();
    };
    const place = (): Promise<void> | null => {
      reach = Math.max(1, reach - QUIET_FOR_ONE_BUSY);
      const wait = places.enter();
      if (wait) return wait.then(enter);
      enter();
      return null;
    };
    const ended = () => {
      if (hasPlace) places.give('others');
      else {
        looking -= 1;
        reach = Math.min(MOST_LOOKED_AT, reach + 1);
      }
      goOn(rungBefore);
    };
    void track(
      deps
        .runAccount(leases, { isFull: false, turn: turnFrom(() => startedAt), place })
        .then(() => undefined, report('visiting an account')),
    ).then(ended);
  }
  function turnFrom(startedAt: () => number): Turn {
    return {
      isOver: () => (isBehind || places.waiting() > 0) && performance.now() - startedAt() > TURN_MS,
      async afterUrgent() {
        const since = performance.now();
        while ((places.taken().urgent > 0 || asked > looked) && !isStopping && performance.now() - since < LONGEST_WAY_GIVEN_MS)
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
   * More was due than there were places: a second is too long to wait, and a statement for each place too much to ask. What has rung since the account
   * was found to be due may be about it, and nobody else could take it until now.
   */
  function goOn(rungBefore: number): void {
    const { urgent, others } = places.taken();
    const hasPlaces = isBehind && urgent + others <= deps.concurrency / 2;
    const again = rings > rungBefore ? lookAnew : hasPlaces || (hasMoreToLookAt && looking <= reach / 2) ? tick : null;
    if (again) void track(again().catch(report('looking for due accounts')));
  }
  const report = (what: string) => (error: unknown) => sayFailedIn(deps.log, what, error);

  return {
    start() {
      if (job) return;
      void track(deps.wakes.start(() => track(woken())).catch(report('starting the engine of wakes')));
      void track(deps.leases.lookSooner(() => isStopping).catch(report('looking sooner after a start')));
      job = scheduleJob('* * * * * *', () => {
        ticks += 1;
        tickedAt = performance.now();
        if (ticks % deps.tickSeconds === 0) void track(tick().catch(report('looking for due accounts')));
        if (ticks % UNBLOCKED_EVERY_SECONDS === 0)
          void track(deps.wakeUnblocked().catch(report('waking people who are blocked no longer')));
        if (ticks % REFUSED_EVERY_SECONDS === 0) void track(deps.tryRefused().catch(report('trying an Azure application again')));
        if (ticks % WAKING_EVERY_SECONDS === 0)
          void track(deps.leases.goOnWaking(() => isStopping).catch(report('making many people due')));
        if (ticks % NOTICES_EVERY_SECONDS === 0) void track(deps.tendNotices().catch(report('renewing subscriptions')));
        if (ticks % CONNECTED_EVERY_SECONDS === 0) void track(deps.connectAssigned().catch(report('connecting assigned mailboxes')));
        if (ticks % COMPARED_EVERY_SECONDS === 0) void track(deps.compareHomes().catch(report('comparing entries of mapped types')));
        if (ticks % COMPARED_EVERY_SECONDS === 0) void track(deps.keepAlive().catch(report('renewing sign-ins')));
        if (ticks % COMPARED_EVERY_SECONDS === 0) void track(deps.warnOfExpiry().catch(report('warning of secrets that expire')));
      });
    },
    async stop() {
      isStopping = true;
      job?.cancel(); // our own handle: node-schedule's gracefulShutdown would cancel other plugins' jobs too
      job = null;
      places.letAllIn(); // they find that it stops
      await deps.wakes.stop();
      while (running.size > 0) await Promise.allSettled([...running]);
    },
    isStopping: () => isStopping,
    sinceTickMs: () => performance.now() - tickedAt,
    runNow: (targets, options) => track(runWhenFree(deps, targets, options, () => isStopping)),
  };
}

/** The accounts of what is due, each once. */
function sorted(due: readonly Due[]): { urgent: string[]; others: string[]; steady: string[] } {
  const usersOf = (which: (one: Due) => boolean) => new Set(due.filter(which).map(({ target: { user } }) => user));
  const urgent = usersOf(({ isUrgent }) => isUrgent);
  const others = usersOf(({ isUrgent, isSteady, target: { user } }) => !isUrgent && !isSteady && !urgent.has(user));
  const steady = usersOf(({ target: { user } }) => !urgent.has(user) && !others.has(user));
  return { urgent: [...urgent], others: [...others], steady: [...steady] };
}
