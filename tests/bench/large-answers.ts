import type { Figure } from './scenarios';
import { openSite } from './site';

const KB = 1_000;
/** Pages that are just small enough; pages that are too large; items that are read one by one. */
const kinds = {
  'pages of 16 MB': { events: 300, characters: 150 * KB, isSeries: false },
  'events of 2.5 MB': { events: 40, characters: 2_500 * KB, isSeries: false },
  'series of 2.5 MB': { events: 40, characters: 2_500 * KB, isSeries: true },
} as const;

/** What the process takes of memory at its highest, all of Strapi included, with a heap that is none too large (`heapOf`): larger answers end it. */
export async function measureLargeAnswers(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const site = await openSite({ people: Object.keys(kinds).length + 1 });
  try {
    await site.sandbox.add(0, 1_000);
    await site.sync(site.users[0]);
    for (const [at, [name, of]] of Object.entries(kinds).entries()) {
      await site.sandbox.addLarge(at + 1, of);
      const most = await highest(async () => {
        const { runs } = await site.services.sync.run({ user: site.users[at + 1] ?? '', resource: 'calendar' });
        if (runs[0]?.outcome !== 'completed') throw new Error(`a run ended with ${runs[0]?.outcome}: ${runs[0]?.reason}`);
      });
      const megabytes = (of.events * of.characters) / 1e6;
      figures.push({ name: `${megabytes} MB in ${name}: MiB of the process at most`, value: most, most: 512 });
    }
    return figures;
  } finally {
    await site.close();
  }
}

async function highest(work: () => Promise<void>): Promise<number> {
  let most = 0;
  const look = () => (most = Math.max(most, process.memoryUsage.rss()));
  const timer = setInterval(look, 5);
  await work();
  clearInterval(timer);
  look();
  return Math.round(most / 2 ** 20);
}
