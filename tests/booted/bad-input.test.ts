import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import { bootStrapi, EVENT, openOffice, type Office } from '../support';
import { containerOf } from '../support/container';

const HOUR = 3_600_000;
const soon = (hours: number): string => new Date(Math.floor(Date.now() / HOUR) * HOUR + hours * HOUR).toISOString();
const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });
const none = { created: 0, updated: 0, deleted: 0 };

/** What a caller of a service or of a route gets to see of an error. */
interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly details: { readonly code?: string; readonly errors?: readonly { readonly path: readonly string[]; readonly message: string }[] };
}
const refusalOf = async (work: () => Promise<unknown>): Promise<Refusal> => {
  try {
    await work();
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('It was taken.');
};
const pathsOf = ({ details }: Refusal): string[] => (details.errors ?? []).map(({ path }) => path.join('.'));

describe('the configuration', () => {
  it('that is wrong stops the start with one line per problem, each naming its key and none showing a value', async () => {
    const config = {
      hosts: 1,
      host: { user: 'api::customer.customer', members: 5 },
      microsoft: {
        cloud: { authority: 'http://login.evil.example', graph: 'https://graph.example.com', token: 'x' },
        secret: 'tell-nobody',
      },
      publicUrl: 'javascript:alert(1)',
      encryptionKeys: 'tell-nobody',
      resources: [],
      scheduler: { tickSeconds: '1', concurrency: 0, role: 'sometimes', engine: 'redis' },
    };
    const { message } = await refusalOf(() => bootStrapi({ config }));
    const lines = message.split('\n').filter((line) => line.startsWith('microsoft-sync: '));
    const keys = lines.map((line) => line.split(' ')[1]).sort();
    expect(keys).toEqual(
      [
        'config.encryptionKeys',
        'config.host.members',
        'config.host.user',
        'config.hosts',
        'config.microsoft.cloud.authority',
        'config.microsoft.cloud.token',
        'config.microsoft.secret',
        'config.publicUrl',
        'config.resources',
        'config.scheduler.concurrency',
        'config.scheduler.engine',
        'config.scheduler.role',
        'config.scheduler.tickSeconds',
      ].sort(),
    );
    expect(message).not.toContain('tell-nobody');
  });
});

describe('settings, application and sign-in', () => {
  let office: Office;
  let token: string;
  beforeAll(async () => {
    office = await openOffice({ isConnected: false });
    token = await office.booted.adminToken(office.ada);
  });
  afterAll(() => office.close());
  const put = (path: string, body: unknown) =>
    office.booted.request
      .put(`/microsoft-sync${path}`)
      .set('Authorization', `Bearer ${token}`)
      .set('Content-Type', 'application/json')
      .send(JSON.stringify(body));
  const post = (path: string, body: unknown) =>
    office.booted.request
      .post(`/microsoft-sync${path}`)
      .set('Authorization', `Bearer ${token}`)
      .set('Content-Type', 'application/json')
      .send(JSON.stringify(body));

  it.each<{ patch: unknown; paths: string[] }>([
    { patch: { calendarPastDays: '30' }, paths: ['calendarPastDays'] },
    { patch: { calendarPastDays: -1, calendarFutureDays: 731 }, paths: ['calendarPastDays', 'calendarFutureDays'] },
    { patch: { syncIntervalMinutes: 1.5 }, paths: ['syncIntervalMinutes'] },
    { patch: { syncIntervalMinutes: 0 }, paths: ['syncIntervalMinutes'] },
    { patch: { calendarEnabled: 'yes', calendarDirection: 'sideways' }, paths: ['calendarEnabled', 'calendarDirection'] },
    { patch: { tasksConflictResolution: ['ask'] }, paths: ['tasksConflictResolution'] },
    { patch: { nope: 1, constructor: 2, documentId: 'x' }, paths: ['nope', 'constructor', 'documentId'] },
    { patch: { locks: { nope: true, calendarEnabled: 'yes' } }, paths: ['locks.nope', 'locks.calendarEnabled'] },
    { patch: { locks: [] }, paths: ['locks'] },
  ])('$patch is refused, field by field, by service and route alike, and changes nothing', async ({ patch, paths }) => {
    const before = await office.services.settings.read({ level: 'system' });
    const refusal = await refusalOf(() => office.services.settings.write({ level: 'system' }, patch as never));
    expect(refusal).toMatchObject({ name: 'ValidationError', details: { code: 'invalid-input' } });
    expect(pathsOf(refusal)).toEqual(paths);
    const answer = await put('/settings/system', { fields: patch, integrations: { tasks: true } });
    expect(answer).toMatchObject({ status: 400, body: { error: { details: { code: 'invalid-input' } } } });
    expect(pathsOf(answer.body.error)).toEqual(paths);
    expect(await office.services.settings.read({ level: 'system' })).toEqual(before);
  });

  it.each([{ patch: null }, { patch: undefined }, { patch: 'all' }, { patch: 5 }, { patch: [] }])(
    '$patch is no patch of settings or integrations',
    async ({ patch }) => {
      for (const write of [
        () => office.services.settings.write({ level: 'system' }, patch as never),
        () => office.services.settings.writeIntegrations(patch as never),
      ])
        expect(await refusalOf(write)).toMatchObject({ name: 'ValidationError', details: { code: 'invalid-input' } });
    },
  );

  it.each<{ scope: unknown; code: string }>([
    { scope: undefined, code: 'invalid-input' },
    { scope: null, code: 'invalid-input' },
    { scope: 'system', code: 'invalid-input' },
    { scope: { level: 'galaxy' }, code: 'invalid-input' },
    { scope: { level: 'user' }, code: 'unknown-user' },
    { scope: { level: 'user', id: { $ne: null } }, code: 'unknown-user' },
    { scope: { level: 'user', id: 'nobody' }, code: 'unknown-user' },
    { scope: { level: 'organization', id: 5 }, code: 'unknown-organization' },
    { scope: { level: 'organization', id: { $ne: null } }, code: 'unknown-organization' },
  ])('the scope $scope is refused with $code', async ({ scope, code }) => {
    expect((await refusalOf(() => office.services.settings.read(scope as never))).details).toMatchObject({ code });
    expect((await refusalOf(() => office.services.settings.write(scope as never, { calendarPastDays: 5 }))).details).toMatchObject({
      code,
    });
  });

  it.each<{ patch: unknown; paths: string[] }>([
    { patch: null, paths: [''] },
    { patch: [], paths: [''] },
    { patch: { clientId: 'not-a-guid' }, paths: ['clientId'] },
    { patch: { clientId: 5, tenantId: {}, mode: 'both' }, paths: ['clientId', 'tenantId', 'mode'] },
    { patch: { clientSecret: '' }, paths: ['clientSecret'] },
    { patch: { clientSecret: '6c6f63a1-0000-4000-8000-00000000c1d0' }, paths: ['clientSecret'] },
    { patch: { clientSecret: 'x'.repeat(1001) }, paths: ['clientSecret'] },
    {
      patch: { certificate: { privateKey: 'none', thumbprintSha256: '12' } },
      paths: ['certificate.privateKey', 'certificate.thumbprintSha256'],
    },
    { patch: { clientSecretExpiresAt: 'tomorrow' }, paths: ['clientSecretExpiresAt'] },
    { patch: { redirectUri: 'https://evil.example/', source: 'system' }, paths: ['redirectUri', 'source'] },
    { patch: { mode: 'application', tenantId: 'common' }, paths: ['tenantId'] },
  ])('the application $patch is refused, field by field, and changes nothing', async ({ patch, paths }) => {
    const before = await office.services.application.read();
    const refusal = await refusalOf(() => office.services.application.write(patch as never));
    expect(refusal).toMatchObject({ name: 'ValidationError', details: { code: 'invalid-input' } });
    expect(pathsOf(refusal)).toEqual(paths);
    const answer = await put('/application', patch);
    expect(answer.status).toBe(400);
    expect(await office.services.application.read()).toEqual(before);
  });

  describe('a sign-in', () => {
    const begin = async () => {
      const { url } = await office.services.accounts.beginConnect({ user: office.user });
      const back = (await completeSignIn(url, { address: 'ada@sandbox.example' })).redirect?.searchParams ?? new URLSearchParams();
      return { code: back.get('code') ?? '', state: back.get('state') ?? '' };
    };
    const invalid = { code: 'sign-in-state-invalid' };
    const finish = async (of: object) =>
      (await refusalOf(() => office.services.accounts.finishConnect({ user: office.user, ...of } as never))).details;

    it.each<{ what: string; state: unknown }>([
      { what: 'empty', state: '' },
      { what: 'forged', state: 'forged' },
      { what: 'endless', state: 'x'.repeat(100_000) },
      { what: 'a number', state: 5 },
      { what: 'null', state: null },
      { what: 'absent', state: undefined },
      { what: 'a condition', state: { $ne: null } },
      { what: 'a list', state: ['a'] },
    ])('whose state is $what connects nothing', async ({ state }) => {
      const { code } = await begin();
      expect(await finish({ code, state })).toMatchObject(invalid);
      expect(await post('/me/connect/finish', { code, state })).toMatchObject({ status: 400 });
      expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state: 'not-connected' });
    });

    it('that somebody else began cannot be finished, neither by service nor by route', async () => {
      const ben = await office.booted.createAdminUser({ email: 'ben@sandbox.example' });
      const { code, state } = await begin();
      expect(await finish({ user: ben.documentId, code, state })).toMatchObject(invalid);
      const asBen = await office.booted.request
        .post('/microsoft-sync/me/connect/finish')
        .set('Authorization', `Bearer ${await office.booted.adminToken(ben)}`)
        .send({ code, state });
      expect(asBen).toMatchObject({ status: 400, body: { error: { details: invalid } } });
      expect(await office.services.accounts.status({ user: ben.documentId })).toMatchObject({ state: 'not-connected' });
    });

    it('with a forged code says to begin again, and its state is used up', async () => {
      const { code, state } = await begin();
      expect(await finish({ code: 'forged', state })).toMatchObject({ code: 'sign-in-failed' });
      expect(await finish({ code, state })).toMatchObject(invalid);
    });

    it('that took more than ten minutes has expired', async () => {
      const { clock } = containerOf(office.strapi);
      const { code, state } = await begin();
      clock.offsetMs = 11 * 60_000;
      try {
        expect(await finish({ code, state })).toMatchObject(invalid);
      } finally {
        clock.offsetMs = 0;
      }
    });

    it('works once', async () => {
      const { code, state } = await begin();
      expect(await office.services.accounts.finishConnect({ user: office.user, code, state })).toMatchObject({ state: 'connected' });
      expect(await finish({ code, state })).toMatchObject(invalid);
      expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state: 'connected' });
    });
  });

  it.each([{ user: undefined }, { user: null }, { user: 5 }, { user: 'nobody' }, { user: { $ne: null } }])(
    'the user $user is unknown to every service',
    async ({ user }) => {
      const { accounts, sync, calendar, settings } = office.services;
      const asked: (() => Promise<unknown>)[] = [
        () => accounts.status({ user } as never),
        () => accounts.beginConnect({ user } as never),
        () => accounts.finishConnect({ user, code: 'c', state: 's' } as never),
        () => accounts.graph({ user } as never),
        () => sync.run({ user } as never),
        () => sync.history({ user } as never),
        () => calendar.occurrences({ user, from: soon(0), to: soon(1) } as never),
        () => settings.resolve({ user } as never),
      ];
      for (const ask of asked) expect((await refusalOf(ask)).details).toMatchObject({ code: 'unknown-user' });
    },
  );
});

