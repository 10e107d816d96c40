import type { Core } from '@strapi/types';
import type { CreateWakeEngine, WakeEngine, WakeHandler, WakePriority } from '../../../../src/contracts/wakes';
import { databaseCause } from '../../causes/database';
import { sayOnceIn } from '../../causes/say-once';
import type { Sql } from '../../host/sql';
import { createOutside } from '../../node/outside';
import { createLocalEngine } from './local';
import { openPgBoss } from './pg-boss';

interface WakesDeps {
  readonly strapi: Core.Strapi;
  readonly sql: Sql;
  readonly engine: 'local' | 'pg-boss' | CreateWakeEngine;
  /** This process handles wakes, and does not only send them. */
  readonly runsWork: boolean;
}

/** The engine that the configuration has chosen, for the rest of the server. */
export interface Wakes {
  /** Once at start; throws where the engine cannot be used. What is woken before is found by whoever looks. */
  open(): Promise<void>;
  /** Never throws: what cannot be sent costs time and nothing else. */
  tell(accounts: Iterable<string>, wake: { readonly priority: WakePriority; readonly notBeforeMs?: number }): Promise<void>;
  start(handler: WakeHandler): Promise<void>;
  stop(): Promise<void>;
  /** How many the engine has given up; null: not known. */
  undelivered(): Promise<number | null>;
}

export function createWakes({ strapi, sql, engine: chosen, runsWork }: WakesDeps): Wakes {
  const outside = createOutside(); // an engine may hand on where somebody has just saved
  let engine: WakeEngine | null = null;
  const report = (error: unknown) =>
    sayOnceIn(strapi.log)(
      'wakes',
      `microsoft-sync: a wake could not be carried; what it is about is found within a tick. ${databaseCause(error)?.message ?? (error instanceof Error ? error.name : '')}`,
    );

  return {
    async open() {
      if (chosen === 'local') engine = createLocalEngine({ afterCommit: sql.afterCommit, report });
      else if (chosen === 'pg-boss') engine = joining(sql, await openPgBoss({ strapi, sql, runsWork, report }), report);
      else engine = joining(sql, complete(await chosen({ strapi, runsWork })), report);
    },
    async tell(accounts, { priority, notBeforeMs = 0 }) {
      const notBefore = new Date(Date.now() + notBeforeMs);
      // In an order that is everybody's: two transactions that wake the same people do not wait for each other in a circle.
      for (const account of [...new Set(accounts)].sort()) await engine?.wake(account, { priority, notBefore });
    },
    start: async (handler) => engine?.start((account) => outside(() => handler(account))),
    stop: async () => engine?.stop(),
    undelivered: async () =>
      (await engine?.undelivered?.().catch((error: unknown) => {
        report(error);
        return null;
      })) ?? null,
  };
}

/**
 * Wakes are sent in the open transaction of Strapi, or one of their own, and there in a part that is taken back by itself: what cannot be sent takes
 * nobody's edit along.
 */
function joining(sql: Sql, engine: WakeEngine, report: (error: unknown) => void): WakeEngine {
  return {
    start: (handler) => engine.start(handler),
    wake: (account, options) =>
      sql
        .attempt(() => sql.run((_, knex) => engine.wake(account, { ...options, trx: knex as unknown as NonNullable<typeof options.trx> })))
        .catch(report),
    stop: () => engine.stop(),
    undelivered: async () => (await engine.undelivered?.()) ?? 0,
  };
}

function complete(engine: WakeEngine): WakeEngine {
  const lacking = (['start', 'wake', 'stop'] as const).filter((name) => typeof engine?.[name] !== 'function');
  if (lacking.length > 0) throw new Error(`microsoft-sync: the engine that config.scheduler.engine makes lacks ${lacking.join(', ')}.`);
  return engine;
}
