import { afterEach, expect, it, vi } from 'vitest';
import type { CreateWakeEngine, WakeHandler } from '../../src/contracts/wakes';
import { surroundings } from '../../server/src/engine/wakes/pg-boss-needs';
import { createSql } from '../../server/src/host/sql';
import { type BootedStrapi, bootStrapi, databases } from '../support';
import { containerOf } from '../support/container';

let booted: BootedStrapi | undefined;
afterEach(() => booted?.close());

it('a database that is not PostgreSQL stops the start with one line', async () => {
  await expect(bootStrapi({ config: { scheduler: { engine: 'pg-boss' } } })).rejects.toThrow(
    /^microsoft-sync: config\.scheduler\.engine 'pg-boss' needs PostgreSQL, and Strapi's database is sqlite\.$/,
  );
});

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

it.runIf(databases.includes('postgres'))('who may not make a schema is told so, on postgres', { timeout: 120_000 }, async () => {
  booted = await bootStrapi({ database: 'postgres' });
  const { strapi } = booted;
  const sql = createSql(strapi, { offsetMs: 0 });
  expect(await surroundings(sql, 'wakes_of_a_test')).toMatchObject({ client: 'postgres', isThere: false, mayCreate: true });
  const name = strapi.db.connection.client.database() as string;
  const role = `limited_${name}`;
  await strapi.db.connection.raw(`create role ${role}`);
  try {
    await strapi.db.transaction(async () => {
      await sql.run((_, knex) => knex.raw(`set local role ${role}`));
      expect(await surroundings(sql, 'wakes_of_a_test')).toMatchObject({ isThere: false, mayCreate: false });
      await sql.run((_, knex) => knex.raw('reset role'));
    });
    await strapi.db.connection.raw(`create schema wakes_of_a_test authorization ${role}`);
    await strapi.db.transaction(async () => {
      await sql.run((_, knex) => knex.raw(`set local role ${role}`));
      expect(await surroundings(sql, 'wakes_of_a_test')).toMatchObject({ isThere: true, mayCreate: true });
      await sql.run((_, knex) => knex.raw('reset role'));
    });
  } finally {
    await strapi.db.connection.raw('drop schema if exists wakes_of_a_test');
    await strapi.db.connection.raw(`drop role ${role}`);
  }
});
