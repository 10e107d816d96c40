import { afterAll, beforeAll, describe } from 'vitest';
import { compileHome } from '../../src/homes/compile';
import { schemasOf } from '../../server/src/homes/registry';
import { createSql } from '../../server/src/host/sql';
import { createLocalItems } from '../../server/src/storage/entries/local-items';
import { tables } from '../../server/src/storage/sql/models';
import { createSyncStore } from '../../server/src/storage/sync-store';
import { bootedCrm } from '../convergence/homes/booted-crm';
import { bootStrapi, databases, type BootedStrapi } from '../support';
import { describeHomes, homesOfContract } from '../support/contract-homes';
import { ACTIVITY, DEAL, MEETING } from '../support/crm';

const UIDS = [MEETING, ACTIVITY, DEAL];

describe.each(databases)('on %s', (database) => {
  let booted: BootedStrapi;
  let people: { ada: string; ben: string };
  beforeAll(async () => {
    booted = await bootStrapi({ database, contentTypes: 'playground' });
    await booted.strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German (de)' });
    const [ada, ben] = [await booted.createAdminUser({ email: 'ada@x.example' }), await booted.createAdminUser({ email: 'ben@x.example' })];
    people = { ada: ada.documentId, ben: ben.documentId };
  });
  afterAll(() => booted.close());

  describeHomes('in the database', async () => {
    const { strapi } = booted;
    for (const table of Object.values(tables)) await strapi.db.connection(table).delete();
    for (const uid of UIDS) await strapi.db.query(uid as never).deleteMany({ where: {} });
    const sql = createSql(strapi, { offsetMs: 0 });
    const crm = await bootedCrm(strapi, UIDS);
    const deals = new Map<string, string>();
    for (const owner of Object.values(people))
      deals.set(owner, (await crm.documents(DEAL).create({ data: { name: 'Deal', owner } })).documentId);
    const homes = homesOfContract(deals).map((mapping) =>
      compileHome('calendar', mapping, { schemas: schemasOf(strapi), defaultLocale: 'en' }),
    );
    const itemsOf = (some: typeof homes) => createLocalItems(strapi, sql, { homes: some, timeZone: 'Europe/Berlin' });
    return { store: createSyncStore(sql), items: itemsOf(homes), withoutFirst: itemsOf(homes.slice(1)), crm, deals, ...people };
  });
});
