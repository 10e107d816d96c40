/**
 * `npm run simulate -- --accounts 20000 --interval 60 --hours 24`: many idle accounts, three servers and one database, with time run faster by
 * `--faster` (default 60): the interval is that much shorter, all else (leases, pauses, back-offs) as long as ever, which is harder. A third of the
 * way a server is killed and comes back, two thirds of the way another stands still for a while. Prints what was measured as JSON; `--picture FILE`
 * draws it. On PostgreSQL by `.ci/databases npm run simulate`, else on SQLite.
 */
import { fork } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Core } from '@strapi/types';
import { startSandbox } from '../../sandbox/index';
import type { MicrosoftSync } from '../../src/contracts';
import { addAccounts, copyFirst, idAt } from '../bench/accounts';
import { APPLICATION, personAt } from '../bench/people';
import { bootStrapi } from '../support';
import { writeApplication } from '../support/application';
import { crmApplication } from '../support/crm-application';
import { databases } from '../support/database';
import setUp from '../support/global-setup';
import { type Server, startServer } from '../support/servers';
import { picture, type Sample } from './picture';
import type { Order, Told } from './stand-in';

const SERVERS = 3;
const SAMPLE_MS = 5_000;
const START_MS = 15_000;
const KILLED_MS = 20_000;
const FROZEN_MS = 90_000;

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '2000' },
    interval: { type: 'string', default: '60' },
    hours: { type: 'string', default: '6' },
    faster: { type: 'string', default: '60' },
    picture: { type: 'string' },
  },
});
const accounts = Number(values.accounts);
const faster = Number(values.faster);
const minutes = Number(values.interval) / faster;
const intervalMs = minutes * 60_000;
const lastsMs = (Number(values.hours) * 3_600_000) / faster;

async function simulate(): Promise<object> {
  if (!Number.isInteger(minutes)) throw new Error('--interval must be a whole number of minutes once it is divided by --faster');
  await setUp();
  const standIn = startStandIn();
  const sandbox = await startSandbox({
    users: [{ ...personAt(0), timeZone: 'W. Europe Standard Time' }],
    applications: [crmApplication(APPLICATION)],
  });
  const { origin } = await standIn.order({ do: 'start', behind: sandbox.graph });
  const config = { microsoft: { cloud: { authority: sandbox.authority, graph: origin } } };
  const booted = await bootStrapi({ database: databases.includes('postgres') ? 'postgres' : 'sqlite', config });
  const servers: Server[] = [];
  try {
    await fill(booted.strapi, sandbox.tenantId);
    await standIn.order({ do: 'begin', intervalMs });
    await spread(booted.strapi);
    writeApplication({ directory: booted.directory, config: { ...config, scheduler: { enabled: true, concurrency: 20 } } });
    for (let at = 0; at < SERVERS; at += 1) servers.push(await startServer(booted.directory));
    return await watch({ strapi: booted.strapi, directory: booted.directory, servers, standIn });
  } finally {
    for (const server of servers) {
      server.thaw();
      await server.kill();
    }
    standIn.close();
    await booted.close();
    await sandbox.close();
  }
}

/** Everybody as after a first run that found an empty mailbox. Nobody is due yet. */
async function fill(strapi: Core.Strapi, tenantId: string): Promise<void> {
  const service = <T>(name: string): T => strapi.plugin('microsoft-sync').service(name) as T;
  const settings = service<MicrosoftSync['settings']>('settings');
  await service<MicrosoftSync['application']>('application').write({ ...APPLICATION, tenantId, mode: 'application' });
  await settings.writeIntegrations({ calendar: true, tasks: true });
  await settings.write({ level: 'system' }, { calendarEnabled: true, tasksEnabled: true, syncIntervalMinutes: minutes });
  await addAccounts(strapi, accounts);
  const { runs } = await service<MicrosoftSync['sync']>('sync').run({ user: idAt(0) });
  const bad = runs.find(({ outcome }) => outcome !== 'completed' && outcome !== 'nothing-to-do');
  if (bad || runs.length !== 2) throw new Error(`the first person could not be synchronized: ${JSON.stringify(runs)}`);
  await copyFirst(strapi, accounts);
}

