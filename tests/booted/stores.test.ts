import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSql } from '../../server/src/host/sql';
import { createLeases } from '../../server/src/engine/lease/lease';
import { ownHome } from '../support/homes';
import { createLocalItems } from '../../server/src/storage/entries/local-items';
import { tables } from '../../server/src/storage/sql/models';
import { createSyncStore } from '../../server/src/storage/sync-store';
import { bootStrapi, databases, type BootedStrapi } from '../support';
import { describeStores } from '../support/store-contract';

const EVENT = 'plugin::microsoft-sync.calendar-event';
const TASK = 'plugin::microsoft-sync.task';

describe.each(databases)('on %s', (database) => {
  let booted: BootedStrapi;
  let people: { ada: string; ben: string };
  beforeAll(async () => {
    booted = await bootStrapi({ database });
    const [ada, ben] = [await booted.createAdminUser({ email: 'ada@x.example' }), await booted.createAdminUser({ email: 'ben@x.example' })];
    people = { ada: ada.documentId, ben: ben.documentId };
  });
  afterAll(() => booted.close());

  // SQLite has one lock for all, and no two transactions at a time.
  it.skipIf(database === 'sqlite')('transactions of two people, whose rows lie between each other, do not wait in a circle', async () => {
    const sql = createSql(booted.strapi, { offsetMs: 0 });
    const store = createSyncStore(sql);
    const open = () => createLocalItems(booted.strapi, sql, { homes: [ownHome('tasks')], timeZone: 'UTC' });
    const [first = '', between = '', last = ''] = (
      await open().create(
        people.ada,
        ['1', '2', '3'].map((title) => ({ title })),
      )
    ).sort();
    let locked = 0;
    const update = async (documentIds: readonly string[], documentId: string) => {
      const items = open();
      const rows = await items.lockable(documentIds);
      await store.transaction(async () => {
        await items.lock(rows);
        locked += 1;
        while (locked < 2) await wait(5);
        await items.update(documentId, { title: 'changed' });
      });
    };
    await Promise.all([update([first, last], first), update([between], between)]);
    const rows = await open().read([first, between, last]);
    expect([first, between, last].map((id) => rows.get(id)?.row['title'] === 'changed')).toEqual([true, true, false]);
  });

  describeStores('in the database', async () => {
    const { strapi } = booted;
    for (const table of Object.values(tables)) await strapi.db.connection(table).delete();
    for (const uid of [EVENT, TASK]) await strapi.db.query(uid as never).deleteMany({ where: {} });
    const clock = { offsetMs: 0 };
    const sql = createSql(strapi, clock);
    return {
      store: createSyncStore(sql),
      events: createLocalItems(strapi, sql, { homes: [ownHome('calendar')], timeZone: 'UTC' }),
      tasks: createLocalItems(strapi, sql, { homes: [ownHome('tasks')], timeZone: 'UTC' }),
      leases: createLeases(sql, async (users) => new Set(users)),
      ...people,
      advance: (milliseconds) => void (clock.offsetMs += milliseconds),
    };
  });
});
