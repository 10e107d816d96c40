import { expect, it } from 'vitest';
import { datesWorld, times, weekly } from './dates-world';

const TUESDAYS = [
  '2026-03-03T10:00', '2026-03-10T10:00', '2026-03-17T10:00', '2026-03-24T10:00', '2026-03-31T10:00',
  '2026-04-07T10:00', '2026-04-14T10:00', '2026-04-21T10:00', '2026-04-28T10:00',
]; // prettier-ignore

const standUp = { subject: 'Stand-up', ...times('2026-03-03T10:00:00', '2026-03-03T10:30:00'), recurrence: weekly('2026-03-03') };

it('each date of a series within the days gets an entry, also where summer time begins', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.run();
  expect(await world.starts()).toEqual(TUESDAYS);
  await world.settle();
  expect(world.writes()).toEqual([]);
  expect((await world.run(true))?.outcome).toBe('nothing-to-do');
  expect(world.world.failures).toEqual([]);
});

it('dates come into the days without a request beyond the round, and nothing is written to Microsoft', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  for (let day = 0; day < 14; day += 1) {
    world.passDays(1);
    const before = world.requests();
    await world.run();
    expect(world.requests() - before).toBe(1);
  }
  expect(await world.starts()).toEqual([...TUESDAYS, '2026-05-05T10:00', '2026-05-12T10:00']);
  expect(world.writes()).toEqual([]);
});

it('an edit of an entry is an exception there, found with one request and written with one', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  const { documentId } = await world.entryOn('2026-03-17');
  await world.edit(documentId, { title: 'Review' });
  await world.settle();
  expect(world.writes()).toEqual(['PATCH events 200']);
  expect(world.view().filter(([, title]) => title === 'Review').map(([start]) => start)).toEqual(['2026-03-17T10:00']); // prettier-ignore
  expect((await world.entryOn('2026-03-17')).title).toBe('Review');
});

it('an exception of Microsoft’s is an edit of its entry', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  const { documentId } = await world.entryOn('2026-03-17');
  world.person.changeEvent(world.occurrenceOn('2026-03-17'), times('2026-03-18T15:00:00', '2026-03-18T15:30:00'));
  await world.settle();
  expect((await world.entryOn('2026-03-18')).documentId).toBe(documentId);
  expect(await world.starts()).toHaveLength(TUESDAYS.length);
  expect(world.writes()).toEqual([]);
});

it('another rule moves the entries with their notes', async () => {
  const world = datesWorld();
  const id = String(world.person.addEvent(standUp)['id']);
  await world.settle();
  const before = await world.entries();
  await world.edit(before[2]?.documentId ?? '', { description: 'bring the offer' });
  await world.settle();
  world.person.changeEvent(id, {
    ...times('2026-03-04T11:00:00', '2026-03-04T11:30:00'),
    recurrence: weekly('2026-03-04', ['wednesday']),
  });
  await world.settle();
  const after = await world.entries();
  expect(after.map(({ start }) => start.slice(0, 10))).toEqual([
    '2026-03-04', '2026-03-11', '2026-03-18', '2026-03-25', '2026-04-01', '2026-04-08', '2026-04-15', '2026-04-22', '2026-04-29',
  ]); // prettier-ignore
  expect(after.map(({ documentId }) => documentId)).toEqual(before.map(({ documentId }) => documentId));
  expect(after[2]?.note).toBe('bring the offer');
  expect(world.writes()).toEqual([]);
  expect((await world.run(true))?.outcome).toBe('nothing-to-do');
});

it('a deletion of an entry cancels that date, and it does not come back', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  await world.remove((await world.entryOn('2026-03-24')).documentId);
  await world.settle();
  expect(world.writes()).toEqual(['DELETE events 204']);
  expect(world.view().map(([start]) => start)).not.toContain('2026-03-24T10:00');
  expect((await world.run(true))?.outcome).toBe('nothing-to-do');
  expect(await world.starts()).toEqual(TUESDAYS.filter((start) => !start.startsWith('2026-03-24')));
});

