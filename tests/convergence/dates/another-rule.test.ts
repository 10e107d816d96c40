import { expect, it } from 'vitest';
import { datesWorld, times } from './dates-world';

it.each([
  ['is deleted there', []],
  ['is deleted there and changed here, and so made again', ['POST me 201']],
])('past dates of what was a series stay by themselves when it repeats no more and %s', async (_, written) => {
  const world = datesWorld({ conflictResolution: 'strapi-wins' });
  const daily = { pattern: { type: 'daily', interval: 2 }, range: { type: 'noEnd', startDate: '2026-02-24' } };
  const id = String(
    world.person.addEvent({ subject: 'Stand-up', ...times('2026-02-24T10:00:00', '2026-02-24T10:30:00'), recurrence: daily })['id'],
  );
  await world.settle();
  world.person.changeEvent(id, { recurrence: null });
  await world.settle();
  if (written.length > 0) await world.edit((await world.entryOn('2026-02-24')).documentId, { place: 'Room 2' });
  world.person.deleteEvent(id);
  await world.settle();
  const past = (await world.starts()).filter((start) => start > '2026-02-25');
  expect(past.length).toBeGreaterThan(1);
  for (const days of [1, 30, 30]) {
    world.passDays(days);
    await world.settle();
  }
  expect([world.writes(), (await world.starts()).filter((start) => start > '2026-02-25')]).toEqual([written, past]);
});

it('a date that another rule has put elsewhere, and that somebody wants beyond its neighbours there, is held with the words of Outlook', async () => {
  const world = datesWorld({ conflictResolution: 'strapi-wins' });
  const secondThursday = { type: 'relativeMonthly', interval: 1, daysOfWeek: ['thursday'], index: 'second' };
  const everyOtherDay = { type: 'daily', interval: 2 };
  const from = (startDate: string) => ({ type: 'noEnd', startDate });
  const id = String(
    world.person.addEvent({
      subject: 'Stand-up',
      ...times('2026-03-12T10:00:00', '2026-03-12T10:30:00'),
      recurrence: { pattern: secondThursday, range: from('2026-03-12') },
    })['id'],
  );
  await world.settle();
  const { documentId } = await world.entryOn('2026-04-09');
  await world.edit(documentId, { start: '2026-04-09T15:00:00.000Z', end: '2026-04-09T15:15:00.000Z' });
  world.person.changeEvent(id, {
    ...times('2026-03-13T10:00:00', '2026-03-13T10:30:00'),
    recurrence: { pattern: everyOtherDay, range: from('2026-03-13') },
  });
  await world.settle();
  const { held } = await world.world.of('calendar').notes();
  expect(held.map((one) => [one.documentId, /crossing/.test(one.text)])).toEqual([[world.name(documentId), true]]);
  world.writes();
  await world.settle();
  expect(world.writes()).toEqual([]);
});

it('where Strapi is the source, an edit of a date reaches Outlook also after that has taken back what the date held', async () => {
  const world = datesWorld({ conflictResolution: 'strapi-wins' });
  const daily = { pattern: { type: 'daily', interval: 3 }, range: { type: 'noEnd', startDate: '2026-03-07' } };
  const id = String(
    world.person.addEvent({ subject: 'Stand-up', ...times('2026-03-07T10:00:00', '2026-03-07T10:30:00'), recurrence: daily })['id'],
  );
  await world.settle();
  const { documentId } = await world.entryOn('2026-03-13');
  world.world.turn('calendar', 'strapi-to-microsoft');
  await world.edit(documentId, { title: 'With Ole' });
  await world.settle();
  world.person.changeEvent(id, times('2026-03-07T08:00:00', '2026-03-07T08:30:00'));
  await world.settle();
  world.writes();
  await world.edit(documentId, { title: 'With Ole and Kari' });
  await world.settle();
  expect(world.writes()).toEqual(['PATCH events 200']);
});
