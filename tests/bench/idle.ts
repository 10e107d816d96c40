import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Knex } from 'knex';
import { containerOf } from '../support/container';
import { type DatabaseClient, databases } from '../support/database';
import { addAccounts, copyFirst, idAt } from './accounts';
import { cost } from './count';
import type { Figure } from './scenarios';
import { openSite } from './site';

const ROUNDS = 3;

interface IdleSite {
  readonly database: DatabaseClient;
  readonly engine: 'local' | 'pg-boss';
  readonly accounts: number;
}

/** What a visit that finds nothing costs this process, beside a Microsoft that answers at once; on each database that there is. */
export async function measureIdle(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const database of databases) figures.push(...(await measureOn({ database, engine: 'local', accounts: 2_000 })));
  return figures;
}

async function measureOn({ database, engine, accounts }: IdleSite): Promise<Figure[]> {
  const { perVisit, perSecond, statements, commits, requests } = await idleOn({ database, engine, accounts });
  const what = `${database}, ${accounts} accounts due, nothing changed`;
  return [
    { name: `${what}: ms of processor time an account`, value: rounded(perVisit), most: 2.5 },
    { name: `${what}: accounts a second`, value: rounded(perSecond, 1), least: 400 },
    { name: `${what}: statements an account`, value: rounded(statements), most: 2 },
    { name: `${what}: commits an account`, value: rounded(commits) },
    { name: `${what}: requests an account`, value: rounded(requests), most: 0.2 },
  ];
}

export interface Idle {
  /** Milliseconds of processor time. */
  readonly perVisit: number;
  readonly perSecond: number;
  /** These by a visit. */
  readonly statements: number;
  readonly commits: number;
  readonly requests: number;
}

export const rounded = (value: number, by = 100) => Math.round(value * by) / by;

/** So many accounts are due again and again, and nothing has changed. */
export async function idleOn({ database, engine, accounts }: IdleSite): Promise<Idle> {
  const site = await openSite({ connected: 0, config: { scheduler: { engine, enabled: true, tickSeconds: 1 } }, boot: { database } });
  const graph = await startInstantGraph();
  const { strapi } = site;
  const knex = strapi.db.connection;
  try {
    await site.services.application.write({ mode: 'application' });
    await addAccounts(strapi, accounts);
    await knex('microsoft_sync_targets')
      .whereNot({ user_id: idAt(0) })
      .update({ next_run_at: null });
    await until(async () => (await notSynced(knex, 1)) === accounts * 2 - 2);
    await copyFirst(strapi, accounts);
    const { effects } = containerOf(strapi);
    const origin = site.sandbox.origin;
    effects.fetch = (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set('x-origin', origin);
      return fetch(String(url).replace(origin, graph.origin), { ...init, headers });
    };
    await round(knex); // begins the row of runs with nothing to do
    const asked = await graph.requests();
    const before = process.cpuUsage();
    let seconds = 0;
    const { statements, commits } = await cost(strapi, async () => {
      for (let at = 0; at < ROUNDS; at += 1) seconds += await round(knex);
    });
    const used = process.cpuUsage(before);
    const visits = accounts * ROUNDS;
    return {
      perVisit: (used.user + used.system) / 1_000 / visits,
      perSecond: visits / seconds,
      statements: statements / visits,
      commits: commits / visits,
      requests: ((await graph.requests()) - asked) / visits,
    };
  } finally {
    graph.close();
    await site.close();
  }
}

/** All are due; returns how many seconds it takes until all have been visited. */
async function round(knex: Knex): Promise<number> {
  const before = Date.now();
  await knex('microsoft_sync_targets').update({ next_run_at: before });
  const startedAt = performance.now();
  await until(async () => (await notSynced(knex, before)) === 0);
  const [other] = await knex('microsoft_sync_runs').whereNotIn('outcome', ['nothing-to-do', 'completed']).limit(1).select('report');
  if (other) throw new Error(`a run ended otherwise: ${String(other['report'])}`);
  return (performance.now() - startedAt) / 1_000;
}

async function notSynced(knex: Knex, since: number): Promise<number> {
  const [left] = await knex('microsoft_sync_targets')
    .where((open) => void open.whereNull('last_sync_at').orWhere('last_sync_at', '<', since))
    .count({ n: '*' });
  return Number(left?.['n']);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function startInstantGraph(): Promise<{ origin: string; requests(): Promise<number>; close(): void }> {
  const tsx = createRequire(__filename).resolve('tsx');
  const child = fork(path.join(__dirname, 'instant-graph.ts'), [], { execArgv: ['--import', tsx] });
  const answer = <T>() => new Promise<T>((resolve) => child.once('message', (message) => resolve(message as T)));
  const { origin } = await answer<{ origin: string }>();
  return {
    origin,
    async requests() {
      child.send('count');
      return (await answer<{ requests: number }>()).requests;
    },
    close: () => child.kill(),
  };
}
