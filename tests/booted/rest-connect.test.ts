import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import { memberRoutes } from '../../server/src/routes/content-api';
import { giveRole, memberToken, openOffice, remote, type Office, type Person } from '../support';

const everyAction = memberRoutes.map(({ handler }) => `plugin::microsoft-sync.${handler}`);
const FRONT_END = 'https://app.example.com';
const page = `${FRONT_END}/mailbox`;

describe('signing in from a front end', () => {
  let office: Office;
  let ada: string;
  let ben: { person: Person; token: string };

  beforeAll(async () => {
    office = await openOffice({
      hostUser: 'plugin::users-permissions.user',
      isConnected: false,
      boot: { files: {}, config: { frontEnds: [FRONT_END] } },
    });
    const person = await office.booted.createMember({ firstname: 'Ben', lastname: 'Babbage', email: 'ben@sandbox.example' });
    for (const one of [office.ada, person]) await giveRole(office.strapi, one, everyAction);
    ada = await memberToken(office.strapi, office.ada);
    ben = { person, token: await memberToken(office.strapi, person) };
  });
  afterAll(() => office.close());

  const post = (token: string, path: string, body: object) =>
    office.booted.request.post(`/api/microsoft-sync/me${path}`).set('Authorization', `Bearer ${token}`).send(body);
  const begin = async (token: string, more: object = {}): Promise<string> =>
    (await post(token, '/connect', { returnTo: page, ...more }).expect(200)).body.data.url;
  /** As a browser goes: Microsoft's pages, Strapi's callback, and the front end, which reads its fragment. */
  async function goThrough(url: string, choice: Parameters<typeof completeSignIn>[1]): Promise<Record<string, string>> {
    const { redirect } = await completeSignIn(url, choice);
    const callback = await office.booted.request.get(`${redirect?.pathname}${redirect?.search}`).expect(303);
    expect(callback.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(callback.headers['set-cookie']).toBeUndefined();
    const [at, fragment] = String(callback.headers['location']).split('#');
    return { at: at ?? '', ...Object.fromEntries(new URLSearchParams(fragment)) };
  }
  const stateOf = async (person: { documentId: string }) => (await office.services.accounts.status({ user: person.documentId })).state;

  it('leads back with code and state, and whoever began it ends it, once', async () => {
    const { at, code, state } = await goThrough(await begin(ada), { address: 'ada@sandbox.example' });
    expect(at).toBe(page);
    expect(await stateOf(office.ada)).toBe('not-connected'); // nothing counts before it is finished
    expect((await post(ada, '/connect/finish', { code, state }).expect(200)).body.data).toMatchObject({
      user: office.user,
      state: 'connected',
      mailbox: { address: 'ada@sandbox.example' },
    });
    expect((await post(ada, '/connect/finish', { code, state }).expect(400)).body.error.details.code).toBe('sign-in-state-invalid');
  });

  it('nobody lends their mailbox: what somebody else has begun cannot be finished by the one who signed in', async () => {
    const { code, state } = await goThrough(await begin(ben.token), { address: 'ada@sandbox.example' });
    expect((await post(ada, '/connect/finish', { code, state }).expect(400)).body.error.details.code).toBe('sign-in-state-invalid');
    await office.services.accounts.disconnect({ user: office.user });
    // Nor does a code fit a sign-in of one's own: the verifier is that of another.
    const own = new URL(await begin(ada)).searchParams.get('state');
    expect((await post(ada, '/connect/finish', { code, state: own }).expect(400)).body.error.details.code).toBe('sign-in-failed');
    expect([await stateOf(office.ada), await stateOf(ben.person)]).toEqual(['not-connected', 'not-connected']);
  });

  it('the same mailbox again is the same account, with what was synchronized', async () => {
    const connect = async () => {
      const { code, state } = await goThrough(await begin(ada), { address: 'ada@sandbox.example' });
      await post(ada, '/connect/finish', { code, state }).expect(200);
    };
    await connect();
    office.mailbox.addEvent(remote('Stand-up', 96));
    await office.sync();
    const before = (await office.events()).map(({ documentId }) => documentId);
    await connect();
    expect(await office.sync()).toMatchObject({ strapi: { created: 0, updated: 0, deleted: 0 }, microsoft: { created: 0 } });
    expect((await office.events()).map(({ documentId }) => documentId)).toEqual(before);
  });

  it('says in one of a few words what was declined, and changes nothing', async () => {
    const { at, code, error } = await goThrough(await begin(ben.token), { address: 'ben@sandbox.example', decision: 'cancel' });
    expect([at, code, error]).toEqual([page, undefined, 'declined']);
    expect(await stateOf(ben.person)).toBe('not-connected');
  });

  it.each([
    'https://evil.example/',
    'https://app.example.com.evil.example/',
    'http://app.example.com/',
    'javascript:alert(1)',
    'blob:https://app.example.com/x',
    '/mailbox',
    `${page}#state=x`,
    '',
  ])('never leads to %s', async (returnTo) => {
    expect((await post(ada, '/connect', { returnTo }).expect(400)).body.error.details).toMatchObject({
      code: 'invalid-input',
      errors: [{ path: ['returnTo'] }],
    });
  });

  it('lets a person choose what is synchronized, unless that is locked', async () => {
    const { settings } = office.services;
    const scope = { level: 'user', id: ben.person.documentId } as const;
    await begin(ben.token, { resources: ['tasks'] });
    const { fields } = await settings.read(scope);
    expect([fields.calendarEnabled, fields.tasksEnabled].map(({ own, effective }) => [own, effective])).toEqual([
      [false, false],
      [true, true],
    ]);
    await settings.write({ level: 'system' }, { locks: { calendarEnabled: true } });
    await settings.write(scope, { tasksEnabled: null, calendarEnabled: null });
    expect((await post(ben.token, '/connect', { returnTo: page, resources: ['tasks'] }).expect(400)).body.error.details).toMatchObject({
      code: 'locked',
      errors: [{ path: ['calendarEnabled'], lockedBy: 'system' }],
    });
    await begin(ben.token, { resources: ['calendar', 'tasks'] });
    for (const resources of ['calendar', ['email'], [5], { 0: 'calendar' }])
      expect((await post(ben.token, '/connect', { returnTo: page, resources }).expect(400)).body.error.details.code).toBe('invalid-input');
  });

  it('is for the living: whoever was blocked or deleted meanwhile finishes nothing', async () => {
    const { code, state } = await goThrough(await begin(ben.token), { address: 'ben@sandbox.example' });
    const people = office.strapi.db.query('plugin::users-permissions.user');
    await people.update({ where: { id: ben.person.id }, data: { blocked: true } });
    await post(ben.token, '/connect/finish', { code, state }).expect(401);
    await people.delete({ where: { id: ben.person.id } });
    await post(ben.token, '/connect/finish', { code, state }).expect(401);
    await office.booted.request.get(`/api/microsoft-sync/oauth/callback?code=c&state=${state}`).expect(200); // nobody's any more: the plain page
  });

  it('is not tried over and over', async () => {
    const answers: number[] = [];
    for (let times = 0; times < 25; times += 1)
      answers.push((await post(ada, '/connect/finish', { code: 'guess', state: 'guess' })).status);
    expect(answers.at(-1)).toBe(429);
    expect((await post(ada, '/connect', { returnTo: page }).expect(429)).headers['retry-after']).toMatch(/^\d+$/);
  });
});
