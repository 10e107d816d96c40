import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/index';
import { bootStrapi, EVENT, openOffice, type Office } from '../support';
import { startStubGraph } from '../support/stub-graph';
import { containerOf } from '../support/container';

const HOUR = 3_600_000;
const soon = (hours: number): string => new Date(Math.floor(Date.now() / HOUR) * HOUR + hours * HOUR).toISOString();
const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });
const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in to the network</title>' };
const every = { times: 1000 };
const delta = '/calendarView/delta';
const unavailable = { outcome: 'delayed', state: 'delayed', reason: 'microsoft-unavailable' };

/** Whatever Microsoft answers: a clear outcome, an account that says what to do, and the next run heals everything. */
describe('Microsoft answers badly', () => {
  let office: Office;
  let count = 0;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());
  beforeEach(() => void (count += 1));
  afterEach(() => office.sandbox.faults.clear());

  const named = (what: string) => `${what} ${count}`;
  const rowOf = async (subject: string) => {
    const row = await office.strapi.db.query(EVENT).findOne({ where: { subject } });
    return String(row?.documentId);
  };
  const remoteOf = (subject: string) => String(office.mailbox.listEvents().find((event) => event['subject'] === subject)?.['id']);

  /** On each side an event that is new, one that is changed and one that is deleted, and nothing of it synchronized yet. */
  const editBothSides = async () => {
    for (const what of ['changed here', 'deleted here', 'changed there', 'deleted there', 'quiet'])
      office.mailbox.addEvent({ subject: named(what), start: graphTime(24), end: graphTime(25) });
    expect(await office.sync()).toMatchObject({ outcome: 'completed' });
    await office.createEvent({ subject: named('made here'), start: soon(26), end: soon(27) });
    office.mailbox.addEvent({ subject: named('made there'), start: graphTime(28), end: graphTime(29) });
    await office.updateEvent(await rowOf(named('changed here')), { location: 'Attic' });
    office.mailbox.changeEvent(remoteOf(named('changed there')), { location: { displayName: 'Cellar' } });
    await office.deleteEvent(await rowOf(named('deleted here')));
    office.mailbox.deleteEvent(remoteOf(named('deleted there')));
  };
  const expectNothingLost = async () => {
    const wanted = [
      [named('changed here'), 'Attic'],
      [named('changed there'), 'Cellar'],
      [named('made here'), ''],
      [named('made there'), ''],
      [named('quiet'), ''],
    ];
    const mine = (events: readonly (readonly [unknown, unknown])[]) =>
      events.filter(([subject]) => String(subject).endsWith(` ${count}`)).sort();
    const rows = await office.strapi.db.query(EVENT).findMany({});
    expect(mine(rows.map(({ subject, location }) => [subject, location ?? '']))).toEqual(wanted);
    expect(
      mine(office.mailbox.listEvents().map(({ subject, location }) => [subject, (location as { displayName: string }).displayName])),
    ).toEqual(wanted);
  };
  const expectRest = async () => {
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state: 'connected', reason: null });
    expect(await office.services.held.list({ user: office.user })).toEqual([]);
  };

  const page = (body: object) => ({ status: 200, body });
  const error = (status: number, code: string) => ({ status, body: { error: { code, message: 'Of the service.' } } });

  it.each<{ what: string; fault: Fault; outcome: string; state: string; reason: string | null }>([
    { what: 'a page of HTML', fault: { ...every, answer: html }, ...unavailable },
    { what: '{}', fault: { ...every, answer: page({}) }, ...unavailable },
    { what: 'a page whose value is no list', fault: { ...every, answer: page({ value: 'all of it' }) }, ...unavailable },
    { what: 'a page without any link', fault: { ...every, answer: page({ value: [] }) }, ...unavailable },
    { what: 'a list instead of a page', fault: { ...every, answer: { status: 200, body: '[]' } }, ...unavailable },
    { what: 'JSON that is cut off', fault: { ...every, answer: { status: 200, body: '{"value":[{"id":"x","sub' } }, ...unavailable },
    { what: 'an empty 200', fault: { ...every, answer: { status: 200 } }, ...unavailable },
    { what: 'an empty 204', fault: { ...every, answer: { status: 204 } }, ...unavailable },
    {
      what: 'a redirect to elsewhere',
      fault: { ...every, answer: { status: 302, headers: { location: 'https://elsewhere.example/' } } },
      ...unavailable,
    },
    {
      what: '401',
      fault: { ...every, answer: error(401, 'InvalidAuthenticationToken') },
      outcome: 'action-required',
      state: 'action-required',
      reason: 'sign-in-expired',
    },
    {
      what: '403',
      fault: { ...every, answer: error(403, 'ErrorAccessDenied') },
      outcome: 'action-required',
      state: 'action-required',
      reason: 'scope-missing',
    },
    {
      what: '404 of a mailbox that is not there',
      fault: { ...every, answer: error(404, 'MailboxNotEnabledForRESTAPI') },
      outcome: 'action-required',
      state: 'action-required',
      reason: 'no-mailbox',
    },
    { what: '500', fault: { ...every, answer: error(500, 'generalException') }, ...unavailable },
    { what: '503', fault: { ...every, answer: error(503, 'serviceNotAvailable') }, ...unavailable },
    { what: '504', fault: { ...every, answer: error(504, 'UnknownError') }, ...unavailable },
    { what: 'no answer: the connection is cut', fault: { ...every, drop: true }, ...unavailable },
    // These are healed within the run itself.
    { what: '410 once', fault: { answer: error(410, 'SyncStateNotFound') }, outcome: 'completed', state: 'connected', reason: null },
    {
      what: '429 once, with a short wait',
      fault: { answer: { ...error(429, 'TooManyRequests'), headers: { 'retry-after': '1' } } },
      outcome: 'completed',
      state: 'connected',
      reason: null,
    },
    { what: '500 once', fault: { answer: error(500, 'generalException') }, outcome: 'completed', state: 'connected', reason: null },
    { what: 'a cut connection once', fault: { drop: true }, outcome: 'completed', state: 'connected', reason: null },
    {
      what: '401 once',
      fault: { answer: error(401, 'InvalidAuthenticationToken') },
      outcome: 'completed',
      state: 'connected',
      reason: null,
    },
  ])('$what for the list of changes loses nothing', async ({ fault, outcome, state, reason }) => {
    await editBothSides();
    office.sandbox.faults.push({ method: 'GET', path: delta, ...fault });
    const report = await office.sync();
    expect(report.outcome).toBe(outcome);
    expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state, reason });
    office.sandbox.faults.clear();
    await office.sync();
    await expectNothingLost();
    await expectRest();
  });

  it.each([
    { what: 'an event without an id', value: [{ subject: 'Nobody', start: graphTime(2), end: graphTime(3) }] },
    { what: 'an event without a start', value: [{ id: 'no-start', subject: 'Nowhen' }] },
    {
      what: 'things that are no events',
      value: [null, 42, 'event', [], { '@removed': {} }, { id: 7 }, { id: 'unknown', '@removed': { reason: 'deleted' } }],
    },
  ])('$what on a page holds only itself', async ({ value }) => {
    await editBothSides();
    const link = `${office.sandbox.graph}/v1.0/me${delta}?$deltatoken=not-of-this-world`;
    office.sandbox.faults.push({ method: 'GET', path: delta, answer: page({ value, '@odata.deltaLink': link }) });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 0, updated: 0, deleted: 0 } });
    const ids = value.flatMap((one) => (typeof one === 'object' && one !== null && 'id' in one ? [one.id] : []));
    const gone = ids.map((id) => ({ id, '@removed': { reason: 'deleted' } }));
    office.sandbox.faults.push({ method: 'GET', path: delta, answer: page({ value: gone, '@odata.deltaLink': link }) });
    await office.sync();
    await office.sync();
    await expectNothingLost();
    expect((await office.strapi.db.query(EVENT).findMany({})).map(({ subject }) => subject)).not.toContain('Nobody');
    await expectRest();
  });

  it.each(['@odata.nextLink', '@odata.deltaLink'])(
    'a %s to a foreign host is not followed, no token goes there, and the next run reads on',
    async (name) => {
      const foreign = await listenForTokens();
      try {
        await editBothSides();
        office.sandbox.faults.push({
          method: 'GET',
          path: delta,
          answer: page({ value: [], [name]: `${foreign.address}/v1.0/me${delta}?$skiptoken=1` }),
        });
        await office.sync();
        await office.sync();
        await office.sync();
        expect(foreign.requests).toEqual([]);
        await expectNothingLost();
        await expectRest();
      } finally {
        await foreign.close();
      }
    },
  );

  it('next links without end are given up, and the next run reads on', async () => {
    await editBothSides();
    const link = `${office.sandbox.graph}/v1.0/me${delta}?$skiptoken=again`;
    office.sandbox.faults.push({ method: 'GET', path: delta, ...every, answer: page({ value: [], '@odata.nextLink': link }) });
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'microsoft-unavailable' });
    office.sandbox.faults.clear();
    // That very round never ends; another one does.
    office.sandbox.faults.push({ method: 'GET', path: 'skiptoken=again', ...every, answer: page({ value: [], '@odata.nextLink': link }) });
    await office.sync();
    await expectNothingLost();
    await expectRest();
  });

  const writes: Record<string, Fault> = {
    'a create': { method: 'POST', path: /\/me\/events$/ },
    'an update': { method: 'PATCH', path: /\/me\/events\// },
    'a deletion': { method: 'DELETE', path: /\/me\/events\// },
    'the whole batch': { method: 'POST', path: /\$batch$/ },
  };
  const parts = ['a create', 'an update', 'a deletion'];
  const answers: { what: string; fault: Fault }[] = [
    { what: '500 before the effect', fault: { answer: error(500, 'generalException') } },
    { what: '500 after the effect', fault: { answer: error(500, 'generalException'), when: 'after' } },
    { what: '503 before the effect', fault: { answer: error(503, 'serviceNotAvailable') } },
    { what: '504 after the effect', fault: { answer: error(504, 'UnknownError'), when: 'after' } },
    { what: '409 before the effect', fault: { answer: error(409, 'ErrorIrresolvableConflict') } },
    { what: '412 before the effect', fault: { answer: error(412, 'ErrorIrresolvableConflict') } },
    { what: '429 with a short wait', fault: { answer: { ...error(429, 'TooManyRequests'), headers: { 'retry-after': '1' } } } },
    { what: '401', fault: { answer: error(401, 'InvalidAuthenticationToken') } },
    { what: 'an empty 204 after the effect', fault: { answer: { status: 204 }, when: 'after' } },
    { what: 'an empty 204 before the effect', fault: { answer: { status: 204 } } },
    { what: '{} after the effect', fault: { answer: page({}), when: 'after' } },
    { what: 'HTML after the effect', fault: { answer: html, when: 'after' } },
    { what: 'HTML before the effect', fault: { answer: html } },
    { what: 'JSON that is cut off, after the effect', fault: { answer: { status: 200, body: '{"id":"AAMk' }, when: 'after' } },
  ];
  const cuts: { what: string; fault: Fault }[] = [
    { what: 'the connection cut before the effect', fault: { drop: true } },
    { what: 'the connection cut after the effect', fault: { drop: true, when: 'after' } },
  ];
  const cases = [
    ...answers.flatMap(({ what, fault }) => [
      // That nothing was deleted cannot be told from a 204, which is the very answer of a deletion.
      { what, fault, of: fault.answer?.status === 204 && fault.when !== 'after' ? parts.slice(0, 2) : parts },
      { what, fault, of: ['the whole batch'] },
    ]),
    ...cuts.flatMap(({ what, fault }) => [...parts, 'the whole batch'].map((one) => ({ what, fault, of: [one] }))),
  ];
  it.each(cases)('$what for $of loses and doubles nothing', async ({ fault, of }) => {
    await editBothSides();
    for (const one of of) office.sandbox.faults.push({ ...writes[one], ...fault });
    await office.sync();
    expect(office.sandbox.faults.pending).toEqual([]);
    await office.sync();
    await expectNothingLost();
    await expectRest();
  });
});

