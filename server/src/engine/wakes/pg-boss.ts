import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@strapi/types';
import type { WakeEngine, WakePriority } from '../../../../src/contracts/wakes';
import { databaseCause } from '../../causes/database';
import type { Sql } from '../../host/sql';
import { problemWith, surroundings } from './pg-boss-needs';

const WAKES = 'wakes';
const UNDELIVERED = 'undelivered';
/** Later wakes are not sent: they stand in our own table, where a tick finds them. */
const SENT_AHEAD_MS = 1_000;
const priorities: Readonly<Record<WakePriority, number>> = { interval: 0, notice: 1, edit: 2 };

/** What a job says. */
interface Wake {
  readonly account: string;
  /** From when it arrives, so that the clocks of servers need not agree. */
  readonly waitMs: number;
}

interface PgBossDeps {
  readonly strapi: Core.Strapi;
  readonly sql: Sql;
  readonly runsWork: boolean;
  readonly report: (error: unknown) => void;
}

/** Wakes are jobs in Strapi's own PostgreSQL, in a schema of their own. Throws with one line where that cannot be. */
export async function openPgBoss({ strapi, sql, runsWork, report }: PgBossDeps): Promise<WakeEngine> {
  const schema = schemaBeside(strapi.db.getSchemaName());
  const found = await surroundings(sql, schema);
  const problem = problemWith(found);
  if (problem !== null) throw refusal(problem);
  const { PgBoss, fromKnex } = await import('pg-boss');
  const boss = new PgBoss({
    ...(await connectionOf(strapi)),
    schema,
    createSchema: !found.isThere,
    max: runsWork ? 3 : 1,
    schedule: false,
    registerInstance: false,
    supervise: runsWork,
    useListenNotify: runsWork,
    maintenanceIntervalSeconds: 600, // its default, a day, would keep a day's jobs
  });
  boss.on('error', report);
  try {
    await boss.start();
    await boss.createQueue(UNDELIVERED);
    // One that waits and one that is handled, for each account: by a unique index, whatever the number of processes.
    await boss.createQueue(WAKES, {
      policy: 'stately',
      notify: true,
      deadLetter: UNDELIVERED,
      retryLimit: 2,
      retryDelay: 5,
      expireInSeconds: 60,
      deleteAfterSeconds: 3_600,
      retentionSeconds: 7 * 86_400,
    });
  } catch (error) {
    await boss.stop({ graceful: false });
    throw refusal(`could not begin: ${databaseCause(error)?.message ?? (error as Error).message}`);
  }
  let isStopped = false;
  return {
    async start(handler) {
      await boss.work<Wake | string>(
        WAKES,
        { batchSize: 20, localConcurrency: 2, burstWhenBatchFull: true, notifyPollingIntervalSeconds: 10 },
        async (jobs) => {
          await Promise.all(
            jobs.map(async ({ data }) => {
              const { account, waitMs } = wakeOf(data);
              if (waitMs > 0) await wait(waitMs);
              await handler(account);
            }),
          );
        },
      );
    },
    async wake(account, { priority, notBefore, trx }) {
      const waitMs = Math.max(0, (notBefore?.getTime() ?? 0) - Date.now());
      if (isStopped || waitMs > SENT_AHEAD_MS) return;
      const data: Wake = { account, waitMs };
      await boss.send(WAKES, data, {
        singletonKey: account,
        priority: priorities[priority],
        ...(trx ? { db: fromKnex(trx as Parameters<typeof fromKnex>[0]) } : {}),
      });
    },
    async stop() {
      isStopped = true;
      await boss.stop({ graceful: true });
    },
    undelivered: async () => (await boss.findJobs(UNDELIVERED, { queued: true })).length,
  };
}

/** Strapi tells the driver, which both share, to leave JSON as it is. */
const wakeOf = (data: Wake | string): Wake => (typeof data === 'string' ? (JSON.parse(data) as Wake) : data);

const refusal = (problem: string) => new Error(`microsoft-sync: config.scheduler.engine 'pg-boss' ${problem}.`);

/** Two applications in two schemas of one database have wakes of their own. */
const schemaBeside = (schema: string | undefined): string =>
  schema === undefined || schema === 'public' ? 'microsoft_sync_wakes' : `microsoft_sync_wakes_${schema}`;

/** As config/database has it. */
async function connectionOf(strapi: Core.Strapi): Promise<object> {
  const given: unknown = strapi.db.config.connection.connection;
  const connection: unknown = typeof given === 'function' ? await (given as () => unknown)() : given;
  return typeof connection === 'string' ? { connectionString: connection } : { ...(connection as object) };
}
