import { cost } from './count';
import type { Figure } from './scenarios';
import { openSite, type Site } from './site';

const CALENDARS = 5;
const ROUNDS = 3;
const WARM_UP = 500;

/** The first import of several calendars beside that of one with as many events, by turns in one process; the middle one of several counts. */
export async function measureCalendars(events: number): Promise<Figure[]> {
  const site = await openSite({ people: 2 * ROUNDS + 1 });
  try {
    await site.sandbox.add(0, WARM_UP);
    await firstRun(site, 0);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alone, several] = [1 + 2 * round, 2 + 2 * round];
      await site.sandbox.add(alone, events);
      await site.sandbox.add(several, events / CALENDARS);
      for (let at = 1; at < CALENDARS; at += 1) await site.sandbox.addCalendar(several, `Calendar ${at}`, events / CALENDARS);
      await site.services.sync.chooseCollections({ user: site.users[several] ?? '', resource: 'calendar', choice: 'all' });
      const ofOne = await cost(site.strapi, () => firstRun(site, alone));
      const ofSeveral = await cost(site.strapi, () => firstRun(site, several));
      rounds.push({ ofOne, ofSeveral, ratio: ofSeveral.milliseconds / ofOne.milliseconds });
    }
    const middle = rounds.sort((one, other) => one.ratio - other.ratio)[Math.floor(ROUNDS / 2)] as (typeof rounds)[number];
    const { ofOne, ofSeveral, ratio } = middle;
    const name = `first import of ${events} events in ${CALENDARS} calendars`;
    return [
      { name: `${name}: × that of one calendar`, value: rounded(ratio), most: 1.2 },
      { name: `${name}: items a second`, value: Math.round((events * 1000) / ofSeveral.milliseconds) },
      { name: `${name}: statements an item`, value: rounded(ofSeveral.statements / events) },
      { name: `first import of ${events} events in one calendar: statements an item`, value: rounded(ofOne.statements / events) },
    ];
  } finally {
    await site.close();
  }
}

const rounded = (value: number): number => Number(value.toFixed(2));

async function firstRun(site: Site, person: number): Promise<void> {
  const { runs } = await site.services.sync.run({ user: site.users[person] ?? '', resource: 'calendar' });
  if (runs[0]?.outcome !== 'completed') throw new Error(`the import ended with ${runs[0]?.outcome}: ${runs[0]?.reason}`);
}
