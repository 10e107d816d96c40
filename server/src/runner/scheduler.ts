import { scheduleJob, type Job } from 'node-schedule';
import type { RunReport } from '../../../src/contracts';
import type { Target } from '../stores/port';
import type { Lease, Leases } from './lease';

export interface SchedulerDeps {
  readonly leases: Leases;
  readonly tickSeconds: number;
  readonly concurrency: number;
  readonly run: (lease: Lease, of: { isFull: boolean }) => Promise<RunReport>;
  readonly log: { error(message: string): void };
}
export interface Scheduler {
  start(): void;
  /** Ends the ticks and waits for this process's own runs; nobody else does (strapi-notes §2.8). */
  stop(): Promise<void>;
  isStopping(): boolean;
  /** Runs a target at once; waits for a run that is under way, and gives `null` when it does not end in time. */
  runNow(target: Target, of: { isFull: boolean }): Promise<RunReport | null>;
}

const WAIT_FOR_LEASE_MS = 60_000;
const POLL_MS = 200;

/** node-schedule gives the tick; what is due is in the database. */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const running = new Set<Promise<unknown>>();
  let job: Job | null = null;
  let isStopping = false;
  let isTicking = false;
  let ticks = 0;

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  }

  /** Takes what is due, up to the free places. A tick that is still taking makes the next one do nothing. */
  async function tick(): Promise<void> {
    const places = deps.concurrency - running.size;
    if (isTicking || isStopping || places <= 0) return;
    isTicking = true;
    try {
      for (const target of await deps.leases.due(places)) {
        if (isStopping) return;
        const lease = await deps.leases.claim(target);
        if (lease) void track(deps.run(lease, { isFull: false }).then(() => undefined, report));
      }
    } catch (error) {
      report(error);
    } finally {
      isTicking = false;
    }
  }
  const report = (error: unknown) => deps.log.error(`microsoft-sync: a tick failed: ${error instanceof Error ? error.name : 'unknown error'}`);

  return {
    start() {
      if (job) return;
      job = scheduleJob('* * * * * *', () => {
        ticks += 1;
        if (ticks % deps.tickSeconds === 0) void track(tick());
      });
    },
    async stop() {
      isStopping = true;
      job?.cancel(); // our own handle: node-schedule's gracefulShutdown would cancel other plugins' jobs too
      job = null;
      while (running.size > 0) await Promise.allSettled([...running]);
    },
    isStopping: () => isStopping,
    runNow: (target, of) => track(runWhenFree(deps, target, of, () => isStopping)),
  };
}

async function runWhenFree(deps: SchedulerDeps, target: Target, of: { isFull: boolean }, isStopping: () => boolean): Promise<RunReport | null> {
  const giveUpAt = Date.now() + WAIT_FOR_LEASE_MS;
  for (;;) {
    const lease = await deps.leases.claim(target);
    if (lease) return deps.run(lease, of);
    if (isStopping() || Date.now() >= giveUpAt) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
