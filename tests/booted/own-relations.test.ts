import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownRoutes, type HomeMapping } from '../../src/contracts';
import { giveRole, memberToken, openOffice, type Office, type Person } from '../support';

const VISIT = 'api::visit.visit';
const NOTE = 'api::note.note';
const LEDGER = 'api::ledger.ledger';
const PERSON = 'plugin::users-permissions.user';

const load = createRequire(createRequire(import.meta.url).resolve('@strapi/strapi/package.json'));
const factories = `require(${JSON.stringify(load.resolve('@strapi/strapi'))}).factories`;
const apiOf = (name: string, config: object, attributes: object) => ({
  [`src/api/${name}/content-types/${name}/schema.json`]: JSON.stringify({
    kind: 'collectionType',
    collectionName: `${name}s`,
    info: { singularName: name, pluralName: `${name}s`, displayName: name },
    options: { draftAndPublish: false },
    attributes,
  }),
  [`src/api/${name}/controllers/${name}.js`]: `module.exports = ${factories}.createCoreController('api::${name}.${name}');`,
  [`src/api/${name}/services/${name}.js`]: `module.exports = ${factories}.createCoreService('api::${name}.${name}');`,
  [`src/api/${name}/routes/${name}.js`]: `module.exports = ${factories}.createCoreRouter('api::${name}.${name}', { config: ${JSON.stringify(config)} });`,
});
const text = { type: 'string' };
const relation = (kind: string, target: string, other: object = {}) => ({ type: 'relation', relation: kind, target, ...other });
const files = {
  ...apiOf('visit', ownRoutes(), {
    title: text,
    from: { type: 'datetime' },
    until: { type: 'datetime' },
    zone: text,
    rule: { type: 'text' },
    without: { type: 'json' },
    originally: { type: 'datetime' },
    whole: relation('manyToOne', VISIT, { inversedBy: 'parts' }),
    parts: relation('oneToMany', VISIT, { mappedBy: 'whole' }),
    assignee: relation('manyToOne', PERSON),
  }),
  ...apiOf('note', ownRoutes(), { title: text, ledger: relation('manyToOne', LEDGER, { inversedBy: 'notes' }) }),
  ...apiOf('ledger', ownRoutes({ owner: 'keeper' }), {
    name: text,
    notes: relation('oneToMany', NOTE, { mappedBy: 'ledger' }),
    keeper: relation('manyToOne', PERSON),
  }),
};
const visits: HomeMapping<'calendar'> = {
  name: 'visits',
  uid: VISIT,
  owner: 'assignee',
  fields: {
    subject: 'title',
    start: 'from',
    end: 'until',
    timeZone: 'zone',
    recurrence: 'rule',
    excludedDates: 'without',
    series: 'whole',
    originalStart: 'originally',
  },
};
const notes: HomeMapping<'tasks'> = { name: 'notes', uid: NOTE, owner: 'ledger.keeper', accepts: 'none', fields: { title: 'title' } };
const times = (day: number) => ({ from: `2026-06-0${day}T08:00:00.000Z`, until: `2026-06-0${day}T09:00:00.000Z`, zone: 'UTC' });

interface Made {
  documentId: string;
  [name: string]: unknown;
}

