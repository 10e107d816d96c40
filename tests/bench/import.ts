import { cost } from './count';
import { importFloor } from './floor';
import { openSite, type Site } from './site';

const WARM_UP = 1_000;

/**
 * The first import of a mailbox beside its floor: the same pages downloaded and the same rows inserted in bulk by knex, by turns in one
 * process, and the plain way on a part of it. Memory is the heap after a collection, at its highest while the import runs.
 */
export async function measureImport(events: number) {
  const site = await openSite({ people: 3, connected: 3 });
  try {
    await site.sandbox.add(0, WARM_UP);
    await site.sync(site.users[0]);
    await site.sandbox.add(1, events);
    await site.sandbox.add(2, events);
    const memory = watchMemory();
    const engine = await cost(site.strapi, () => calendarOf(site, 1));
    const grownBytes = memory.end();
    const floor = await importFloor(site, { user: site.users[1] ?? '', person: 1 });
    return { events, engine, floor, ratio: engine.milliseconds / floor.milliseconds, grownMiB: grownBytes / 2 ** 20 };
  } finally {
    await site.close();
  }
}

async function calendarOf(site: Site, person: number): Promise<void> {
  const { runs } = await site.services.sync.run({ user: site.users[person] ?? '', resource: 'calendar' });
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