it('a date that is cancelled in Microsoft goes', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  world.person.deleteEvent(world.occurrenceOn('2026-03-24'));
  await world.settle();
  expect(await world.starts()).toEqual(TUESDAYS.filter((start) => !start.startsWith('2026-03-24')));
  expect(world.writes()).toEqual([]);
});

it('a series that is deleted takes along what is to come; what has been stays, and is not made anew in Microsoft', async () => {
  const world = datesWorld();
  const id = String(world.person.addEvent(standUp)['id']);
  await world.settle();
  world.passDays(16);
  await world.settle();
  world.person.deleteEvent(id);
  await world.settle();
  await world.run(true);
  await world.settle();
  expect(await world.starts()).toEqual(TUESDAYS.slice(0, 3));
  expect(world.view()).toEqual([]);
  expect(world.writes()).toEqual([]);
});

it('a single event that becomes a series keeps its entry as that of the first date, and the other way round', async () => {
  const world = datesWorld();
  await world.create({ title: 'Kick-off', start: '2026-03-05T09:00:00.000Z', end: '2026-03-05T10:00:00.000Z' });
  await world.settle();
  const [{ documentId } = { documentId: '' }] = await world.entries();
  const [[, , id] = ['', '', '']] = world.view();
  world.person.changeEvent(id, { recurrence: weekly('2026-03-05', ['thursday'], { type: 'numbered', numberOfOccurrences: 4 }) });
  await world.settle();
  expect(await world.starts()).toEqual(['2026-03-05T10:00', '2026-03-12T10:00', '2026-03-19T10:00', '2026-03-26T10:00']);
  expect((await world.entryOn('2026-03-05')).documentId).toBe(documentId);
  world.person.changeEvent(id, { recurrence: null });
  await world.settle();
  expect((await world.entries()).map((one) => [one.start, one.documentId])).toEqual([['2026-03-05T10:00', documentId]]);
  await world.edit(documentId, { title: 'Kick-off at last' });
  await world.settle();
  expect(world.view().map(([start, title]) => [start, title])).toEqual([['2026-03-05T10:00', 'Kick-off at last']]);
  expect((await world.run(true))?.outcome).toBe('nothing-to-do');
});

it('“this and following” keeps entries with their notes, whichever of the two series is told first', async () => {
  for (const isNewFirst of [false, true]) {
    const world = datesWorld();
    const id = String(world.person.addEvent(standUp)['id']);
    await world.settle();
    const before = await world.entries();
    await world.edit(before[4]?.documentId ?? '', { description: 'bring the offer' });
    await world.settle();
    const end = () =>
      world.person.changeEvent(id, { recurrence: weekly('2026-03-03', ['tuesday'], { type: 'endDate', endDate: '2026-03-20' }) });
    const goOn = () =>
      world.person.addEvent({
        subject: 'Stand-up',
        ...times('2026-03-25T11:00:00', '2026-03-25T11:30:00'),
        recurrence: weekly('2026-03-25', ['wednesday']),
      });
    if (isNewFirst) goOn();
    else end();
    await world.run();
    if (isNewFirst) end();
    else goOn();
    await world.run();
    await world.settle();
    const after = await world.entries();
    expect(after.map(({ documentId }) => documentId)).toEqual(before.map(({ documentId }) => documentId));
    expect(after[4]).toMatchObject({ start: '2026-04-01T11:00', note: 'bring the offer' });
    expect(world.writes()).toEqual([]);
    expect((await world.run(true))?.outcome).toBe('nothing-to-do');
  }
});

it('what nothing follows goes after an hour', async () => {
  const world = datesWorld();
  const id = String(world.person.addEvent(standUp)['id']);
  await world.settle();
  world.person.changeEvent(id, { recurrence: weekly('2026-03-03', ['tuesday'], { type: 'endDate', endDate: '2026-03-20' }) });
  await world.run();
  await world.run();
  expect(await world.starts()).toEqual(TUESDAYS);
  world.world.advance(61);
  await world.settle();
  expect(await world.starts()).toEqual(TUESDAYS.slice(0, 3));
});

