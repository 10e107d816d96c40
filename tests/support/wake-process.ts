import type { CreateWakeEngine } from '../../src/contracts/wakes';
import type { Core } from '@strapi/types';
import { createLeases } from '../../server/src/engine/lease/lease';
import type { Leases } from '../../server/src/engine/lease/port';
import { createScheduler } from '../../server/src/engine/schedule/scheduler';
import { createWakes, type Wakes } from '../../server/src/engine/wakes/wakes';
import { createSql } from '../../server/src/host/sql';
import type { EngineSite } from './engines';

const DAY_MS = 86_400_000;

export interface WakeProcess {
  readonly leases: Leases;
  readonly wakes: Wakes;
  /** Whom it has visited, in order. */
  readonly visited: string[];
  /** From here on visits do not end, until somebody opens. */
  shut(): void;
  open(): void;
  stop(): Promise<void>;
}

interface WakeProcessOptions {
  readonly strapi: Core.Strapi;
  readonly engine: EngineSite['engine'] | CreateWakeEngine;
  /** False: as one of the role web. */
  readonly runsWork: boolean;
  readonly tickSeconds: number;
  readonly concurrency: number;
}

/** The scheduler of a server beside others on the database of one Strapi; visits ask nobody for anything. */
export async function openWakeProcess({ strapi, engine, runsWork, ...how }: WakeProcessOptions): Promise<WakeProcess> {
  const sql = createSql(strapi, { offsetMs: 0 });
  const wakes = createWakes({ strapi, sql, engine, runsWork });
  await wakes.open();
  const leases = createLeases(sql, async (users) => new Set(users), { wake: wakes.tell });
  const nothing = async () => undefined;
  const visited: string[] = [];
  let opened = Promise.resolve();
  let open: () => void = () => undefined;
  const scheduler = createScheduler({
    leases,
    wakes,
    ...how,
    targetsOf: (user) => [{ user, resource: 'calendar' }],
    async runAccount(claimed) {
      visited.push(claimed[0]?.target.user ?? '');
      await opened;
      await leases.releaseAll(claimed, { nextInMs: DAY_MS, attempts: 0, hasSucceeded: true, isFullDone: false });
      return [];
    },
    wakeUnblocked: nothing,
    tryRefused: nothing,
    warnOfExpiry: nothing,
    connectAssigned: nothing,
    keepAlive: nothing,
    compareHomes: nothing,
    tendNotices: nothing,
    log: strapi.log,
  });
  if (runsWork) scheduler.start();
  return {
    leases,
    wakes,
    visited,
    shut() {
      opened = new Promise((resolve) => (open = resolve));
    },
    open: () => open(),
    stop: () => scheduler.stop(),
  };
}
