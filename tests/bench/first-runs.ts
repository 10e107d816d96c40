import type { Knex } from 'knex';
import { addAccounts } from './accounts';
import type { Figure } from './scenarios';
import { openSite } from './site';

const ACCOUNTS = 1_000;
const EVENTS = 50;
const MIB = 1024 * 1024;

/** A thousand mailboxes are read for the first time: how much more memory the process takes meanwhile, and how fast it is. */
export async function measureFirstRuns(): Promise<Figure[]> {
  const site = await openSite({ people: ACCOUNTS, connected: 0, config: { scheduler: { enabled: true, tickSeconds: 1 } } });
  const { strapi } = site;
  const knex = strapi.db.connection;
  try {
    await site.services.application.write({ mode: 'application' });
    for (let at = 0; at < ACCOUNTS; at += 1) await site.sandbox.add(at, EVENTS);
    await addAccounts(strapi, 1);
    await untilDone(knex); // what is loaded with the first run is not what many take
    for (const table of ['targets', 'accounts', 'mailboxes']) await knex(`microsoft_sync_${table}`).delete();
    await knex('admin_users').delete();
    await site.sandbox.roundTrips(); // its record of requests is not wanted
    const before = settled();
    let most = before.rss;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
    await addAccounts(strapi, ACCOUNTS);
    const startedAt = performance.now();
    await untilDone(knex);
    const seconds = (performance.now() - startedAt) / 1_000;
    clearInterval(watching);
    const after = settled();
    const grown = (to: number, from: number) => Math.round((to - from) / MIB);
    const what = `first runs of ${ACCOUNTS} accounts with ${EVENTS} events`;
    return [
      { name: `${what}: MiB of memory more meanwhile`, value: grown(most, before.rss), most: 128 },
      { name: `${what}: MiB of heap more afterwards`, value: grown(after.heapUsed, before.heapUsed), most: 32 },
      { name: `${what}: events a second`, value: Math.round((ACCOUNTS * EVENTS) / seconds) },
    ];
  } finally {
    await site.close();
  }
}

function settled(): NodeJS.MemoryUsage {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage();
}

async function untilDone(knex: Knex): Promise<void> {
  for (;;) {
    const [left] = await knex('microsoft_sync_targets').whereNull('last_sync_at').count({ n: '*' });
    if (Number(left?.['n']) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
