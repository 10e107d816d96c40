import type { Resource } from '../../src/contracts';
import { EVENT } from '../support';
import { cost } from './count';
import { importFloor } from './floor';
import type { Figure } from './scenarios';
import { openSite, type Site } from './site';

const WARM_UP = 1_000;
/** Of a machine that does other things too, one round tells little: the middle one of several counts. */
const ROUNDS = 3;

/**
 * The first import of a mailbox beside its floor: the same pages downloaded and the same rows inserted in bulk by knex, by turns in one
 * process, a few times; and the plain way on a part of it. Memory is the heap after a collection, at its highest while the import runs.
 */
export async function measureImport(items: number, resource: Resource = 'calendar'): Promise<Figure[]> {
  const site = await openSite({ people: ROUNDS + 2 });
  try {
    await site.sandbox.add(0, WARM_UP, resource);
    await firstRun(site, resource, 0);
    const rounds = [];
    for (let person = 1; person <= ROUNDS; person += 1) {
      await site.sandbox.add(person, items, resource);
      // The floor second: the engine is warmed up by the first round, and the database is as full for both.
      const engine = await cost(site.strapi, () => firstRun(site, resource, person));
      const floor = await importFloor(site, { user: site.users[person] ?? '', resource });
      rounds.push({ engine, floor, ratio: engine.milliseconds / floor.milliseconds });
    }
    const { engine, floor, ratio } = rounds.sort((one, other) => one.ratio - other.ratio)[
      Math.floor(ROUNDS / 2)
    ] as (typeof rounds)[number];
    await site.sandbox.add(ROUNDS + 1, items, resource);
    const memory = watchMemory();
    await firstRun(site, resource, ROUNDS + 1);
    const grownBytes = memory.end();
    const name = `first import of ${items} ${resource === 'calendar' ? 'events' : 'tasks'}`;
    return [
      { name: `${name}: × the floor`, value: rounded(ratio), most: 1.4 },
      { name: `${name}: MiB of memory`, value: rounded(grownBytes / 2 ** 20), most: 64 },
      { name: `${name}: items a second`, value: Math.round((items * 1000) / engine.milliseconds) },
      { name: `${name}: statements an item`, value: rounded(engine.statements / items) },
      { name: `the floor of it (${floor.pages} pages): items a second`, value: Math.round((items * 1000) / floor.milliseconds) },
      ...(resource === 'calendar'
        ? [{ name: 'the plain way (Graph client, a documents().create each): items a second', value: Math.round(await plainWay(site)) }]
        : []),
    ];
  } finally {
    await site.close();
  }
}

const rounded = (value: number): number => Number(value.toFixed(2));

/** What a plugin without an engine would do, on as many events as it takes to know. */
async function plainWay(site: Site): Promise<number> {
  const client = await site.services.accounts.graph({ user: site.users[0] ?? '' });
  const startedAt = performance.now();
  let count = 0;
  for (let address: string | undefined = '/me/events?$top=100'; address && count < 500;) {
    const page = (await client.api(address).get()) as {
      value: { subject: string; start: { dateTime: string }; end: { dateTime: string }; iCalUId: string }[];
      '@odata.nextLink'?: string;
    };
    for (const { subject, start, end, iCalUId } of page.value) {
      const data = {
        subject,
        start: `${start.dateTime.slice(0, 23)}Z`,
        end: `${end.dateTime.slice(0, 23)}Z`,
        iCalUId,
        owner: site.users[0],
      };
      await site.strapi.documents(EVENT).create({ data: data as never });
    }
    count += page.value.length;
    address = page['@odata.nextLink'];
  }
  return (count * 1000) / (performance.now() - startedAt);
}

async function firstRun(site: Site, resource: Resource, person: number): Promise<void> {
  const { runs } = await site.services.sync.run({ user: site.users[person] ?? '', resource });
  if (runs[0]?.outcome !== 'completed') throw new Error(`the import ended with ${runs[0]?.outcome}: ${runs[0]?.reason}`);
}

/** Looks ten times a second; what a collection would free is not counted, so `--expose-gc` is needed. */
function watchMemory() {
  const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);
  collect();
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const timer = setInterval(() => {
    if (process.memoryUsage().heapUsed <= most + 2 ** 24) return;
    collect();
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 100);
  return {
    end(): number {
      clearInterval(timer);
      collect();
      return Math.max(most, process.memoryUsage().heapUsed) - before;
    },
  };
}
