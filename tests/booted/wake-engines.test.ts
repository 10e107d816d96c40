import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WakePriority } from '../../src/contracts/wakes';
import { tables } from '../../server/src/storage/sql/models';
import { type BootedStrapi, bootStrapi } from '../support';
import { type EngineSite, engineSites } from '../support/engines';
import { createWakeBroker, type WakeBroker } from '../support/wake-broker';
import { openWakeProcess, type WakeProcess } from '../support/wake-process';

/** So seldom that nothing in these tests is found by it. */
const NEVER = 60;
const QUIET_MS = 700;

/** What every engine of the scheduler has to do, whoever brings it. */
describe.each<[name: string, place: string, of: EngineSite, broker: WakeBroker | null]>([
  ...engineSites.map((site): [string, string, EngineSite, null] => [site.engine, site.place, site, null]),
  ...engineSites
    .filter(({ engine }) => engine === 'local')
    .map((site): [string, string, EngineSite, WakeBroker] => ['of a host', site.place, site, createWakeBroker()]),
])('the engine %s, %s', { timeout: 60_000 }, (_, __, { engine, database }, broker) => {
  let booted: BootedStrapi;
  let processes: WakeProcess[] = [];
  beforeAll(async () => {
    booted = await bootStrapi({ database });
  });
  afterAll(() => booted.close());
  afterEach(async () => {
    for (const process of processes) {
      process.open();
      await process.stop();
    }
    processes = [];
    await booted.strapi.db.connection(tables.targets).delete();
  });

  /** As a server beside others on the same database. `runsWork: false`: the role web. */
  async function open({ runsWork = true, tickSeconds = NEVER, concurrency = 4 } = {}): Promise<WakeProcess> {
    const process = await openWakeProcess({ strapi: booted.strapi, engine: broker?.engine ?? engine, runsWork, tickSeconds, concurrency });
    processes.push(process);
    return process;
  }
  const jobs = () => booted.strapi.db.connection.withSchema('microsoft_sync_wakes');
  const wake = (from: WakeProcess, user: string, of: { priority?: WakePriority; notBeforeMs?: number } = {}) =>
    from.leases.wake([{ user, resource: 'calendar' }], { priority: 'edit', ...of });
  const visits = (process: WakeProcess, users: readonly string[]) =>
    vi.waitFor(() => expect(process.visited).toEqual(users), { timeout: 10_000, interval: 10 });

  it('hands a wake to a process that runs work, once', async () => {
    const process = await open();
    await wake(process, 'ada');
    await visits(process, ['ada']);
    await wait(QUIET_MS);
    expect(process.visited).toEqual(['ada']);
  });

  it('makes one visit of many wakes of an account, and one more of those that come during it', async () => {
    const process = await open();
    process.shut();
    for (let at = 0; at < 5; at += 1) await wake(process, 'ada', { notBeforeMs: 200 });
    await visits(process, ['ada']);
    for (let at = 0; at < 30; at += 1) await wake(process, 'ada');
    process.open();
    await visits(process, ['ada', 'ada']);
    await wait(QUIET_MS);
    expect(process.visited).toEqual(['ada', 'ada']);
  });

  it('hands out nothing of a transaction that is rolled back, and what another has woken once that commits', async () => {
    const process = await open();
    const { db } = booted.strapi;
    await expect(
      db.transaction(async () => {
        await wake(process, 'ada');
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    await db.transaction(async () => {
      await wake(process, 'bea');
      await wait(300);
      expect(process.visited).toEqual([]);
    });
    await visits(process, ['bea']);
    await wait(QUIET_MS);
    expect(process.visited).toEqual(['bea']);
  });

  it('lets the edit of a person go first, then what Microsoft tells of', async () => {
    const process = await open({ concurrency: 1 });
    process.shut();
    await wake(process, 'busy');
    await visits(process, ['busy']);
    await wake(process, 'slow', { priority: 'interval' });
    await wake(process, 'told', { priority: 'notice' });
    await wake(process, 'edited', { priority: 'edit' });
    await wait(300);
    process.open();
    await visits(process, ['busy', 'edited', 'told', 'slow']);
  });

  it('hands out nothing before its time', async () => {
    const process = await open();
    const since = performance.now();
    await wake(process, 'ada', { notBeforeMs: 600 });
    await wait(400);
    expect(process.visited).toEqual([]);
    await visits(process, ['ada']);
    expect(performance.now() - since).toBeGreaterThanOrEqual(600);
  });

  it('loses nothing with a wake that is lost', async () => {
    const sender = await open({ runsWork: false });
    await wake(sender, 'ada');
    if (broker) await vi.waitFor(() => expect(broker.lose()).toBe(1));
    if (engine === 'pg-boss') expect(await jobs().from('job').where({ state: 'created' }).delete()).toBe(1);
    const worker = await open({ tickSeconds: 1 });
    await visits(worker, ['ada']);
  });

  it('waits at its end for what is under way, and begins nothing more', async () => {
    const process = await open();
    process.shut();
    await wake(process, 'ada');
    await visits(process, ['ada']);
    let isOver = false;
    const stopping = process.stop().then(() => (isOver = true));
    await wake(process, 'bea');
    await wait(QUIET_MS);
    expect(isOver).toBe(false);
    process.open();
    await stopping;
    expect(process.visited).toEqual(['ada']);
    await wake(process, 'cid'); // somebody still saves
  });

  it('hands nothing to a process of the role web, and another runs what that has woken', async () => {
    const web = await open({ runsWork: false });
    const worker = await open({ tickSeconds: broker !== null || engine === 'pg-boss' ? NEVER : 1 }); // the bell is heard in its own process alone
    await wake(web, 'ada');
    await visits(worker, ['ada']);
    expect(web.visited).toEqual([]);
  });

  it.skipIf(engine !== 'pg-boss')('says how many it has given up, each after some tries', async () => {
    const worker = await open({ runsWork: false });
    expect(await worker.wakes.undelivered()).toBe(0);
    await jobs().from('queue').update({ retry_limit: 0 });
    await worker.wakes.start(async () => Promise.reject(new Error('no database')));
    await wake(worker, 'ada');
    await vi.waitFor(async () => expect(await worker.wakes.undelivered()).toBe(1), { timeout: 20_000, interval: 100 });
  });
});
