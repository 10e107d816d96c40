import { beforeEach, expect, it } from 'vitest';
import { memoryHere } from './here';
import { ofTarget } from './state';
import { contentTypes } from './own-types';
import { MemoryWorld } from './world';

/** A series that has one version together with its exceptions: each write of one of them makes the versions of all others old ones. */
const target = { user: 'ada', resource: 'calendar' } as const;
const MOST = 40;
const dateOf = (nth: number) => new Date(Date.UTC(2026, 3, 1 + nth)).toISOString().slice(0, 10);

let world: MemoryWorld;
let here: ReturnType<typeof memoryHere>;
beforeEach(async () => {
  world = new MemoryWorld({ resources: ['calendar'], conflictResolution: 'strapi-wins', isVersionPerSeries: true, seed: 1 });
  here = memoryHere(world, target, contentTypes.calendar, () => Date.parse('2026-03-02T09:00:00Z'));
  const { person } = world.microsoft;
  const daily = { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', numberOfOccurrences: 45, startDate: dateOf(0) } };
  const at = (hour: string) => ({ dateTime: `${dateOf(0)}T${hour}:00:00`, timeZone: 'UTC' });
  person.addEvent({ subject: 'Daily', start: at('09'), end: at('10'), recurrence: daily });
  for (let nth = 0; nth < MOST; nth += 1) person.changeEvent(occurrence(nth), { subject: `There ${nth}` });
  await world.run('calendar');
  world.advance(5);
});

const occurrence = (nth: number): string =>
  String(
    world.microsoft.person
      .listView({ from: Date.parse(dateOf(0)), to: Date.parse(dateOf(MOST + 1)) })
      .find(({ originalStart }) => String(originalStart).startsWith(dateOf(nth)))?.['id'],
  );
const inMicrosoft = () =>
  world.microsoft.person.listView({ from: Date.parse(dateOf(0)), to: Date.parse(dateOf(MOST)) }).map(({ subject }) => String(subject));
const exceptions = async () => (await here.rows()).filter(({ series: of }) => of !== null);
const marked = () => ofTarget(world.state, target).marks.size;
const retitleAll = async () => {
  for (const { documentId, subject } of await exceptions())
    await here.update(String(documentId), { subject: String(subject).replace('There', 'Here') });
};
const answered = (status: number) => world.microsoft.log().filter((one) => one.status === status).length;

it('one run writes all exceptions of a series that were edited at once', async () => {
  expect(await exceptions()).toHaveLength(MOST);
  await retitleAll();
  const before = world.microsoft.requests();
  expect(await world.run('calendar')).toMatchObject({ outcome: 'completed', microsoft: { updated: MOST }, held: 0 });
  expect(inMicrosoft()).toEqual(Array.from({ length: MOST }, (_, nth) => `Here ${nth}`));
  expect([marked(), answered(412), answered(424)]).toEqual([0, 0, 0]);
  expect(world.microsoft.requests() - before).toBeLessThanOrEqual(6);
  expect(await world.run('calendar')).toMatchObject({ outcome: 'nothing-to-do' });
});

it('so it does where the exceptions do not show that they share it', async () => {
  const { links } = ofTarget(world.state, target);
  await retitleAll();
  world.microsoft.setReplicationDelay(60 * 60_000);
  let count = 0;
  for (const [id, link] of links) links.set(id, { ...link, etag: link.etag && `W/"of another kind ${(count += 1)}"` });
  expect(await world.run('calendar')).toMatchObject({ outcome: 'completed', microsoft: { updated: MOST }, held: 0 });
  expect(marked()).toBe(0);
  expect(answered(412)).toBeLessThanOrEqual(MOST + 20);
});

it('what somebody in Outlook edits right before they are sent is not written over unseen', async () => {
  await retitleAll();
  let isEdited = false;
  await world.run('calendar', {
    onRequest: async ({ names }) => {
      if (isEdited || !names.includes('PATCH /events/{id}')) return;
      isEdited = true;
      world.microsoft.person.changeEvent(occurrence(30), { subject: 'Overtaken' });
    },
  });
  await world.run('calendar');
  expect(isEdited).toBe(true);
  expect(inMicrosoft()[30]).toBe('Here 30');
  const losers = [...ofTarget(world.state, target).conflicts.values()].map(({ microsoft }) => microsoft?.['subject']);
  expect(losers).toEqual(['Overtaken']);
});

it('an exception whose write is refused for good does not keep the others from being written', async () => {
  const rows = await exceptions();
  await retitleAll();
  world.microsoft.faults.push({ method: 'PATCH', path: encodeURIComponent(occurrence(3)), times: 99, answer: { status: 400, body: { error: { code: 'ErrorInvalidRequest', message: 'No.' } } } });
  expect(await world.run('calendar')).toMatchObject({ outcome: 'completed', microsoft: { updated: rows.length - 1 } });
  expect([...ofTarget(world.state, target).held.values()]).toMatchObject([{ code: 'rejected-by-microsoft', title: 'Here 3' }]);
}); // prettier-ignore

it('what somebody in Outlook made of one of them is read before Strapi gives the series another rule, also where nothing tells of it yet', async () => {
  world.microsoft.person.behave({ ifMatch: 'ignored' });
  world.microsoft.setReplicationDelay(60 * 60_000);
  world.microsoft.person.changeEvent(occurrence(3), { subject: 'Elsewhere' });
  const [series] = (await here.rows()).filter(({ recurrence }) => recurrence !== null);
  await here.update(String(series?.['documentId']), { recurrence: 'FREQ=DAILY;COUNT=44' });
  await world.run('calendar');
  expect(inMicrosoft()[3]).toBe('Elsewhere');
  expect((await exceptions()).map(({ subject }) => subject)).toContain('Elsewhere');
});
