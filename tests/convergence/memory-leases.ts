import type { Lease, Leases, Release } from '../../server/src/engine/lease/port';
import { priorities, type Wake } from '../../server/src/engine/lease/wake-targets';
import { RunStopped } from '../../server/src/engine/context';
import { notNarrowed } from '../../src/sync/window';
import type { Target } from '../../server/src/storage/port';
import { type Process, stepped } from './process';
import { frozen, ofTarget, type Schedule, type State } from './state';

const LEASE_MS = 60_000;
const asleep: Schedule = {
  nextRunAt: null,
  scheduledAt: null,
  isWoken: false,
  priority: 0,
  token: null,
  until: null,
  attempts: 0,
  isFullRequested: false,
  settingsKey: null,
  mailbox: null,
  approvedRun: null,
  waitsForStart: false,
  waitingRun: null,
  lastSyncAt: null,
  problem: null,
  choice: [],
  windowShrink: notNarrowed,
  completedDays: null,
};

/** Leases in memory, with the promises of the table of targets. */
export function memoryLeases(holder: { state: State }, process: Process, now: () => number): Leases {
  const known = (): [Target, Schedule][] =>
    [...holder.state.targets].flatMap(([key, { schedule }]): [Target, Schedule][] => {
      const [user, resource] = key.split('|') as [string, Target['resource']];
      return schedule ? [[{ user, resource }, schedule]] : [];
    });
  const scheduleOf = (target: Target) => ofTarget(holder.state, target).schedule;
  const change = (target: Target, changes: Partial<Schedule>) => {
    const of = ofTarget(holder.state, target);
    if (of.schedule) of.schedule = frozen({ ...of.schedule, ...changes });
  };
  const isFree = ({ until }: Schedule) => until === null || until < now() || until > now() + 2 * LEASE_MS;
  const isDue = ({ nextRunAt }: Schedule) => nextRunAt !== null && nextRunAt <= now();
  const isSteady = (of: Schedule) =>
    of.settingsKey !== null &&
    of.priority + of.attempts === 0 &&
    !(of.isWoken || of.isFullRequested || of.waitsForStart || of.approvedRun !== null || of.problem !== null);
  const holds = ({ target, token }: Lease) => scheduleOf(target)?.token === token;

  function claim(target: Target, onlyDue: boolean, token: string): Lease | null {
    const of = scheduleOf(target);
    if (!of || !isFree(of) || (onlyDue && !isDue(of))) return null;
    const until = now() + LEASE_MS;
    const attempts = of.attempts + (of.token === null ? 0 : 1);
    change(target, { token, until, nextRunAt: until, isWoken: false, scheduledAt: now(), attempts });
    const { isFullRequested, settingsKey, mailbox, approvedRun, waitsForStart, choice, windowShrink, completedDays } = of;
    const known = {
      attempts,
      lastEndedAt: of.lastSyncAt,
      isFullRequested,
      settingsKey,
      mailbox,
      approvedRun,
      waitsForStart,
      choice,
      windowShrink,
      completedDays,
    };
    return { target, token, claimedAt: now(), ...known };
  }

  function renew(lease: Lease): void {
    if (!holds(lease)) throw new RunStopped({ kind: 'lease-lost' });
    change(lease.target, { until: now() + LEASE_MS });
  }

  function release(lease: Lease, of: Release): void {
    const before = scheduleOf(lease.target);
    if (!before || !holds(lease)) return;
    const next = of.nextInMs === null ? null : now() + of.nextInMs;
    const nextRunAt = !before.isWoken ? next : next === null ? before.nextRunAt : Math.min(next, before.nextRunAt ?? next);
    change(lease.target, {
      nextRunAt,
      scheduledAt: now(),
      token: null,
      until: null,
      priority: of.staysUrgent || before.isWoken ? before.priority : 0,
      attempts: of.attempts,
      ...(of.waitingRun !== undefined ? { waitingRun: of.waitingRun } : {}),
      ...(of.hasStarted ? { waitsForStart: false } : {}),
      ...(lease.approvedRun !== null && before.approvedRun === lease.approvedRun ? { approvedRun: null } : {}),
      ...(of.hasSucceeded ? { lastSyncAt: now() } : {}),
      ...(of.settingsKey !== undefined ? { settingsKey: of.settingsKey } : {}),
      ...(of.completedDays !== undefined ? { completedDays: of.completedDays } : {}),
      ...(of.mailbox !== undefined ? { mailbox: of.mailbox } : {}),
      ...(of.problem !== undefined ? { problem: of.problem } : {}),
      ...(of.windowShrink ? { windowShrink: { ...before.windowShrink, ...of.windowShrink } } : {}),
      ...(of.isFullDone ? { isFullRequested: false } : {}),
    });
  }

  function wake(targets: readonly Target[], { priority, notBeforeMs = 0 }: Wake): void {
    const at = now() + notBeforeMs;
    for (const target of targets) {
      const of = ofTarget(holder.state, target);
      const before = of.schedule;
      const isMoved = !before || before.token !== null || before.nextRunAt === null || before.nextRunAt <= now() || before.nextRunAt > at;
      of.schedule = frozen({
        ...(before ?? asleep),
        nextRunAt: isMoved ? at : before.nextRunAt,
        isWoken: before !== null,
        priority: Math.max(before?.priority ?? 0, priorities[priority]),
        scheduledAt: now(),
      });
    }
  }

  return stepped<Leases>(
    {
      due: async (limit) =>
        known()
          .filter(([, of]) => isDue(of) && isFree(of))
          .sort(([, a], [, b]) => b.priority - a.priority || Number(a.nextRunAt) - Number(b.nextRunAt))
          .slice(0, limit)
          .map(([target, of]) => ({ target, isUrgent: of.priority > 0, isSteady: isSteady(of) })),
      claim: async (target) => claim(target, false, `lease-${holder.state.nextId++}`),
      async claimAll(targets, { onlyDue }) {
        const token = `lease-${holder.state.nextId++}`;
        return targets.flatMap((target) => claim(target, onlyDue, token) ?? []);
      },
      prolong: async (lease) => renew(lease),
      renew: async (lease) => renew(lease),
      release: async (lease, of) => release(lease, of),
      async releaseAll(leases, of) {
        if (!leases.every(holds)) throw new RunStopped({ kind: 'lease-lost' });
        for (const lease of leases) release(lease, of);
      },
      wake: async (targets, how) => wake(targets, how),
      async wakeExisting(users) {
        for (const [target] of known())
          if (users === null || users.includes(target.user)) change(target, { nextRunAt: now(), isWoken: true, scheduledAt: now() });
      },
      goOnWaking: async () => undefined, // all are woken at once here
      lookSooner: async () => undefined, // nobody is told of anything
      async wakeFromFuture() {
        const ahead = known().filter(
          ([, of]) =>
            of.nextRunAt !== null && isFree(of) && (of.nextRunAt > now() + 25 * 3_600_000 || (of.scheduledAt ?? 0) > now() + 60_000),
        );
        for (const [target] of ahead) change(target, { nextRunAt: now(), scheduledAt: now() });
        return ahead.length;
      },
      requestFull: async (target) => change(target, { isFullRequested: true }),
      chooseInstead: async (target, before, id) => {
        const { choice = [] } = ofTarget(holder.state, target).schedule ?? {};
        if (choice !== 'all') change(target, { choice: choice.map((one) => (one === before ? id : one)) });
      },
      choose: async (target, choice) => change(target, { choice, isFullRequested: true }),
      approve: async (target, run) => change(target, { approvedRun: run }),
      async letStartWait(targets, mailbox) {
        for (const target of targets) if (scheduleOf(target)?.mailbox !== mailbox) change(target, { waitsForStart: true });
      },
      states: async ({ users }) =>
        known()
          .filter(([{ user }]) => users === undefined || users.includes(user))
          .sort(([a], [b]) => `${a.user}|${a.resource}`.localeCompare(`${b.user}|${b.resource}`))
          .map(([target, of]) => {
            const isLeased = !isFree(of);
            return {
              target,
              isLeased,
              nextRunAt: isLeased && !of.isWoken ? null : textOf(of.nextRunAt),
              lastSyncAt: textOf(of.lastSyncAt),
              waitingRun: of.waitingRun,
              waitsForStart: of.waitsForStart,
              problem: of.problem,
              choice: of.choice,
              halvings: of.windowShrink.halvings,
            };
          }),
      async wakeThoseThere(targets, how) {
        wake(
          targets.filter((target) => scheduleOf(target)),
          how,
        );
        return targets.filter((target) => !scheduleOf(target));
      },
      stands: async (target) => scheduleOf(target) !== null,
      async takeAway(targets) {
        for (const target of targets) change(target, { token: null, until: null, nextRunAt: null, isWoken: false });
      },
    },
    process,
    'leases',
  );
}

const textOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
