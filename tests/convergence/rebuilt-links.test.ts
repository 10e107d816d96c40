import { expect, it } from 'vitest';
import type { ConflictResolution } from '../../src/contracts';
import { memoryHere } from './here';
import { ofTarget } from './state';
import { contentTypes } from './own-types';
import { MemoryWorld } from './world';

const target = { user: 'ada', resource: 'calendar' as const };
const there = { dateTime: '2026-04-01T09:00:00', timeZone: 'UTC' };

/** An event of one side that both sides hold; then the entry gets a title and a rule that cannot be read, and the links are lost. */
async function unreadableWithoutLink(side: 'here' | 'there', conflictResolution: ConflictResolution) {
  const world = new MemoryWorld({ resources: ['calendar'], conflictResolution, seed: 1 });
  const here = memoryHere(world, target, contentTypes.calendar, () => Date.parse('2026-03-02T08:00:00Z'));
  const { person } = world.microsoft;
  if (side === 'here')
    await here.create({ subject: 'Agreed', start: '2026-04-01T09:00:00.000Z', end: '2026-04-01T10:00:00.000Z', timeZone: 'UTC' });
  else person.addEvent({ subject: 'Agreed', start: there, end: { ...there, dateTime: '2026-04-01T10:00:00' } });
  await world.run('calendar');
  const documentId = String((await here.rows())[0]?.['documentId']);
  await here.update(documentId, { subject: 'Written in Strapi', recurrence: 'FREQ=HOURLY' });
  const { links, cursors, conflicts, held } = ofTarget(world.state, target);
  links.clear();
  cursors.clear();
  world.advance(60);
  await world.run('calendar');
  return {
    world,
    here,
    documentId,
    change: (subject: string) => person.changeEvent(String(person.listEvents()[0]?.['id']), { subject }),
    readable: () => here.update(documentId, { recurrence: null }),
    strapi: async () => (await here.rows()).map(({ subject }) => subject),
    microsoft: () => person.listEvents().map(({ subject }) => subject),
    losers: () =>
      [...conflicts.values()].map(({ strapi, microsoft, decided }) => [
        strapi?.['subject'],
        microsoft?.['subject'],
        decided?.winner ?? 'open',
      ]),
    held: () => [...held.values()].map(({ code }) => code),
  };
}

it.each(['here', 'there'] as const)(
  'an entry that could not be read when the links were rebuilt is not made a second time, made %s',
  async (side) => {
    for (const [conflictResolution, winner] of [
      ['strapi-wins', 'Written in Strapi'],
      ['microsoft-wins', 'Written in Outlook'],
    ] as const) {
      const { world, change, readable, strapi, microsoft, losers, held } = await unreadableWithoutLink(side, conflictResolution);
      expect([await strapi(), microsoft(), losers(), held()]).toEqual([['Written in Strapi'], ['Agreed'], [], ['rule-not-expressible']]);
      change('Written in Outlook');
      await world.run('calendar');
      expect([await strapi(), microsoft(), losers(), held()]).toEqual([
        ['Written in Strapi'],
        ['Written in Outlook'],
        [],
        ['rule-not-expressible'],
      ]);
      await readable();
      await world.run('calendar');
      expect([await strapi(), microsoft(), held()]).toEqual([[winner], [winner], []]);
      expect(losers()).toEqual([['Written in Strapi', 'Written in Outlook', winner === 'Written in Strapi' ? 'strapi' : 'microsoft']]);
      expect((await world.run('calendar'))?.outcome).toBe('nothing-to-do');
    }
  },
);

it('somebody is asked about what differs in an entry that was linked before it could be read', async () => {
  const { world, readable, strapi, microsoft, losers } = await unreadableWithoutLink('there', 'ask');
  await readable();
  await world.run('calendar');
  expect([await strapi(), microsoft(), losers()]).toEqual([['Written in Strapi'], ['Agreed'], [['Written in Strapi', 'Agreed', 'open']]]);
  await world.decide('calendar', 0, 'strapi');
  await world.run('calendar');
  expect([await strapi(), microsoft()]).toEqual([['Written in Strapi'], ['Written in Strapi']]);
});

it('an entry that was linked before it could be read, and is deleted, goes from Microsoft', async () => {
  const { world, here, documentId, strapi, microsoft } = await unreadableWithoutLink('there', 'strapi-wins');
  await here.remove(documentId);
  await world.run('calendar');
  expect([await strapi(), microsoft()]).toEqual([[], []]);
});
