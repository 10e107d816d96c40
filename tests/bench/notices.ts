import { createServer, type AddressInfo, type Server } from 'node:net';
import { EVENT } from '../support';
import { containerOf } from '../support/container';
import type { Figure } from './scenarios';
import { openSite, type Site } from './site';

const PEOPLE = 100;
const ROUNDS = 3;
/** People whose first readings run beside what Microsoft tells. */
const IMPORTERS = 4;
const EVENTS = 3_000;
const PATIENCE_MS = 120_000;
const LONGEST_IMPORT_MS = 300_000;

/** From a change in a mailbox to its row in Strapi, by what Microsoft tells; and how quickly that is answered. */
export async function measureNotices(): Promise<Figure[]> {
  const port = await freePort();
  const site = await openSite({
    people: PEOPLE,
    config: { notifications: { url: `http://127.0.0.1:${port}` }, scheduler: { enabled: true } },
  });
  try {
    const { httpServer } = site.strapi.server as unknown as { httpServer: Server };
    await new Promise<void>((resolve) => void httpServer.listen(port, '127.0.0.1', resolve));
    // Before it listened Microsoft did not reach it.
    for (const user of site.users) await containerOf(site.strapi).notices.wake(user);
    const api = async (path: string) =>
      (await (await fetch(`${site.sandbox.origin}/sandbox/api/${path}`)).json()) as Record<string, unknown>;
    // One of each calendar, and of each default list.
    await until(async () => ((await api('subscriptions'))['value'] as unknown[]).length >= 2 * PEOPLE);
    await until(async () => (await site.strapi.db.connection('microsoft_sync_targets').whereNotNull('lease_token')).length === 0);
    const latencies: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1)
      for (let person = 0; person < PEOPLE; person += 1) {
        const before = await rows(site.strapi);
        const began = performance.now();
        await site.sandbox.add(person, 1);
        await until(async () => (await rows(site.strapi)) > before, 5);
        latencies.push(performance.now() - began);
      }
    const answered = async () => (await api('notices'))['tookMilliseconds'] as number[];
    const idle = await answered();
    const before = await rows(site.strapi);
    const began = performance.now();
    for (let person = 0; person < PEOPLE; person += 1) await site.sandbox.add(person, 1);
    const together: number[] = [];
    for (let seen = 0; seen < PEOPLE;) {
      const now = (await rows(site.strapi)) - before;
      for (; seen < now; seen += 1) together.push(performance.now() - began);
      await pause(100);
    }
    const told = await besideImports(site);
    const duringImports = (await answered()).slice(-told);
    return [
      { name: `a change in one of ${PEOPLE} mailboxes is a row, p50 (ms)`, value: at(latencies, 0.5) },
      { name: `a change in one of ${PEOPLE} mailboxes is a row, p95 (ms)`, value: at(latencies, 0.95), most: 2_000 },
      { name: `a change in each of ${PEOPLE} mailboxes at once is a row, p95 (ms)`, value: at(together, 0.95) },
      { name: 'a notice is answered, p99 (ms)', value: at(idle, 0.99), most: 50 },
      { name: `a notice is answered beside ${IMPORTERS} imports of ${EVENTS} events, p99 (ms)`, value: at(duringImports, 0.99), most: 500 },
      { name: `notices beside ${IMPORTERS} imports`, value: told },
    ];
  } finally {
    await site.close();
  }
}

/** Changes in the mailboxes of others, ten a second, as long as the imports run; returns how many. */
async function besideImports({ strapi, sandbox, users }: Site): Promise<number> {
  const knex = strapi.db.connection;
  const notices = (copies: number) =>
    fetch(`${sandbox.origin}/sandbox/api/notices`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ copies }),
    });
  await notices(0); // of what is to be imported
  for (let person = 0; person < IMPORTERS; person += 1) await sandbox.add(person, EVENTS);
  await notices(1);
  const importers = () => knex('microsoft_sync_targets').whereIn('user_id', users.slice(0, IMPORTERS)).where({ resource: 'calendar' });
  const began = Date.now();
  await importers().update({ next_run_at: began, full_requested: true });
  const isOver = async () => (await importers().whereNull('lease_token').where('last_sync_at', '>=', began)).length === IMPORTERS;
  let told = 0;
  for (; !(await isOver()) && Date.now() - began < LONGEST_IMPORT_MS; told += 1) {
    await sandbox.change(IMPORTERS + (told % (PEOPLE - IMPORTERS)), 1, `Beside ${told}`);
    await pause(100);
  }
  return told;
}

const rows = async (strapi: Awaited<ReturnType<typeof openSite>>['strapi']): Promise<number> => strapi.db.query(EVENT).count();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(isSo: () => Promise<boolean>, everyMs = 200): Promise<void> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; !(await isSo()); await pause(everyMs))
    if (Date.now() > giveUpAt) throw new Error('it did not come to that in time');
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