it('an exception that another rule takes away is kept as a loser', async () => {
  const world = datesWorld();
  const id = String(world.person.addEvent(standUp)['id']);
  await world.settle();
  await world.edit((await world.entryOn('2026-03-17')).documentId, { title: 'Review' });
  await world.settle();
  world.person.changeEvent(id, { ...times('2026-03-04T11:00:00', '2026-03-04T11:30:00'), recurrence: weekly('2026-03-04', ['wednesday']) });
  await world.settle();
  expect((await world.entryOn('2026-03-18')).title).toBe('Stand-up');
  expect((await world.world.of('calendar').notes()).losers.map((loser) => loser['subject'])).toContain('Review');
});

it('an exception that another rule erases while its entry is deleted is no exception to be deleted there', async () => {
  for (const range of [{ type: 'noEnd' }, { type: 'numbered', numberOfOccurrences: 1 }]) {
    const world = datesWorld({ conflictResolution: 'strapi-wins' });
    const id = String(world.person.addEvent(standUp)['id']);
    await world.settle();
    world.person.changeEvent(world.occurrenceOn('2026-03-17'), times('2026-03-17T17:00:00', '2026-03-17T17:20:00'));
    await world.settle();
    world.person.changeEvent(id, {
      ...times('2026-03-03T11:00:00', '2026-03-03T11:30:00'),
      recurrence: weekly('2026-03-03', ['tuesday'], range),
    });
    await world.remove((await world.entryOn('2026-03-17')).documentId);
    await world.run();
    world.world.advance(61);
    await world.settle();
    expect(world.marks()).toEqual([]);
    expect(world.view().filter(([start]) => start.startsWith('2026-03-17'))).toEqual([]);
  }
});

it('an entry that is given away is cancelled, and one that takes part no more is followed no more', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  await world.edit((await world.entryOn('2026-03-17')).documentId, { assignee: 'ben' });
  await world.edit((await world.entryOn('2026-03-24')).documentId, { kind: 'other' });
  await world.settle();
  const starts = world.view().map(([start]) => start);
  expect([starts.includes('2026-03-17T10:00'), starts.includes('2026-03-24T10:00')]).toEqual([false, true]);
  expect(await world.starts()).toEqual(TUESDAYS);
  expect((await world.run(true))?.outcome).toBe('nothing-to-do');
});

it('a clean-up of what is past cancels nothing', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  world.passDays(60);
  await world.settle();
  world.writes();
  const { documentId, start } = (await world.entries())[0] ?? { documentId: '', start: '' };
  expect(start).toBe('2026-03-03T10:00');
  await world.remove(documentId);
  await world.settle();
  expect(world.writes()).toEqual([]);
  expect((await world.run(true))?.outcome).toBe('nothing-to-do');
  expect((await world.starts())[0]).toBe('2026-03-10T10:00');
});

it('a series of 500 dates costs the requests of one of five', async () => {
  const requestsFor = async (count: number): Promise<number> => {
    const world = datesWorld();
    const pattern = { type: 'daily', interval: 1 };
    const range = { type: 'numbered', numberOfOccurrences: count, startDate: '2026-03-03' };
    world.person.addEvent({ ...standUp, recurrence: { pattern, range } });
    const before = world.requests();
    await world.run();
    return world.requests() - before;
  };
  expect(await requestsFor(500)).toBe(await requestsFor(5));
});

it('what would mail people waits for somebody’s word, and the entry does not come back meanwhile', async () => {
  const world = datesWorld();
  const attendees = [{ emailAddress: { address: 'ole@northern.example', name: 'Ole' }, type: 'required' }];
  world.person.addEvent({ ...standUp, attendees });
  await world.settle();
  await world.remove((await world.entryOn('2026-03-24')).documentId);
  for (let runs = 0; runs < 3; runs += 1) await world.run();
  expect(world.writes()).toEqual([]);
  expect((await world.world.of('calendar').notes()).held.map(({ text }) => text)).toEqual([expect.stringContaining('would-send-mail')]);
  expect(await world.starts()).toEqual(TUESDAYS.filter((start) => !start.startsWith('2026-03-24')));
});

