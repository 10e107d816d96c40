import { setTimeout as wait } from 'node:timers/promises';
import { bootStrapi } from '../support';
import { engineSites } from '../support/engines';
import { openWakeProcess } from '../support/wake-process';
import { idleOn, rounded } from './idle';
import type { Figure } from './scenarios';

const ACCOUNTS = 10_000;
const EDITS = 200;
/** As a person's edit waits for the next. */
const DEBOUNCE_MS = 300;

/** The engines of the scheduler beside each other on PostgreSQL; pg-boss needs a newer Node than the plugin does. */
export async function measureEngines(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const speeds: number[] = [];
  for (const { engine, database } of engineSites.filter((site) => site.database === 'postgres')) {
    const { perSecond, perVisit } = await idleOn({ database, engine, accounts: ACCOUNTS });
    speeds.push(perSecond);
    const what = `${engine}, ${ACCOUNTS} accounts due, nothing changed`;
    figures.push(
      { name: `${what}: accounts a second`, value: rounded(perSecond, 1) },
      { name: `${what}: ms of processor time an account`, value: rounded(perVisit) },
    );
    for (const notBeforeMs of [0, DEBOUNCE_MS]) {
      const took = await fromProcessToProcess(engine, notBeforeMs);
      const name = `${engine}, from a process that wakes to the claim of another${notBeforeMs > 0 ? `, beyond ${notBeforeMs} ms of its own` : ''}`;
      figures.push({ name: `${name}: median in ms`, value: rounded(quantile(took, 0.5), 1) });
      figures.push({ name: `${name}: p95 in ms`, value: rounded(quantile(took, 0.95), 1), ...(engine === 'pg-boss' ? { most: 100 } : {}) });
    }
  }
  const [local = 0, other] = speeds;
  if (other === undefined) throw new Error('pg-boss needs PostgreSQL (.ci/databases) and a Node that it runs on.');
  return [...figures, { name: `pg-boss to local, ${ACCOUNTS} accounts due: accounts a second`, value: rounded(other / local), least: 0.8 }];
}

async function fromProcessToProcess(engine: 'local' | 'pg-boss', notBeforeMs: number): Promise<number[]> {
  const { strapi, close } = await bootStrapi({ database: 'postgres' });
  const options = { strapi, engine, tickSeconds: 1, concurrency: 8 };
  const web = await openWakeProcess({ ...options, runsWork: false });
  const worker = await openWakeProcess({ ...options, runsWork: true });
  const took: number[] = [];
  for (let at = 0; at < EDITS; at += 1) {
    const seen = worker.visited.length;
    await web.leases.wake([{ user: `person${at}`, resource: 'calendar' }], { priority: 'edit', notBeforeMs });
    const since = performance.now();
    while (worker.visited.length === seen) await wait(1);
    took.push(performance.now() - since - notBeforeMs);
    await wait(Math.random() * 300); // at no certain place between two ticks
  }
  await web.stop();
  await worker.stop();
  await close();
  return took;
}

const quantile = (all: readonly number[], share: number): number => [...all].sort((a, b) => a - b)[Math.ceil(all.length * share) - 1] ?? 0;
