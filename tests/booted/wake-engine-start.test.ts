import { afterEach, expect, it, vi } from 'vitest';
import type { CreateWakeEngine, WakeHandler } from '../../src/contracts/wakes';
import { type BootedStrapi, bootStrapi } from '../support';
import { containerOf } from '../support/container';

let booted: BootedStrapi | undefined;
afterEach(() => booted?.close());

it('an engine of the host that is none stops the start with one line', async () => {
  const engine = () => ({ wake: async () => undefined });
  await expect(bootStrapi({ config: { scheduler: { engine } } })).rejects.toThrow(
    /^microsoft-sync: the engine that config\.scheduler\.engine makes lacks start, stop\.$/,
  );
});

it('an engine of the host carries wakes, and a failure of it takes nobody’s edit along', async () => {
  const handled: string[] = [];
  const woken: string[] = [];
  let hand: WakeHandler = async () => undefined;
  let isStopped = false;
  const engine = vi.fn<CreateWakeEngine>(() => ({
    start: async (handler) => {
      hand = handler;
    },
    async wake(account, { priority, notBefore, trx }) {
      if (account === 'refused') throw new Error('no queue');
      await trx?.raw('select 1');
      woken.push(`${account} ${priority} ${String(notBefore !== undefined && notBefore.getTime() > Date.now())}`);
    },
    stop: async () => {
      isStopped = true;
    },
    undelivered: async () => 3,
  }));
  booted = await bootStrapi({ config: { scheduler: { engine, enabled: true, tickSeconds: 60 } } });
  expect(engine).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ runsWork: true }));
  const { leases, wakes, sql } = containerOf(booted.strapi);
  const { documentId } = await booted.createAdminUser();
  await leases.wake([{ user: documentId, resource: 'calendar' }], { priority: 'edit', notBeforeMs: 300 });
  expect(woken).toEqual([`${documentId} edit true`]);
  await hand(documentId).then(() => handled.push(documentId));
  expect(handled).toEqual([documentId]);
  await sql.transaction(() => wakes.tell(['refused', 'somebody'], { priority: 'notice' }));
  expect(woken).toContain('somebody notice false');
  expect(await wakes.undelivered()).toBe(3);
  await booted.close();
  expect(isStopped).toBe(true);
});