describe('what people enter', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());
  const held = () => office.services.held.list({ user: office.user });
  const rowOf = (subject: string) => office.strapi.db.query(EVENT).findOne({ where: { subject } });
  const remoteOf = (subject: string) => office.mailbox.listEvents().find((event) => event['subject'] === subject);
  const expectRest = async () => {
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ strapi: none, microsoft: none });
  };

  it.each([
    '<script>alert(1)</script>',
    '<b>bold</b> & "quoted" \'text\' &amp;',
    '{{constructor}} ${x} %s %j',
    '𝔘nicode 🗓️ \u202e rtl',
    "'; drop table microsoft_sync_links; --",
  ])('the subject %j is text on both sides', async (subject) => {
    await office.createEvent({ subject, location: subject, start: soon(24), end: soon(25) });
    office.mailbox.addEvent({ subject: `${subject} there`, start: graphTime(26), end: graphTime(27) });
    expect(await office.sync()).toMatchObject({ strapi: { ...none, created: 1 }, microsoft: { ...none, created: 1 }, held: 0 });
    expect(remoteOf(subject)).toMatchObject({ subject, location: { displayName: subject } });
    expect(await rowOf(`${subject} there`)).toMatchObject({ subject: `${subject} there` });
    await expectRest();
  });

  it.each<{ what: string; data: Record<string, unknown>; says: string; code?: string }>([
    { what: 'a zone that nobody knows', data: { timeZone: 'Mars/Phobos' }, says: 'Mars/Phobos' },
    { what: 'an end before the start', data: { end: soon(20) }, says: '"end" is before "start"' },
    { what: 'a body of 5 MB', data: { body: 'x'.repeat(5_000_000) }, says: 'Shorten it', code: 'too-large' },
    { what: 'categories that are no list', data: { categories: { a: 1 } }, says: '"categories"' },
  ])(
    'a new entry with $what is held with its reason, stays as it is, and goes on when it is put right',
    async ({ what, data, says, code = 'invalid-value' }) => {
      const { documentId } = await office.createEvent({ subject: what, start: soon(30), end: soon(31), ...data });
      expect(await office.sync()).toMatchObject({ microsoft: none, held: 1 });
      expect(await held()).toMatchObject([{ code, title: what, message: expect.stringContaining(says) }]);
      expect(remoteOf(what)).toBeUndefined();
      await expectRest();
      expect(await held()).toHaveLength(1);
      await office.updateEvent(documentId, { timeZone: 'Europe/Berlin', end: soon(31), body: 'short', categories: [] });
      expect(await office.sync()).toMatchObject({ microsoft: { ...none, created: 1 } });
      expect(await held()).toEqual([]);
      await expectRest();
    },
  );

  it.each<{ what: string; data: Record<string, unknown> }>([
    { what: 'an unknown zone in an entry', data: { timeZone: 'Mars/Phobos' } },
    { what: 'an end before a start in an entry', data: { end: soon(20) } },
    { what: 'a body of 5 MB in an entry', data: { body: 'x'.repeat(5_000_000) } },
  ])(
    "$what that is linked holds the entry's edits, loses none of either side, and goes on when it is put right",
    async ({ what, data }) => {
      office.mailbox.addEvent({ subject: what, start: graphTime(40), end: graphTime(41) });
      await office.sync();
      const { documentId } = (await rowOf(what)) as { documentId: string };
      await office.updateEvent(documentId, { ...data, showAs: 'oof' });
      expect(await office.sync()).toMatchObject({ microsoft: none, held: 1 });
      office.mailbox.changeEvent(String(remoteOf(what)?.['id']), { location: { displayName: 'From there' } });
      expect(await office.sync()).toMatchObject({ microsoft: none });
      await expectRest();
      await office.updateEvent(documentId, { timeZone: 'UTC', end: soon(42), body: 'short' });
      await office.sync();
      await office.sync();
      expect(remoteOf(what)).toMatchObject({ showAs: 'oof', location: { displayName: 'From there' } });
      expect(await rowOf(what)).toMatchObject({ showAs: 'oof', location: 'From there', body: 'short', end: soon(42) });
      expect(await held()).toEqual([]);
      await expectRest();
    },
  );

  it('a body of 5 MB in Microsoft stays there whole, whatever is edited in Strapi', async () => {
    const content = 'y'.repeat(5_000_000);
    const contentOf = () => (remoteOf('Long')?.['body'] as { content: string }).content;
    office.mailbox.addEvent({ subject: 'Long', start: graphTime(50), end: graphTime(51), body: { contentType: 'text', content } });
    const whole = contentOf();
    expect(whole).toContain(content);
    expect(await office.sync()).toMatchObject({ strapi: { ...none, created: 1 } });
    await expectRest();
    const { documentId } = (await rowOf('Long')) as { documentId: string };
    await office.updateEvent(documentId, { location: 'Attic' });
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, updated: 1 } });
    await office.updateEvent(documentId, { body: 'mine' });
    await office.sync();
    expect(contentOf() === whole).toBe(true);
    expect(remoteOf('Long')).toMatchObject({ location: { displayName: 'Attic' } });
    expect(await office.services.conflicts.list({ user: office.user, decided: true })).toMatchObject([
      { fields: ['body'], strapi: { body: 'mine' } },
    ]);
    await expectRest();
  });

  it("a body of 5 MB over HTTP is refused by Strapi's own limit, and stores nothing", async () => {
    const token = await office.booted.adminToken(office.ada);
    const before = await office.strapi.db.query(EVENT).count();
    const answer = await office.booted.request
      .post(`/content-manager/collection-types/${EVENT}`)
      .set('Authorization', `Bearer ${token}`)
      .send({ subject: 'Too long', start: soon(60), end: soon(61), body: 'x'.repeat(5_000_000) });
    expect(answer.status).toBe(413);
    expect(await office.strapi.db.query(EVENT).count()).toBe(before);
  });

  it('a zone that only Microsoft knows survives edits on both sides', async () => {
    const { id } = office.mailbox.addEvent({
      subject: 'Elsewhere',
      start: { dateTime: soon(70).replace('Z', ''), timeZone: 'tzone://Microsoft/Utc' },
      end: { dateTime: soon(71).replace('Z', ''), timeZone: 'tzone://Microsoft/Utc' },
    });
    await office.sync();
    expect(await rowOf('Elsewhere')).toMatchObject({ start: soon(70), timeZone: 'UTC' });
    await office.updateEvent(String((await rowOf('Elsewhere'))?.documentId), { location: 'Somewhere' });
    await office.sync();
    expect(office.mailbox.getEvent(String(id))).toMatchObject({ location: { displayName: 'Somewhere' } });
    await expectRest();
  });
});
