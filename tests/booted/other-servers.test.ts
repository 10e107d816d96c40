import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  farAway,
  idOf,
  inMicrosoft,
  inStrapi,
  local,
  manySubjects,
  openOffice,
  refusal,
  remote,
  remoteIdOf,
  type Office,
} from '../support';
import { hear } from '../support/hear';

/** What a Graph may do that the sandbox does not. */
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const placesHere = async () => (await office.events()).map(({ location }) => location);
const placesThere = () => office.mailbox.listEvents().map(({ location }) => (location as { displayName: string }).displayName);
const expectRest = async () => {
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
};
const notDone = { when: 'before', times: 1000, answer: refusal(500, 'generalException') } as const;

it('a part of a batch that is never answered holds only itself, and somebody is told', async () => {
  const subjects = manySubjects(22);
  for (const [at, subject] of subjects.entries()) office.mailbox.addEvent(remote(subject, 24 + at));
  await office.sync();
  const silent = remoteIdOf(office, 'E0');
  office.sandbox.faults.push({ method: 'PATCH', path: encodeURIComponent(silent), ...notDone });
  hear(office, ({ method, url }) => (method === 'PATCH' && url.includes(encodeURIComponent(silent)) ? null : undefined));
  for (const subject of subjects) await office.updateEvent(await idOf(office, subject), { location: 'Attic' });
  expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'unfinished', microsoft: { updated: 21 } });
  for (let runs = 0; runs < 4; runs += 1) await office.sync();
  expect(await office.services.held.list({ user: office.user })).toMatchObject([{ code: 'rejected-by-microsoft', title: 'E0' }]);
  expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state: 'connected' });
});

it.each(['the item as it was', 'nothing'])(
  'a change that is answered with %s is made once, stays, and nobody is told of a conflict',
  async (what) => {
    office.mailbox.addEvent(remote('X', 24));
    await office.sync();
    const [before] = office.mailbox.listEvents();
    hear(office, ({ method }, told) => {
      if (method !== 'PATCH') return undefined;
      return what === 'nothing' ? { status: 204 } : { ...told, body: before };
    });
    await office.updateEvent(await idOf(office, 'X'), { location: 'Attic' });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', microsoft: { updated: 1 }, strapi: { updated: 0 }, conflicts: 0 });
    expect(await placesHere()).toEqual(['Attic']);
    expect(placesThere()).toEqual(['Attic']);
    await expectRest();
  },
);

it('where a filter is passed over in silence, an event of somebody else is not taken for the one that was to be made', async () => {
  office.mailbox.addEvent(remote('Foreign', 24, farAway));
  await office.sync();
  office.sandbox.faults.push({ method: 'POST', path: '/events', ...notDone, times: 1 });
  hear(office, ({ url }, told) =>
    url.includes('/events?$filter=') ? { ...told, body: { value: office.mailbox.listEvents() } } : undefined,
  );
  await office.createEvent(local('Ours', 30));
  await office.sync();
  await office.sync();
  expect(await inStrapi(office)).toEqual(['Ours']);
  expect(inMicrosoft(office)).toEqual(['Foreign', 'Ours']);
  await expectRest();
});