describe('relations between entries of different people, where each reaches their own alone', () => {
  let office: Office;
  let ada: string;
  let ben: Person;
  beforeAll(async () => {
    office = await openOffice({
      hostUser: PERSON,
      isConnected: false,
      boot: {
        files,
        config: {
          resources: { calendar: { homes: [visits] }, tasks: { homes: [notes] } },
          contentApi: { ownersOnly: [VISIT, NOTE, LEDGER] },
        },
      },
    });
    await office.services.resources.confirm();
    ben = await office.booted.createMember({ firstname: 'Ben', lastname: 'B', email: 'ben@elsewhere.example' });
    const actions = ['visit', 'note', 'ledger'].flatMap((name) =>
      ['find', 'findOne', 'create', 'update', 'delete'].map((action) => `api::${name}.${name}.${action}`),
    );
    const own = ['find', 'update', 'delete', 'editOccurrence', 'cancelOccurrence'].map((name) => `plugin::microsoft-sync.myEvents.${name}`);
    await giveRole(office.strapi, office.ada, [...actions, ...own, `${PERSON}.find`]);
    ada = await memberToken(office.strapi, office.ada);
  });
  afterAll(() => office.close());

  const documents = (uid: string) =>
    office.strapi.documents(uid as never) as unknown as {
      create(of: { data: object }): Promise<Made>;
      findOne(of: { documentId: string; populate: unknown }): Promise<Made | null>;
    };
  const make = (uid: string, data: object) => documents(uid).create({ data });
  const read = (uid: string, { documentId }: Made) => documents(uid).findOne({ documentId, populate: '*' });
  const ask = (method: 'post' | 'put' | 'delete', path: string, body?: object) => {
    const request = office.booted.request[method](`/api${path}`).set('Authorization', `Bearer ${ada}`);
    return body === undefined ? request : request.send(body);
  };

  let ofBen: Record<'series' | 'part' | 'ledger' | 'note', Made>;
  let own: Record<'series' | 'ledger', Made>;
  beforeEach(async () => {
    const series = await make(VISIT, { title: 'Ben’s', ...times(1), rule: 'FREQ=DAILY;COUNT=5', without: [], assignee: ben.documentId });
    const ledger = await make(LEDGER, { name: 'Ben’s', keeper: ben.documentId });
    ofBen = {
      series,
      part: await make(VISIT, {
        title: 'Ben’s other',
        ...times(2),
        originally: times(2).from,
        whole: series.documentId,
        assignee: ben.documentId,
      }),
      ledger,
      note: await make(NOTE, { title: 'Ben’s', ledger: ledger.documentId }),
    };
    own = {
      series: await make(VISIT, { title: 'Own', ...times(1), rule: 'FREQ=DAILY;COUNT=5', without: [], assignee: office.user }),
      ledger: await make(LEDGER, { name: 'Own', keeper: office.user }),
    };
  });
  const isUntouched = async () => {
    expect(await read(VISIT, ofBen.series)).toMatchObject({ without: [], parts: [{ documentId: ofBen.part.documentId }] });
    expect(await read(VISIT, ofBen.part)).toMatchObject({ title: 'Ben’s other', whole: { documentId: ofBen.series.documentId } });
    expect(await read(NOTE, ofBen.note)).toMatchObject({ ledger: { documentId: ofBen.ledger.documentId } });
  };

  it('take nothing away from anybody', async () => {
    const note = ofBen.note.documentId;
    for (const data of [
      { notes: [note] },
      { notes: { connect: [note] } },
      { notes: { set: [{ documentId: note }] } },
      { notes: [ofBen.note['id']] },
      { notes: [` ${String(ofBen.note['id'])}`] },
    ]) {
      expect([data, (await ask('put', `/ledgers/${own.ledger.documentId}`, { data })).status]).toEqual([data, 400]);
      expect([data, (await ask('post', '/ledgers', { data: { name: 'New', ...data } })).status]).toEqual([data, 400]);
    }
    for (const parts of [[ofBen.part.documentId], { connect: [{ documentId: ofBen.part.documentId }] }])
      expect((await ask('put', `/visits/${own.series.documentId}`, { data: { parts } })).status).toBe(400);
    await isUntouched();
  });

  it('put nothing into what is somebody else’s', async () => {
    const data = { title: 'Mine in his', ...times(3), originally: times(3).from, whole: ofBen.series.documentId };
    expect((await ask('post', '/visits', { data })).status).toBe(400);
    await isUntouched();
  });

  it('are one’s own to make', async () => {
    const note = await make(NOTE, { title: 'Own', ledger: own.ledger.documentId });
    const other = (await ask('post', '/ledgers', { data: { name: 'Other', notes: [note.documentId] } }).expect(201)).body.data as Made;
    expect(await read(NOTE, note)).toMatchObject({ ledger: { documentId: other.documentId } });
    const data = { title: 'Part', ...times(3), originally: times(3).from, whole: own.series.documentId };
    await ask('post', '/visits', { data }).expect(201);
  });

  it('let nobody change or cancel somebody else’s occurrence by an entry of their own', async () => {
    // Made by code, or before the type was closed.
    const mine = await make(VISIT, {
      title: 'Mine',
      ...times(3),
      originally: times(3).from,
      whole: ofBen.series.documentId,
      assignee: office.user,
    });
    await ask('delete', `/microsoft-sync/me/events/${mine.documentId}`).expect(204);
    expect(await read(VISIT, ofBen.series)).toMatchObject({ without: [] });
    const stray = await make(VISIT, {
      title: 'Ben’s stray',
      ...times(4),
      originally: times(4).from,
      whole: own.series.documentId,
      assignee: ben.documentId,
    });
    const place = `/microsoft-sync/me/events/${own.series.documentId}/occurrences/${times(4).from}`;
    await ask('put', place, { data: { subject: 'By Ada' } });
    expect(await read(VISIT, stray)).toMatchObject({ title: 'Ben’s stray' });
    await ask('delete', place);
    expect(await read(VISIT, stray)).toMatchObject({ title: 'Ben’s stray' });
  });
});
