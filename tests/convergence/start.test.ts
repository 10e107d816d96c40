import { beforeEach, expect, it } from 'vitest';
import { memoryHere } from './here';
import { memoryLeases } from './memory-leases';
import { Process } from './process';
import { ofTarget } from './state';
import { contentTypes } from './own-types';
import { MemoryWorld } from './world';

/** What a mailbox is not written to before somebody has started it. */
const target = { user: 'ada', resource: 'calendar' } as const;
const nine = { dateTime: '2026-04-01T09:00:00', timeZone: 'UTC' };
const ten = { dateTime: '2026-04-01T10:00:00', timeZone: 'UTC' };
const daily = { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', numberOfOccurrences: 3, startDate: '2026-04-01' } };

let world: MemoryWorld;
let here: ReturnType<typeof memoryHere>;
beforeEach(async () => {
  world = new MemoryWorld({ resources: ['calendar'], conflictResolution: 'ask', seed: 1 });
  here = memoryHere(world, target, contentTypes.calendar, () => world.now());
  world.microsoft.person.addEvent({ subject: 'Series', start: nine, end: ten, recurrence: daily });
  await world.run('calendar');
});

const leases = () => memoryLeases(world, new Process(world, null), () => world.now());
const run = async () => {
  await leases().letStartWait([target], 'another mailbox');
  return world.run('calendar');
};
const inMicrosoft = () => world.microsoft.person.listEvents().map(({ subject }) => subject);
const exceptionOf = async (day: string, subject: string) => {
  const [series] = await here.rows();
  const start = `2026-04-${day}T09:00:00.000Z`;
  const moved = { subject, start, end: `2026-04-${day}T10:00:00.000Z`, timeZone: 'UTC' };
  await here.create({ ...moved, categories: [], series: series?.['documentId'], originalStart: start });
};

it('an edit of what can only be read is held, and nothing to start', async () => {
  const { person } = world.microsoft;
  person.addEvent({ subject: 'New Year', start: nine, end: ten }, person.addCalendar('Holidays', { canEdit: false }));
  await leases().choose(target, 'all');
  await world.run('calendar');
  const newYear = (await here.rows()).find(({ subject }) => subject === 'New Year');
  await here.update(String(newYear?.['documentId']), { subject: 'Here' });
  expect(await run()).toMatchObject({ outcome: 'completed', held: 1 });
  expect([...ofTarget(world.state, target).held.values()]).toMatchObject([{ code: 'read-only-collection' }]);
});

it('an exception that would be made of a date is', async () => {
  await exceptionOf('02', 'On its second date');
  expect(await run()).toMatchObject({ outcome: 'stopped-by-guard', reason: 'waits-for-start' });
  expect(inMicrosoft()).toEqual(['Series']);
});

it('a question that nobody has answered is none, although the entry is marked', async () => {
  const [series] = await here.rows();
  await here.update(String(series?.['documentId']), { subject: 'Here' });
  world.microsoft.person.changeEvent(String(world.microsoft.person.listEvents()[0]?.id), { subject: 'There' });
  expect(await run()).toMatchObject({ outcome: 'completed', conflicts: 1 });
  expect(inMicrosoft()).toEqual(['There']);
});