describe('Microsoft asks for a long pause', () => {
  it('is left in peace for as long as it asked, and by whoever starts anew after that nothing is missing', async () => {
    const office = await openOffice();
    try {
      office.mailbox.addEvent({ subject: 'From there', start: graphTime(24), end: graphTime(25) });
      await office.createEvent({ subject: 'From here', start: soon(26), end: soon(27) });
      office.sandbox.faults.push({ method: 'GET', path: delta, answer: { status: 429, headers: { 'retry-after': '3600' } } });
      expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'throttled' });
      expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state: 'delayed', reason: 'throttled' });

      office.mailbox.resetCounters();
      expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'throttled' });
      expect(office.mailbox.counters().requests).toBe(0);
      const [row] = await office.services.sync.status({ user: office.user });
      expect(Date.parse(row?.nextSyncAt ?? '')).toBeGreaterThan(Date.now() + 3_000_000);

      await office.booted.close({ keep: true });
      const { authority, graph } = office.sandbox;
      const again = await bootStrapi({ directory: office.booted.directory, config: { microsoft: { cloud: { authority, graph } } } });
      try {
        const { sync, effects, clock } = containerOf(again.strapi);
        office.mailbox.resetCounters();
        expect((await sync.run({ user: office.user, resource: 'calendar' })).runs).toMatchObject([
          { outcome: 'delayed', reason: 'throttled' },
        ]);
        expect(office.mailbox.counters().requests).toBe(0);
        effects.now = () => Date.now() + 3_601_000; // the pause is over, by this process's clock and by the database's
        clock.offsetMs = 3_601_000;
        expect((await sync.run({ user: office.user, resource: 'calendar' })).runs).toMatchObject([
          { outcome: 'completed', strapi: { created: 1 }, microsoft: { created: 1 } },
        ]);
        expect((await sync.run({ user: office.user, resource: 'calendar' })).runs).toMatchObject([{ outcome: 'nothing-to-do' }]);
      } finally {
        await again.close();
      }
    } finally {
      await office.close();
    }
  });
});

describe('Microsoft has no end', () => {
  it('next links that are always new, and lead to nothing, are given up too', { timeout: 60_000 }, async () => {
    let asked = 0;
    const endless = await startStubGraph(({ path }, graph) => {
      if (path.startsWith(`/me${delta}`))
        return { body: { value: [], '@odata.nextLink': `${graph}/v1.0/me${delta}?$skiptoken=${(asked += 1)}` } };
      if (path.startsWith('/me/mailboxSettings')) return { body: { timeZone: 'UTC' } };
      return { body: { id: 'calendar', name: 'Calendar', mail: 'ada@sandbox.example' } };
    });
    const office = await openOffice({ graph: endless.graph });
    try {
      expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'microsoft-unavailable' });
      expect(asked).toBeLessThan(1_000);
    } finally {
      await office.close();
      await endless.close();
    }
  });
});

/** A server that nobody has any business with. */
async function listenForTokens(): Promise<{ address: string; requests: unknown[]; close(): Promise<void> }> {
  const requests: unknown[] = [];
  const server = http.createServer((incoming, outgoing) => {
    requests.push([incoming.method, incoming.url, incoming.headers.authorization]);
    outgoing.end('{"value":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
