import { compileHome } from '../../../src/homes/compile';
import { itemsInHomes } from '../../../server/src/storage/entries/in-homes';
import { describeHomes, homesOfContract } from '../../support/contract-homes';
import { memoryStore } from '../memory-store';
import { Process } from '../process';
import { newState, type State } from '../state';
import { DEAL, DEFAULT_LOCALE } from './homes-of-histories';
import { memoryCrm } from './memory-crm';
import { memoryRooms } from './memory-host';
import { crmSchemas } from './schemas';

describeHomes('in memory', async () => {
  const holder: { state: State } = { state: newState() };
  const now = () => Date.parse('2026-03-02T08:00:00Z');
  const crm = memoryCrm(holder, {
    schemas: crmSchemas,
    now,
    defaultLocale: DEFAULT_LOCALE,
    hook: (_uid, data) => data,
    around: (_uid, _ids, write) => write(),
  });
  const deals = new Map<string, string>();
  for (const owner of ['ada', 'ben']) deals.set(owner, (await crm.documents(DEAL).create({ data: { name: 'Deal', owner } })).documentId);
  const homes = homesOfContract(deals).map((mapping) =>
    compileHome('calendar', mapping, { schemas: crmSchemas, defaultLocale: DEFAULT_LOCALE }),
  );
  const itemsOf = (some: typeof homes) =>
    itemsInHomes(memoryRooms(holder, () => crm, { homes: some, resource: 'calendar', timeZone: 'Europe/Berlin' }));
  return {
    store: memoryStore(holder, new Process(holder, null), now),
    items: itemsOf(homes),
    withoutFirst: itemsOf(homes.slice(1)),
    crm,
    ada: 'ada',
    ben: 'ben',
    deals,
  };
});
