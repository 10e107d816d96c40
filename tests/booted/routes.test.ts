import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import { adminRoutes } from '../../server/src/routes/admin';
import { openOffice, type Office, type Person } from '../support';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly config: { readonly policies: readonly (string | { readonly config: { readonly actions: readonly string[] } })[] };
}
const routes: readonly (Route & { readonly name: string })[] = (adminRoutes as unknown as Route[]).map((route) => ({
  ...route,
  name: `${route.method} ${route.path}`,
}));
const permissionOf = ({ config }: Route): string =>
  config.policies.flatMap((policy) => (typeof policy === 'string' ? [] : policy.config.actions))[0] ?? '';
const permissions = [...new Set(routes.map(permissionOf))];

/** Somebody with exactly these permissions asks. */
type Ask = (route: { method: string; path: string }, of?: { token?: string; body?: unknown }) => Promise<Answer>;
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly data?: unknown;
    readonly error?: {
      readonly status: number;
      readonly details: { readonly code?: string; readonly errors?: readonly { readonly path: readonly string[] }[] };
    };
  };
}

const fetchItself = globalThis.fetch;

describe('the routes', () => {
  let office: Office;
  const everything = { answers: [] as string[], logs: [] as string[], secrets: new Set<string>() };
  const people = new Map<string, { person: Person; token: string }>();

  beforeAll(async () => {
    listenToTokens(everything.secrets);
    office = await openOffice();
    for (const level of ['error', 'warn', 'info', 'debug'] as const) {
      const log = office.strapi.log[level].bind(office.strapi.log) as (...of: unknown[]) => unknown;
      office.strapi.log[level] = ((...of: unknown[]) => (everything.logs.push(of.map(String).join(' ')), log(...of))) as never;
    }
  });
  afterEach(() => office.sandbox.faults.clear());
  afterAll(async () => {
    globalThis.fetch = fetchItself;
    await office.close();
  });

  const ask: Ask = async ({ method, path }, { token, body } = {}) => {
    const address = path.startsWith('/api/') ? path : `/microsoft-sync${path.replace(/:\w+/g, 'unknown')}`;
    const verb = method.toLowerCase() as 'get' | 'put' | 'post';
    let request = office.booted.request[verb](address);
    if (token !== undefined) request = request.set('Authorization', `Bearer ${token}`);
    if (body !== undefined)
      request = request.set('Content-Type', 'application/json').send(typeof body === 'string' ? body : JSON.stringify(body));
    const answer = await request;
    everything.answers.push(`${answer.text} ${JSON.stringify(answer.headers)}`);
    return answer as unknown as Answer;
  };
  const somebodyWith = async (...granted: string[]): Promise<{ person: Person; token: string }> => {
    const key = granted.join();
    const known = people.get(key);
    if (known) return known;
    const person = await office.booted.createAdminUser({ permissions: granted });
    const made = { person, token: await office.booted.adminToken(person) };
    people.set(key, made);
    return made;
  };

  describe.each(routes)('$name', (route) => {
    it('does not exist for nobody', async () => {
      expect((await ask(route)).status).toBe(401);
      expect((await ask(route, { token: 'forged' })).status).toBe(401);
    });
    it('is forbidden without its permission, even with every other', async () => {
      const { token } = await somebodyWith(...permissions.filter((one) => one !== permissionOf(route)));
      expect((await ask(route, { token, body: route.method === 'GET' ? undefined : {} })).status).toBe(403);
    });
    // Strapi reads no body of the others.
    it.skipIf(route.method === 'GET' || route.method === 'DELETE')(
      'answers bodies that are no JSON object with 400, and never breaks over anything',
      async () => {
        const { token } = await somebodyWith(permissionOf(route));
        for (const body of ['{"half":', 'null', '"text"', '5']) expect((await ask(route, { token, body })).status).toBe(400);
        for (const body of [
          [],
          [1],
          { nope: 1 },
          { state: {}, code: [] },
          { fields: 5 },
          { resource: { $ne: null } },
          { items: 'everything' },
          { __proto__: null, constructor: 1 },
        ])
          expect((await ask(route, { token, body })).status).toBeLessThan(500);
      },
    );
  });

  it.each<{ route: string; body?: unknown; data: unknown }>([
    { route: 'GET /settings/system', data: { fields: expect.any(Object), integrations: { calendar: true, tasks: false } } },
    {
      route: 'PUT /settings/system',
      body: { fields: { calendarPastDays: 31 }, integrations: { calendar: true } },
      data: { fields: { calendarPastDays: { own: 31 } } },
    },
    { route: 'GET /application', data: { clientSecret: { isSet: true } } },
    {
      route: 'PUT /application',
      body: { clientSecretExpiresAt: '2030-01-01' },
      data: { clientSecret: { isSet: true, expiresAt: '2030-01-01T00:00:00.000Z' } },
    },
    { route: 'GET /me', data: { account: { state: 'not-connected' }, application: { isConfigured: true, mode: 'delegated' } } },
    { route: 'GET /me/history', data: [] },
    { route: 'GET /me/settings', data: { fields: { syncIntervalMinutes: { own: null, source: 'default' } }, version: expect.any(String) } },
    {
      route: 'PUT /me/settings',
      body: { fields: { calendarFutureDays: 40 } },
      data: { fields: { calendarFutureDays: { own: 40, effective: 40, source: 'user' } } },
    },
    { route: 'POST /me/settings/impact', body: { fields: { calendarFutureDays: 41 } }, data: { people: 1, begins: 0, ends: 0 } },
    { route: 'POST /me/connect', data: { url: expect.stringContaining('/oauth2/v2.0/authorize?') } },
    { route: 'POST /me/check', data: expect.arrayContaining([expect.objectContaining({ step: 'sign-in' })]) },
    { route: 'POST /me/disconnect', body: { items: 'keep' }, data: { state: 'not-connected' } },
    { route: 'POST /me/sync', body: { resource: 'calendar', full: true }, data: { runs: [{ outcome: 'action-required' }] } },
  ])('$route works with its permission alone', async ({ route: name, body, data }) => {
    const route = routes.find((one) => one.name === name);
    if (!route) throw new Error(`There is no route ${name}.`);
    const { token } = await somebodyWith(permissionOf(route));
    const answer = await ask(route, { token, ...(body === undefined ? {} : { body }) });
    expect(answer).toMatchObject({ status: 200, body: { data } });
  });

  it.each<{ route: string; body: unknown; code: string; paths?: string[] }>([
    { route: 'PUT /settings/system', body: { fields: { calendarPastDays: 'many' } }, code: 'invalid-input', paths: ['calendarPastDays'] },
    { route: 'PUT /settings/system', body: { integrations: { email: true } }, code: 'invalid-input', paths: ['email'] },
    { route: 'PUT /settings/system', body: { nope: 1 }, code: 'invalid-input', paths: ['nope'] },
    { route: 'PUT /application', body: { clientId: 'x', nope: 1 }, code: 'invalid-input', paths: ['clientId', 'nope'] },
    { route: 'POST /me/connect/finish', body: {}, code: 'invalid-input', paths: ['code', 'state'] },
    {
      route: 'POST /me/connect/finish',
      body: { code: 1, state: {}, redirect: 'https://evil.example' },
      code: 'invalid-input',
      paths: ['code', 'state', 'redirect'],
    },
    { route: 'POST /me/connect/finish', body: { code: 'c', state: 'forged' }, code: 'sign-in-state-invalid' },
    { route: 'POST /me/connect/failed', body: { state: 'forged', error: 'access_denied' }, code: 'sign-in-state-invalid' },
    { route: 'POST /me/connect/failed', body: { error: 5 }, code: 'invalid-input', paths: ['error', 'state'] },
    { route: 'POST /me/disconnect', body: { items: 'everything' }, code: 'invalid-input', paths: ['items'] },
    { route: 'POST /me/disconnect', body: { user: 'somebody else' }, code: 'invalid-input', paths: ['user'] },
    { route: 'POST /me/sync', body: { resource: 'email' }, code: 'invalid-input', paths: ['resource'] },
    { route: 'POST /me/sync', body: { full: 'yes' }, code: 'invalid-input', paths: ['full'] },
    { route: 'GET /me/history?resource=email', body: undefined, code: 'invalid-input', paths: ['resource'] },
    { route: 'GET /me/collections?resource=email', body: undefined, code: 'invalid-input', paths: ['resource'] },
    { route: 'GET /me/collections?resource=tasks', body: undefined, code: 'not-connected' },
    { route: 'PUT /me/collections', body: {}, code: 'invalid-input', paths: ['resource', 'choice'] },
    { route: 'PUT /me/collections', body: { resource: 'email', choice: 'all' }, code: 'invalid-input', paths: ['resource'] },
    { route: 'PUT /me/collections', body: { resource: 'tasks', choice: 'some' }, code: 'invalid-input', paths: ['choice'] },
    { route: 'PUT /me/collections', body: { resource: 'tasks', choice: [{ $ne: null }] }, code: 'invalid-input', paths: ['choice'] },
    {
      route: 'PUT /me/collections',
      body: { resource: 'tasks', choice: 'all', user: 'somebody else' },
      code: 'invalid-input',
      paths: ['user'],
    },
    { route: 'PUT /me/collections', body: { resource: 'tasks', choice: 'all' }, code: 'not-connected' },
  ])('$route says of $body what is wrong: $code', async ({ route: name, body, code, paths }) => {
    const [method = '', path = ''] = name.split(' ');
    const { token } = await somebodyWith(...permissions);
    const answer = await ask({ method, path }, { token, body });
    expect(answer).toMatchObject({ status: 400, body: { error: { status: 400, details: { code } } } });
    if (paths) expect(answer.body.error?.details.errors?.map((problem) => problem.path.join('.')).sort()).toEqual([...paths].sort());
  });

  it.each(['-1', '0', '1e9', 'NaN', 'Infinity', 'many', '1.5', ''])('GET /me/history survives the limit %j', async (limit) => {
    const { token } = await somebodyWith('plugin::microsoft-sync.me.read');
    expect(await ask({ method: 'GET', path: `/me/history?limit=${limit}&limit=2&resource[$ne]=x` }, { token })).toMatchObject({
      status: 200,
    });
    expect(await ask({ method: 'GET', path: `/me/history?limit=${limit}` }, { token })).toMatchObject({ status: 200, body: { data: [] } });
  });

  it("'s me is always the one who asks: nobody finishes, reads or ends somebody else's connection", async () => {
    const stranger = await somebodyWith('plugin::microsoft-sync.me.read', 'plugin::microsoft-sync.me.update');
    const begun = await ask({ method: 'POST', path: '/me/connect' }, { token: await office.booted.adminToken(office.ada) });
    const back = (await completeSignIn((begun.body.data as { url: string }).url, { address: office.ada.email })).redirect?.searchParams;
    const answer = { code: back?.get('code'), state: back?.get('state') };
    expect(await ask({ method: 'POST', path: '/me/connect/finish' }, { token: stranger.token, body: answer })).toMatchObject({
      status: 400,
      body: { error: { details: { code: 'sign-in-state-invalid' } } },
    });
    expect(await ask({ method: 'GET', path: `/me?user=${office.user}` }, { token: stranger.token })).toMatchObject({
      body: { data: { account: { user: stranger.person.documentId, state: 'not-connected' } } },
    });
    expect(
      await ask({ method: 'GET', path: `/me/collections?resource=tasks&user=${office.user}` }, { token: stranger.token }),
    ).toMatchObject({ status: 400, body: { error: { details: { code: 'invalid-input', errors: [{ path: ['user'] }] } } } });
    expect((await ask({ method: 'POST', path: '/me/disconnect' }, { token: stranger.token, body: {} })).status).toBe(200);
    expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state: 'connected' });
    expect(
      await ask({ method: 'POST', path: '/me/connect/finish' }, { token: await office.booted.adminToken(office.ada), body: answer }),
    ).toMatchObject({ status: 200, body: { data: { state: 'connected' } } });
  });

  it('let nobody override what is locked above, and nobody write the settings of others', async () => {
    const { token, person } = await somebodyWith('plugin::microsoft-sync.me.read', 'plugin::microsoft-sync.me.update');
    await office.services.settings.write({ level: 'system' }, { locks: { calendarPastDays: true } });
    const put = (body: object) => ask({ method: 'PUT', path: '/me/settings' }, { token, body });
    expect(await put({ fields: { calendarPastDays: 3, tasksEnabled: true } })).toMatchObject({
      status: 400,
      body: { error: { details: { code: 'locked', errors: [{ path: ['calendarPastDays'], lockedBy: 'system' }] } } },
    });
    for (const body of [
      { fields: { locks: { tasksEnabled: true } } },
      { integrations: { tasks: true } },
      { user: office.user, fields: {} },
    ])
      expect(await put(body)).toMatchObject({ status: 400, body: { error: { details: { code: 'invalid-input' } } } });
    expect((await office.services.settings.read({ level: 'user', id: person.documentId })).fields.tasksEnabled.own).toBe(null);
    await office.services.settings.write({ level: 'system' }, { locks: { calendarPastDays: false } });
  });

  it('of the sign-in answers the same page to everybody, stored by nobody, and leads nowhere', async () => {
    const callback = (query: string) => ask({ method: 'GET', path: `/api/microsoft-sync/oauth/callback${query}` });
    const plain = await callback('');
    const odd = await callback(
      `?code=code-of-mallory&state=${encodeURIComponent('"><script>alert(1)</script>')}&error=oops&error_description=words-of-mallory&redirect_uri=https://evil.example&adminUrl=https://evil.example`,
    );
    expect(odd.text).toBe(plain.text);
    for (const answer of [plain, odd]) {
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-type': expect.stringMatching(/^text\/html/),
      });
      const policy = answer.headers['content-security-policy'] ?? '';
      expect(policy).toMatch(/default-src 'none'; script-src 'sha256-[^']+'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(answer.headers['location']).toBeUndefined();
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.text).not.toMatch(/mallory|evil/);
    }
  });

  it('let no secret out, whatever goes wrong: not in an answer, not in a log line, not in an error', async () => {
    const token = await office.booted.adminToken(office.ada);
    const post = (path: string, body: object = {}) => ask({ method: 'POST', path }, { token, body });
    const secret = 'another~secret.Value';
    await post('/me/check');
    await post('/me/sync', { full: true });
    for (const answer of [{ status: 500 }, { status: 401 }, { status: 200, body: 'nonsense' }]) {
      office.sandbox.faults.push({ path: '/me', times: 50, answer });
      await post('/me/check');
      await post('/me/sync');
      office.sandbox.faults.clear();
    }
    office.sandbox.faults.push({ path: '/token', times: 50, answer: { status: 500, body: '<html>' } });
    await post('/me/check');
    office.sandbox.faults.clear();
    const begun = await ask({ method: 'POST', path: '/me/connect' }, { token });
    await ask({ method: 'PUT', path: '/application' }, { token, body: { clientSecret: secret } });
    await post('/me/check');
    await post('/me/sync');
    await ask({ method: 'GET', path: '/me' }, { token });
    const back = (await completeSignIn((begun.body.data as { url: string }).url, { address: office.ada.email })).redirect?.searchParams;
    await post('/me/connect/finish', { code: back?.get('code') ?? '', state: back?.get('state') ?? '' });
    await office.services.accounts
      .finishConnect({ user: office.user, code: 'forged', state: 'forged' })
      .catch((error: unknown) => everything.logs.push(JSON.stringify(error), String((error as Error).stack)));
    await post('/me/disconnect', {});

    const known = [secret, 'office~test.secret-Value', 'the-key-of-the-tests-and-of-nothing-else', token, ...everything.secrets];
    for (const { password } of await office.strapi.db.query('admin::user').findMany({ select: ['id', 'password'] }))
      known.push(String(password));
    expect(everything.secrets.size).toBeGreaterThan(10);
    const said = [...everything.answers, ...everything.logs].join('\n');
    expect(known.filter((one) => one !== '' && said.includes(one)).map((one) => `${one.slice(0, 12)}…`)).toEqual([]);
    expect(said).not.toMatch(/"(?:password|resetPasswordToken|registrationToken|tokenCache|sealed)"/);
  });
});

/** Everything secret that goes to or comes from the token endpoint. */
function listenToTokens(secrets: Set<string>): void {
  const note = (text: unknown, names: readonly string[], read: (name: string) => unknown) => {
    for (const name of names) {
      const value = text === '' ? undefined : read(name);
      if (typeof value === 'string' && value.length > 8) secrets.add(value);
    }
  };
  globalThis.fetch = async (input, init) => {
    const answer = await fetchItself(input, init);
    if (String(input instanceof Request ? input.url : input).includes('/token')) {
      const sent = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
      note(init?.body, ['code', 'code_verifier', 'refresh_token', 'client_secret', 'client_assertion'], (name) => sent.get(name));
      const got = (await answer
        .clone()
        .json()
        .catch(() => ({}))) as Record<string, unknown>;
      note(got, ['access_token', 'refresh_token', 'id_token'], (name) => got[name]);
    }
    return answer;
  };
}
