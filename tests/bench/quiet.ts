import type { RunReport } from '../../src/contracts';
import { cost } from './count';
import type { Figure } from './scenarios';
import { openSite } from './site';

const LISTS = 5;

/** A visit to an account whose calendars and task lists have not changed. */
export async function measureQuiet(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const events of [10, 1_000]) {
    const site = await openSite();
    try {
      await site.sandbox.add(0, events);
      for (let list = 1; list < LISTS; list += 1) await site.sandbox.addList(0, `List ${list}`, events / 10);
      for (let calendar = 1; calendar < LISTS; calendar += 1) await site.sandbox.addCalendar(0, `Calendar ${calendar}`, events / 10);
      for (const resource of ['calendar', 'tasks'] as const)
        await site.services.sync.chooseCollections({ user: site.users[0] ?? '', resource, choice: 'all' });
      for (let run = 0; run < 3; run += 1) await site.sync();
      await site.sandbox.roundTrips();
      const reports: RunReport[] = [];
      const { statements, commits } = await cost(site.strapi, async () => void reports.push(...(await site.sync())));
      const written = reports
        .flatMap(({ strapi, microsoft }) => [strapi, microsoft])
        .reduce((sum, { created, updated, deleted }) => sum + created + updated + deleted, 0);
      figures.push(
        {
          name: `nothing changed, ${events} events in ${LISTS} calendars, ${LISTS} lists: round trips of the account`,
          value: await site.sandbox.roundTrips(),
          most: 1,
        },
        { name: `nothing changed, ${events} events in ${LISTS} calendars, ${LISTS} lists: items written`, value: written, most: 0 },
        { name: `nothing changed, ${events} events in ${LISTS} calendars, ${LISTS} lists: statements`, value: statements, most: 10 },
        { name: `nothing changed, ${events} events in ${LISTS} calendars, ${LISTS} lists: commits`, value: commits, most: 2 },
      );
    } finally {
      await site.close();
    }
  }
  return figures;
}
