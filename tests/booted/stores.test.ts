import { afterAll, beforeAll, describe } from 'vitest';
import { createSql } from '../../server/src/host/sql';
import { createLeases } from '../../server/src/runner/lease';
import { createLocalItems } from '../../server/src/stores/local-items';
import { tables } from '../../server/src/stores/models';
import { createSyncStore } from '../../server/src/stores/sync-store';
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

  describeStores('in the database', async () => {
    const { strapi } = booted;
    for (const table of Object.values(tables)) await strapi.db.connection(table).delete();
    for (const uid of [EVENT, TASK]) await strapi.db.query(uid as never).deleteMany({ where: {} });
    const clock = { offsetMs: 0 };
    const sql = createSql(strapi, clock);
    return {
      store: createSyncStore(sql),
      events: createLocalItems(strapi, sql, { uid: EVENT, resource: 'calendar', partColumn: 'series' }),
      tasks: createLocalItems(strapi, sql, { uid: TASK, resource: 'tasks', partColumn: null }),
      leases: createLeases(sql),
      ...people,
      advance: (milliseconds) => void (clock.offsetMs += milliseconds),
    };
  });
});
