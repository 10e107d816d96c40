import { beforeEach, expect, it } from 'vitest';
import type { ConflictResolution } from '../../src/contracts';
import { memoryHere } from './here';
import { ofTarget } from './state';
import { contentTypes } from './own-types';
import { MemoryWorld } from './world';

/** Two that are found to be one item, differ, and somebody is asked: until the answer neither side is written, however often both are read. */
const target = { user: 'ada', resource: 'calendar' } as const;
let world: MemoryWorld;
let here: ReturnType<typeof memoryHere>;

async function matched(conflictResolution: ConflictResolution): Promise<void> {
  world = new MemoryWorld({ resources: ['calendar'], conflictResolution, seed: 1 });
  here = memoryHere(world, target, contentTypes.calendar, () => world.now());
  await here.create({
    subject: 'Lunch',
    location: 'Strapi’s room',
    start: '2026-04-01T09:00:00.000Z',
    end: '2026-04-01T10:00:00.000Z',
    timeZone: 'UTC',
  });
  world.microsoft.person.addEvent({
    subject: 'Lunch',
    location: { displayName: 'Outlook’s room' },
    start: { dateTime: '2026-04-01T09:00:00', timeZone: 'UTC' },
    end: { dateTime: '2026-04-01T10:00:00', timeZone: 'UTC' },
  });
  await world.run('calendar');
}
const documentId = async () => String((await here.rows())[0]?.['documentId']);
const event = () => world.microsoft.person.listEvents()[0];
const places = async () => [(await here.rows()).map(({ location }) => location), world.microsoft.person.listEvents().map((one) => (one['location'] as { displayName: string }).displayName)]; // prettier-ignore
const open = () => [...ofTarget(world.state, target).conflicts.values()].filter(({ decided }) => decided === null);
const apart = [['Strapi’s room'], ['Outlook’s room']];

beforeEach(() => matched('ask'));

it.each([
  ['a full read', () => world.run('calendar', {}, { isFull: true })],
  [
    'another edit in Outlook',
    () => (world.microsoft.person.changeEvent(String(event()?.['id']), { importance: 'high' }), world.run('calendar')),
  ],
  ['another edit in Strapi', async () => (await here.update(await documentId(), { importance: 'high' }), world.run('calendar'))],
] as const)('they wait for the answer after %s', async (_what, happens) => {
  expect([await places(), open().length]).toEqual([apart, 1]);
  for (let times = 0; times < 2; times += 1) {
    await happens();
    world.advance(15);
    await world.run('calendar');
    expect([await places(), open().map(({ fields }) => fields)]).toEqual([apart, [['location']]]);
  }
});

it.each(['strapi', 'microsoft'] as const)('the answer counts: %s', async (winner) => {
  await world.run('calendar', {}, { isFull: true });
  await world.decide('calendar', 0, winner);
  await world.run('calendar');
  const wanted = winner === 'strapi' ? 'Strapi’s room' : 'Outlook’s room';
  expect([await places(), open()]).toEqual([[[wanted], [wanted]], []]);
  expect((await world.run('calendar', {}, { isFull: true }))?.outcome).toBe('nothing-to-do');
});

it('a deletion in Strapi is asked about too: nobody there has seen what stands in Outlook', async () => {
  await here.remove(await documentId());
  await world.run('calendar');
  expect(world.microsoft.person.listEvents()).toHaveLength(1);
  expect(open()).toMatchObject([{ strapi: null, microsoft: { location: 'Outlook’s room' } }]);
});