it('where Microsoft is the only source, a deletion is remembered and an edit is written over', async () => {
  const world = datesWorld({ direction: 'microsoft-to-strapi' });
  const id = String(world.person.addEvent(standUp)['id']);
  await world.settle();
  await world.remove((await world.entryOn('2026-03-24')).documentId);
  await world.settle();
  world.person.changeEvent(id, { subject: 'Daily' });
  await world.settle();
  expect(world.writes()).toEqual([]);
  expect((await world.entries()).map(({ start, title }) => `${start} ${title}`)).toEqual(
    TUESDAYS.filter((start) => !start.startsWith('2026-03-24')).map((start) => `${start} Daily`),
  );
  expect((await world.run(true))?.outcome).toBe('nothing-to-do');
});

it('where Strapi is the only source from now on, a deletion cancels its date once, and one behind an early end is settled', async () => {
  const world = datesWorld();
  const id = String(world.person.addEvent(standUp)['id']);
  await world.settle();
  world.world.turn('calendar', 'strapi-to-microsoft');
  await world.remove((await world.entryOn('2026-03-24')).documentId);
  await world.settle();
  expect(world.writes()).toEqual(['DELETE events 204']);
  world.world.turn('calendar', 'bidirectional');
  await world.settle();
  await world.remove((await world.entryOn('2026-04-14')).documentId);
  world.person.changeEvent(id, { recurrence: weekly('2026-03-03', ['tuesday'], { type: 'endDate', endDate: '2026-04-01' }) });
  await world.run();
  world.world.turn('calendar', 'strapi-to-microsoft');
  await world.settle();
  expect(world.marks()).toEqual([]);
});

it('where Strapi is the only source from now on, an exception made in Microsoft goes with the entry of its date, and is kept as a loser', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  world.world.turn('calendar', 'strapi-to-microsoft');
  world.person.changeEvent(world.occurrenceOn('2026-03-17'), { subject: 'Review' });
  await world.remove((await world.entryOn('2026-03-17')).documentId);
  await world.settle();
  expect(world.view().map(([start]) => start)).not.toContain('2026-03-17T10:00');
  expect((await world.world.of('calendar').notes()).losers.map((loser) => loser['subject'])).toEqual(['Review']);
});

it.each([true, false])(
  'where Strapi is the only source from now on, what was changed in Microsoft of an exception goes with its entry, and is kept as a loser (deleted first: %s)',
  async (isDeletedFirst) => {
    const world = datesWorld({ conflictResolution: 'strapi-wins' });
    world.person.addEvent(standUp);
    await world.settle();
    world.world.turn('calendar', 'strapi-to-microsoft');
    const { documentId } = await world.entryOn('2026-03-17');
    await world.edit(documentId, { start: '2026-03-17T10:00:00.000Z', end: '2026-03-17T10:15:00.000Z' });
    await world.settle();
    if (isDeletedFirst) await world.remove(documentId);
    world.person.changeEvent(world.occurrenceOn('2026-03-17'), { subject: 'Review' });
    if (!isDeletedFirst) {
      await world.settle();
      await world.remove(documentId);
    }
    await world.settle();
    expect(world.view().map(([start]) => start)).not.toContain('2026-03-17T11:00');
    expect((await world.world.of('calendar').notes()).losers.map((loser) => loser['subject'])).toEqual(['Review']);
  },
);

it('connected anew, every date finds its entry', async () => {
  const world = datesWorld();
  world.person.addEvent(standUp);
  await world.settle();
  const before = await world.entries();
  world.forget();
  await world.settle();
  expect(await world.entries()).toEqual(before);
  expect(world.writes()).toEqual([]);
  expect((await world.run(true))?.outcome).toBe('nothing-to-do');
});

it('a series of sixty dates that is deleted is one deletion for the guard', async () => {
  const world = datesWorld();
  const ids = [world.person.addEvent({ ...standUp, recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-03' } } })['id']]; // prettier-ignore
  for (let day = 1; day <= 3; day += 1) world.person.addEvent({ subject: `single ${day}`, ...times(`2026-03-0${day + 2}T15:00:00`, `2026-03-0${day + 2}T16:00:00`) }); // prettier-ignore
  await world.settle();
  expect((await world.entries()).length).toBeGreaterThan(60);
  world.person.deleteEvent(String(ids[0]));
  expect((await world.run())?.outcome).toBe('completed');
  expect(await world.entries()).toHaveLength(3);
});
