import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResourcesConfig } from '../../src/contracts';
import { assertHomes } from '../../server/src/homes/check/assert-homes';
import { ACTIVITY, bootStrapi, databases, DEAL, MEETING, openCrm, playgroundHomes, TODO, type Crm } from '../support';
import { repository } from '../support/places';

const toCheck = ({ calendar, tasks }: ResourcesConfig) => [
  ...(calendar?.homes ?? []).map((mapping, at) => ({ key: `calendar.homes[${at}]`, resource: 'calendar' as const, mapping })),
  ...(tasks?.homes ?? []).map((mapping, at) => ({ key: `tasks.homes[${at}]`, resource: 'tasks' as const, mapping })),
];
const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

describe.each(databases)('the content types of the CRM, on %s', (database) => {
  let crm: Crm;
  beforeAll(async () => {
    crm = await openCrm({ boot: { database }, isConnected: false });
  });
  afterAll(() => crm.close());

  const place = { name: 'Lighthouse', street: 'Pier 7', city: 'Hamburg', room: '2.01' };
  const guests = [
    { email: 'hedda@harbour.example', name: 'Hedda', response: 'accepted', note: 'likes tea' },
    { email: 'ole@northern.example', name: 'Ole', response: 'none' },
  ];

  it('a meeting is drafted, published and written in German, and belongs to the owner of its deal', async () => {
    const { documentId } = await crm.createMeeting({ place, guests, notes: paragraph('Drawings') }, 'draft');
    const meetings = crm.documents(MEETING);
    expect(await crm.read(MEETING, { documentId, locale: 'en', status: 'published' })).toBeNull();
    await meetings.publish({ documentId, locale: 'en' });
    await meetings.update({ documentId, locale: 'de', status: 'published', data: { title: 'Besuch', notes: paragraph('Zeichnungen') } });

    const english = await crm.read(MEETING, { documentId, locale: 'en', status: 'published' });
    const german = await crm.read(MEETING, { documentId, locale: 'de', status: 'published' });
    expect(english).toMatchObject({ title: 'Visit', certainty: 'confirmed', place, guests, notes: paragraph('Drawings') });
    expect(german).toMatchObject({ title: 'Besuch', start: english?.['start'], place, guests, notes: paragraph('Zeichnungen') });
    const owned = await meetings.findOne({ documentId, locale: 'en', status: 'published', populate: { deal: { populate: ['owner'] } } });
    expect(owned).toMatchObject({ deal: { owner: { documentId: crm.office.user } } });
  });

  it('a component that is written with its id keeps what is not written', async () => {
    const { documentId } = await crm.createMeeting({ place, guests }, 'draft');
    const of = { documentId, locale: 'en', status: 'draft' } as const;
    const draft = (await crm.read(MEETING, of)) as unknown as { place: { id: number }; guests: { id: number }[] };
    const [hedda, ole] = draft.guests;
    await crm.documents(MEETING).update({
      ...of,
      data: {
        place: { id: draft.place.id, name: 'Harbour' },
        guests: [{ id: ole?.id, response: 'declined' }, { id: hedda?.id }],
      },
    });
    expect(await crm.read(MEETING, of)).toMatchObject({
      place: { ...place, name: 'Harbour' },
      guests: [{ ...guests[1], response: 'declined' }, guests[0]],
    });
  });

  it('what is required is asked for when a meeting is published, and not before', async () => {
    const { documentId } = await crm.documents(MEETING).create({ locale: 'en', data: { title: 'Sometime', end: new Date() } });
    await expect(crm.documents(MEETING).publish({ documentId, locale: 'en' })).rejects.toThrow(/start/);
  });

  it('nothing is to be said of the mappings of the playground', async () => {
    await assertHomes(crm.office.strapi, toCheck(playgroundHomes().crm));
    await expect(assertHomes(crm.office.strapi, toCheck(playgroundHomes().members))).rejects.toThrow('which is host.user');
  });

  it('an activity is of one of three kinds', async () => {
    await crm.createActivity('call');
    await crm.createActivity('task', { steps: [{ title: 'Ask' }] });
    const filters = { filters: { kind: 'task' }, populate: ['steps', 'assignee'] };
    expect(await crm.documents(ACTIVITY).findMany(filters)).toMatchObject([
      { state: 'planned', steps: [{ title: 'Ask', isDone: false }], assignee: { documentId: crm.office.user } },
    ]);
    await expect(crm.createActivity('letter' as never)).rejects.toThrow(/kind/);
  });
});

it('a to-do is assigned to a user of Users & Permissions, and Ada is one where the host says so', async () => {
  const crm = await openCrm({ hostUser: 'plugin::users-permissions.user' });
  try {
    const { documentId } = await crm.documents(TODO).create({ data: { title: 'Sign', assignee: crm.office.user } });
    expect(await crm.read(TODO, { documentId })).toMatchObject({ done: false, assignee: { email: 'ada@sandbox.example' } });
    await assertHomes(crm.office.strapi, toCheck(playgroundHomes().members));
    expect(await crm.office.services.accounts.status({ user: crm.office.user })).toMatchObject({ state: 'connected' });
  } finally {
    await crm.close();
  }
});

it('the functions of a mapping reach the plugin as they are', async () => {
  const accepts = () => true;
  const homes = [{ uid: ACTIVITY, owner: 'assignee', fields: { subject: 'title', start: 'start', end: 'end' }, create: { data: { kind: 'call' } }, accepts }]; // prettier-ignore
  const crm = await openCrm({ isConnected: false, resources: { calendar: { homes } } });
  try {
    expect(crm.office.strapi.config.get('plugin::microsoft-sync.resources.calendar.homes[0].accepts')).toBe(accepts);
  } finally {
    await crm.close();
  }
});

describe('the demo', () => {
  const playground = path.join(repository, 'playground');
  const load = createRequire(__filename);
  const { seedDemo } = load(path.join(playground, 'src', 'demo')) as { seedDemo(strapi: unknown, variant: object): Promise<void> };
  const { variantOf, hideOtherTypes } = load(path.join(playground, 'variant.js')) as {
    variantOf(name?: string): { name: string; user: string; types: string[] };
    hideOtherTypes(strapi: unknown, variant: object): void;
  };

  it.each([
    ['crm', { [DEAL]: 4, [MEETING]: 6, [ACTIVITY]: 12, [TODO]: 0 }],
    ['members', { [DEAL]: 4, [MEETING]: 6, [ACTIVITY]: 12, [TODO]: 6 }],
    ['built-in', { [DEAL]: 0, [MEETING]: 0, [ACTIVITY]: 0, [TODO]: 0 }],
  ])('of %s fills an empty Strapi', async (name, counts) => {
    const variant = variantOf(name);
    const booted = await bootStrapi({ contentTypes: 'playground', config: { host: { user: variant.user } } });
    process.env['DEMO_PASSWORD'] = 'Demo-of-a-test-1';
    try {
      hideOtherTypes(booted.strapi, variant);
      await seedDemo(booted.strapi, variant);
      const found = Object.keys(counts).map(async (uid) => [uid, await booted.strapi.documents(uid as never).count({})]);
      expect(Object.fromEntries(await Promise.all(found))).toEqual(counts);
    } finally {
      delete process.env['DEMO_PASSWORD'];
      await booted.close();
    }
  });

  it('is the CRM where nothing else is said, and knows no other variants', () => {
    expect(variantOf()).toEqual(variantOf('crm'));
    expect(() => variantOf('shop')).toThrow('PLAYGROUND is "shop"');
  });
});
