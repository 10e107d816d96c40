import { EVENT } from '../support';
import { cost } from './count';
import type { Figure } from './scenarios';
import { openSite } from './site';

const ITEMS = 1_000;

/** A thousand changes on one side, brought to the other by one run. */
export async function measureChanges(): Promise<Figure[]> {
  const site = await openSite();
  const documents = () => site.strapi.documents(EVENT);
  const update = (documentId: string, location: string) => documents().update({ documentId, data: { location } as never });
  try {
    await site.sandbox.add(0, ITEMS);
    for (let run = 0; run < 2; run += 1) await site.sync();
    const events = await site.events();
    for (const { documentId } of events) await update(documentId, 'Moved here');
    await site.sandbox.roundTrips();
    const push = await cost(site.strapi, () => site.sync());
    const roundTrips = await site.sandbox.roundTrips();
    await site.sync();
    // The Document Service alone, on the same rows of the same database: what an update costs that does nothing else.
    const plain = await cost(site.strapi, async () => {
      for (const { documentId } of events.slice(0, 100)) await update(documentId, 'Moved here');
      await new Promise((resolve) => setTimeout(resolve, 300)); // its events are sent after the commit
    });
    await site.sync();
    await site.sandbox.change(0, ITEMS, 'Moved there');
    const pull = await cost(site.strapi, () => site.sync());
    return [
      { name: `${ITEMS} local edits: round trips`, value: roundTrips, most: 60 },
      { name: `${ITEMS} local edits: items a second`, value: rate(push.milliseconds) },
      { name: `${ITEMS} changes in Microsoft: items a second`, value: rate(pull.milliseconds), least: 300 },
      { name: `${ITEMS} changes in Microsoft: statements an item`, value: Number((pull.statements / ITEMS).toFixed(2)), most: 5 },
      { name: 'a person’s update by the Document Service: statements, our mark included', value: plain.statements / 100 },
      { name: 'a person’s updates by the Document Service: items a second', value: Math.round(100_000 / (plain.milliseconds - 300)) },
    ];
  } finally {
    await site.close();
  }
}

const rate = (milliseconds: number): number => Math.round((ITEMS * 1000) / milliseconds);