/** Due evenly over an interval, from when the servers should be up. */
async function spread(strapi: Core.Strapi): Promise<void> {
  const knex = strapi.db.connection;
  const random = databases.includes('postgres') ? 'floor(random() * ?)' : 'abs(random() % ?)';
  await knex('microsoft_sync_targets').update({ next_run_at: knex.raw(`? + ${random}`, [Date.now() + START_MS, intervalMs]) });
}

interface Site {
  readonly strapi: Core.Strapi;
  readonly directory: string;
  readonly servers: Server[];
  readonly standIn: ReturnType<typeof startStandIn>;
}

async function watch({ strapi, directory, servers, standIn }: Site): Promise<object> {
  const knex = strapi.db.connection;
  const isPostgres = databases.includes('postgres');
  const [before] = await sizeOf(knex, isPostgres);
  const samples: Sample[] = [];
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const disturbances = [
    { at: lastsMs / 3, name: 'a server is killed', do: async () => servers[0]?.kill() },
    { at: lastsMs / 3 + KILLED_MS, name: 'it is back', do: async () => void (servers[0] = await startServer(directory)) },
    { at: (lastsMs * 2) / 3, name: 'a server stands still', do: async () => servers[1]?.freeze() },
    { at: (lastsMs * 2) / 3 + FROZEN_MS, name: 'it goes on', do: async () => servers[1]?.thaw() },
  ];
  const marks: { atMs: number; name: string }[] = [];
  while (elapsed() < lastsMs) {
    await wait(SAMPLE_MS);
    while (disturbances[0] && elapsed() >= disturbances[0].at) {
      const disturbance = disturbances.shift();
      await disturbance?.do();
      marks.push({ atMs: elapsed(), name: disturbance?.name ?? '' });
    }
    const [{ oldest } = { oldest: null }] = await knex('microsoft_sync_targets').whereNull('lease_token').min({ oldest: 'next_run_at' });
    const { gaps } = await standIn.order({ do: 'tell' });
    samples.push({
      atMs: elapsed(),
      visits: gaps?.visits ?? 0,
      overdueMs: Math.max(0, Date.now() - Number(oldest ?? Date.now())),
      memoryMiB: servers.map(({ pid }) => residentMiB(pid)),
    });
    process.stderr.write(`${JSON.stringify(samples.at(-1))}\n`);
  }
  const processorSeconds = servers.map(({ pid }) => processorSecondsOf(pid));
  const told = await standIn.order({ do: 'tell' });
  const [after] = await sizeOf(knex, isPostgres);
  const outcomes = await knex('microsoft_sync_runs').select('outcome').count({ n: '*' }).groupBy('outcome');
  if (values.picture) fs.writeFileSync(values.picture, picture(samples, { marks, intervalMs, accounts, servers: SERVERS }));
  return {
    accounts,
    servers: SERVERS,
    database: isPostgres ? 'postgres' : 'sqlite',
    intervalMs,
    seconds: Math.round(elapsed() / 1_000),
    processorSeconds,
    databaseMiB: { before, after },
    outcomes,
    ...told,
    marks,
  };
}

async function sizeOf(knex: Core.Strapi['db']['connection'], isPostgres: boolean): Promise<[number]> {
  const answer = isPostgres
    ? (await knex.raw('select pg_database_size(current_database()) as size')).rows[0]
    : (await knex.raw('select page_count * page_size as size from pragma_page_count(), pragma_page_size()'))[0];
  return [Math.round(Number(answer?.size) / 2 ** 20)];
}

/** Of Linux only, which is where it is measured. */
const residentMiB = (pid: number): number => {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
};
const processorSecondsOf = (pid: number): number => {
  const fields = readProc(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ');
  return Math.round((Number(fields[11]) + Number(fields[12])) / 100);
};
function readProc(pid: number, name: string): string {
  const file = `/proc/${pid}/${name}`;
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

function startStandIn() {
  const tsx = createRequire(__filename).resolve('tsx');
  const child = fork(path.join(__dirname, 'stand-in.ts'), [], { execArgv: ['--import', tsx] });
  return {
    order: (order: Order): Promise<Told> =>
      new Promise((resolve, reject) => {
        const failed = () => reject(new Error('The stand-in has ended.'));
        child.once('exit', failed);
        child.once('message', (told) => {
          child.off('exit', failed);
          resolve(told as Told);
        });
        child.send(order);
      }),
    close: () => void child.kill(),
  };
}

simulate().then(
  (figures) => {
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    process.exit();
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
