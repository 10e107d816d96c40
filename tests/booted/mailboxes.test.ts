import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailboxPage, MailboxRule, MailboxVerdict, UserHead } from '../../src/contracts/http';
import { databases, type Person } from '../support';
import { containerOf } from '../support/container';
import { type ApplicationSite, openApplicationSite } from '../support/application-site';

const action = (name: string) => `plugin::microsoft-sync.${name}`;
const ME = [action('me.read'), action('me.update')];
const ACCOUNT = 'plugin::microsoft-sync.account';
const EVENT = 'plugin::microsoft-sync.calendar-event';

interface Answer {
  readonly status: number;
  readonly body: { readonly data: unknown; readonly error: { readonly message: string; readonly details: { readonly code: string } } };
}
interface Somebody {
  readonly person: Person;
  readonly user: string;
  ask(method: 'get' | 'put' | 'post', path: string, body?: object): Promise<Answer>;
}

describe.each(databases)('in application mode, on %s', (database) => {
  let site: ApplicationSite;
  let boss: Somebody;
  let count = 0;
  beforeAll(async () => {
    site = await openApplicationSite({ people: 60, boot: { database } });
    boss = await somebody({ permissions: [action('accounts.manage'), action('users.read')] });
  });
  afterAll(() => site.close());
  beforeEach(() => site.sandbox.requests.clear());

  async function somebody(of: { permissions?: string[]; email?: string } = {}): Promise<Somebody> {
    const person = await site.booted.createAdminUser({ permissions: ME, ...of });
    const token = await site.booted.adminToken(person);
    return {
      person,
      user: person.documentId,
      async ask(method, path, body) {
        const request = site.booted.request[method](path.startsWith('/admin/') ? path : `/microsoft-sync${path}`);
        const asked = request.set('Authorization', `Bearer ${token}`).set('Content-Type', 'application/json');
        return (await (body ? asked.send(JSON.stringify(body)) : asked)) as unknown as Answer;
      },
    };
  }
  /** The next mailbox, which nobody has yet. */
  const nextAddress = () => `person${(count += 1)}@sandbox.example`;
  const statusOf = (user: string) => site.services.accounts.status({ user });
  const mailboxOf = (user: string) => site.services.accounts.mailbox({ user });
  const assign = (user: string, address: string | null, by = boss) => by.ask('put', `/users/${user}/mailbox`, { address });
  const askedOf = (address: string) => site.sandbox.requests.entries.filter(({ path }) => path.includes(address.split('@')[0] ?? ''));

  it("whoever may do no more than see and connect their own account gets nobody's mailbox by changing their own address", async () => {
    const victim = nextAddress();
    const mallory = await somebody({ email: 'mallory@elsewhere.example' });
    site.sandbox.mailbox(victim).addEvent({ subject: 'Dismissals', ...soon() });
    expect((await mallory.ask('put', '/admin/users/me', { email: victim })).status).toBe(200);
    const verdicts = (await mallory.ask('post', '/me/check', {})).body.data as { step: string; ok: boolean; code: string }[];
    expect(verdicts.find(({ ok }) => ok === false)).toMatchObject({ step: 'mailbox', code: 'mailbox-not-assigned' });
    expect(await statusOf(mallory.user)).toMatchObject({ state: 'not-connected', mailbox: null });
    const { runs } = (await mallory.ask('post', '/me/sync', {})).body.data as { runs: { outcome: string }[] };
    expect(runs.map(({ outcome }) => outcome)).toEqual(['action-required', 'action-required']);
    expect((await mallory.ask('get', '/me/preview')).status).toBe(400);
    expect(await site.booted.strapi.db.query(EVENT).count()).toBe(0);
    expect(askedOf(victim)).toEqual([]);
  });

  it('an address that is changed after the mailbox was assigned changes nothing', async () => {
    const [own, victim] = [nextAddress(), nextAddress()];
    const mallory = await somebody({ email: own });
    expect((await assign(mallory.user, own)).status).toBe(200);
    expect(await statusOf(mallory.user)).toMatchObject({ state: 'connected', mailbox: { address: own } });
    await mallory.ask('put', '/admin/users/me', { email: victim });
    site.sandbox.requests.clear();
    await mallory.ask('post', '/me/check', {});
    await mallory.ask('post', '/me/sync', { full: true });
    expect(await statusOf(mallory.user)).toMatchObject({ state: 'connected', mailbox: { address: own } });
    expect(askedOf(victim)).toEqual([]);
    const { body } = await boss.ask('get', `/users/${mallory.user}`);
    expect(body.data).toMatchObject({ email: victim, mailbox: { assignment: { address: own, how: 'person', byName: 'Test Person 1' } } });
  });

  describe('assigning', () => {
    it.each([
      ['nobody', null, 401],
      ['somebody with all but the right', ['users.read', 'users.update', 'sync.run', 'settings.update', 'me.update'], 403],
      ['somebody with the right', ['accounts.manage'], 200],
    ])('%s', async (_, granted, status) => {
      const target = await somebody();
      const address = nextAddress();
      const one = { assignments: [{ user: target.user, address }] };
      const asker = granted && (await somebody({ permissions: granted.map(action) }));
      const routes = [
        ['put', `/users/${target.user}/mailbox`, { address }],
        ['post', '/mailboxes/preview', one],
        ['post', '/mailboxes', one],
        ['get', '/mailboxes', undefined],
        ['get', '/mailboxes/rule', undefined],
        ['put', '/mailboxes/rule', { attribute: null }],
      ] as const;
      for (const [method, path, body] of routes) {
        const answer = asker
          ? await asker.ask(method, path, body)
          : ((await site.booted.request[method](`/microsoft-sync${path}`).send(body)) as unknown as Answer);
        expect([path, answer.status]).toEqual([path, status]);
      }
      expect((await mailboxOf(target.user))?.address ?? null).toBe(status === 200 ? address : null);
    });

    it('is not for a role that reaches others only, nor for its holder', async () => {
      const [inside, outside, address] = [await somebody(), await somebody(), nextAddress()];
      const lead = await somebody({ permissions: [action('accounts.manage')] });
      await site.booted.strapi.db
        .query('plugin::microsoft-sync.organization')
        .create({ data: { name: 'Acme', members: [inside.person.id, lead.person.id], documentId: `acme${count}` } });
      const [permission] = (await site.booted.strapi.db
        .query('admin::permission')
        .findMany({ where: { action: action('accounts.manage'), role: { users: { id: lead.person.id } } } })) as { id: number }[];
      await site.booted.strapi.db.query('admin::permission').update({
        where: { id: permission?.id },
        data: { conditions: ['plugin::microsoft-sync.in-my-organization', 'plugin::microsoft-sync.is-me'] },
      });
      const refused = { status: 403, body: { error: { details: { code: 'out-of-reach' } } } };
      expect(await assign(outside.user, address, lead)).toMatchObject(refused);
      expect(await assign(lead.user, address, lead)).toMatchObject(refused);
      expect(await lead.ask('put', '/mailboxes/rule', { attribute: null })).toMatchObject(refused);
      const { body } = await lead.ask('post', '/mailboxes', {
        assignments: [outside, lead, inside].map(({ user }) => ({ user, address })),
      });
      expect((body.data as MailboxVerdict[]).map(({ verdict }) => verdict)).toEqual(['out-of-reach', 'out-of-reach', 'new']);
      expect(await mailboxOf(inside.user)).toMatchObject({ address, by: lead.user });
      const { items } = (await lead.ask('get', '/mailboxes')).body.data as MailboxPage;
      expect(items.map(({ id }) => id).sort()).toEqual([inside.user, lead.user].sort());
      // Whose a mailbox is that others have is not told either.
      const theirs = nextAddress();
      await assign(outside.user, theirs);
      const { body: weighed } = await lead.ask('post', '/mailboxes/preview', { assignments: [{ user: inside.user, address: theirs }] });
      expect(weighed.data).toMatchObject([{ verdict: 'taken', message: expect.stringContaining('somebody else') as string }]);
      const { body: taken } = await assign(inside.user, theirs, lead);
      expect(taken).toMatchObject({ error: { details: { code: 'mailbox-taken' } } });
      const { firstname, lastname } = outside.person;
      for (const said of [weighed, taken]) expect(JSON.stringify(said)).not.toContain(`${firstname} ${lastname}`);
    });

    it('never gives one mailbox to two people, also not at once, nor by another of its addresses', async () => {
      const [ada, ben, address] = [await somebody(), await somebody(), nextAddress()];
      const answers = await Promise.all([assign(ada.user, address), assign(ben.user, address.toUpperCase())]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      const [owner, other] = (await mailboxOf(ada.user)) ? [ada, ben] : [ben, ada];
      expect(await assign(other.user, ` ${address} `)).toMatchObject({
        status: 400,
        body: { error: { details: { code: 'mailbox-taken' } } },
      });
      expect(await mailboxOf(other.user)).toBeNull();
      // Another address of the same mailbox: only its answer shows it.
      await assign(other.user, nextAddress());
      const accounts = site.booted.strapi.db.query(ACCOUNT);
      const { mailboxId, mailboxIdKey } = (await accounts.findOne({ where: { userId: other.user } })) as Record<string, string>;
      await accounts.update({ where: { userId: owner.user }, data: { mailboxId, mailboxIdKey } });
      const bad = (await site.services.accounts.check({ user: other.user })).find(({ ok }) => ok === false);
      expect(bad).toMatchObject({ step: 'mailbox', code: 'mailbox-taken' });
      expect(await statusOf(other.user)).toMatchObject({ state: 'action-required', reason: 'mailbox-taken' });
      expect(await statusOf(owner.user)).toMatchObject({ state: 'connected' });
    });

    it('many: a preview says who gets what and who has it already, and does nothing; then the same is done', async () => {
      const people = [await somebody(), await somebody(), await somebody(), await somebody()] as const;
      const [first, second, third] = [nextAddress(), nextAddress(), nextAddress()];
      await assign(people[0].user, first);
      await assign(people[1].user, second);
      const assignments = [
        { user: people[0].user, address: first },
        { user: people[1].user, address: third },
        { user: people[2].user, address: first },
        { user: people[3].user, address: 'no address' },
        { user: 'nobody', address: nextAddress() },
        { user: people[2].user, address: second },
      ];
      const expected = ['same', 'changes', 'taken', 'invalid', 'invalid', 'invalid'];
      const preview = (await boss.ask('post', '/mailboxes/preview', { assignments })).body.data as MailboxVerdict[];
      expect(preview.map(({ verdict }) => verdict)).toEqual(expected);
      expect(preview[2]?.message).toContain(`${people[0].person.firstname} ${people[0].person.lastname}`);
      expect(await mailboxOf(people[1].user)).toMatchObject({ address: second });
      const done = (await boss.ask('post', '/mailboxes', { assignments })).body.data as MailboxVerdict[];
      expect(done.map(({ verdict, state }) => [verdict, state])).toEqual([
        ['same', 'connected'],
        ['changes', 'connected'],
        ...['taken', 'invalid', 'invalid', 'invalid'].map((verdict) => [verdict, null]),
      ]);
      expect(await statusOf(people[1].user)).toMatchObject({ mailbox: { address: third } });
      for (const body of [
        { assignments: [] },
        { assignments: [{ user: 'x' }] },
        { assignments: 'all' },
        { assignments: Array(101).fill(assignments[0]) },
      ])
        expect(await boss.ask('post', '/mailboxes', body)).toMatchObject({
          status: 400,
          body: { error: { details: { code: 'invalid-input' } } },
        });
    });

    it.each([
      '',
      ' ',
      'ada',
      '@sandbox.example',
      'a@b@c',
      'a b@c',
      '../me@x',
      'a@b/calendar',
      'a@b?x',
      `${'a'.repeat(251)}@b.c`,
      'a\u0000@b',
    ])('of %j, which is no address, is refused', async (address) => {
      const target = await somebody();
      expect(await assign(target.user, address)).toMatchObject({ status: 400, body: { error: { details: { code: 'invalid-input' } } } });
      expect(await mailboxOf(target.user)).toBeNull();
    });
  });

  it('a mailbox that is taken away, or given another address, ends what was connected; who did it and when is kept', async () => {
    const [ada, first, second] = [await somebody(), nextAddress(), nextAddress()];
    await assign(ada.user, first);
    site.sandbox.mailbox(first).addEvent({ subject: 'Of the first', ...soon() });
    await assign(ada.user, second);
    site.sandbox.requests.clear();
    await ada.ask('post', '/me/sync', {});
    expect(askedOf(first)).toEqual([]);
    expect(await statusOf(ada.user)).toMatchObject({ mailbox: { address: second } });
    await assign(ada.user, null);
    expect(await statusOf(ada.user)).toMatchObject({ state: 'action-required', reason: 'mailbox-not-assigned' });
    const { runs } = await site.services.sync.run({ user: ada.user });
    expect(runs.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(Array(2).fill('action-required mailbox-not-assigned'));
    const head = (await boss.ask('get', `/users/${ada.user}`)).body.data as UserHead;
    expect(head.mailbox?.changes.map(({ address, byName }) => [address, byName])).toEqual(
      [null, second, first].map((one) => [one, 'Test Person 1']),
    );
    const waiting = (await boss.ask('get', '/mailboxes?show=stopped')).body.data as MailboxPage;
    expect(waiting.items.map(({ id }) => id)).toContain(ada.user);
    await assign(ada.user, second);
    expect(await statusOf(ada.user)).toMatchObject({ state: 'connected', reason: null });
  });

  it('who disconnects keeps the assignment, and may connect that mailbox again but no other', async () => {
    const [ada, address] = [await somebody(), nextAddress()];
    await assign(ada.user, address);
    await ada.ask('post', '/me/disconnect', {});
    expect(await statusOf(ada.user)).toMatchObject({ state: 'not-connected' });
    await ada.ask('put', '/admin/users/me', { email: nextAddress() });
    await ada.ask('post', '/me/check', {});
    expect(await statusOf(ada.user)).toMatchObject({ state: 'connected', mailbox: { address } });
    expect((await ada.ask('get', '/me')).body.data).toMatchObject({ mailbox: { address } });
  });

  it('a rule over an attribute that its holder can write is refused, each with the reason', async () => {
    const { candidates } = (await boss.ask('get', '/mailboxes/rule')).body.data as MailboxRule;
    expect(candidates.map(({ attribute }) => attribute).sort()).toEqual(['email', 'firstname', 'lastname', 'preferedLanguage', 'username']);
    for (const attribute of [
      ...candidates.map((one) => one.attribute),
      'resetPasswordToken',
      'password',
      'isActive',
      'documentId',
      'nope',
      'constructor',
    ]) {
      const answer = await boss.ask('put', '/mailboxes/rule', { attribute });
      expect([attribute, answer.status, answer.body.error.details.code]).toEqual([attribute, 400, 'invalid-input']);
      expect(answer.body.error.message).not.toBe('');
    }
    for (const { problem } of candidates) expect(problem).toContain('Everybody can change');
  });

  describe('whoever is assigned a mailbox is connected without pressing anything', () => {
    const connectAssigned = () => containerOf(site.booted.strapi).accounts.connectAssigned();
    /** Without connecting at once, as while people still signed in. */
    const assignOnly = (user: string, address: string) =>
      containerOf(site.booted.strapi).mailboxes.assign({ user, address, how: 'plugin', by: null });

    it('in parts, and what is read first is due', async () => {
      const people: string[] = [];
      for (let at = 0; at < 23; at += 1) {
        const { user } = await somebody();
        await assignOnly(user, nextAddress());
        people.push(user);
      }
      const connected = async () => {
        const states = await Promise.all(people.map(async (user) => (await statusOf(user)).state));
        return states.filter((state) => state === 'connected').length;
      };
      await connectAssigned();
      expect(await connected()).toBeLessThan(23);
      await connectAssigned();
      expect(await connected()).toBe(23);
      expect(await site.container.leases.states({ users: people })).toHaveLength(46);
      site.sandbox.requests.clear();
      await connectAssigned();
      expect(site.sandbox.requests.entries).toEqual([]);
    });

    it('without a mailbox they have a state that says so, and are tried again after an hour', async () => {
      const { user } = await somebody();
      await assignOnly(user, 'nobody-has-this@sandbox.example');
      await connectAssigned();
      expect(await statusOf(user)).toMatchObject({ state: 'action-required', reason: 'no-mailbox', mailbox: null, connectedAt: null });
      site.sandbox.requests.clear();
      await connectAssigned();
      expect(askedOf('nobody-has-this')).toEqual([]);
      await site.booted.strapi.db.connection('microsoft_sync_accounts').where({ user_id: user }).update({ failure_at: 1 });
      await connectAssigned();
      expect(askedOf('nobody-has-this')).not.toEqual([]);
      const address = nextAddress();
      expect((await assign(user, address)).status).toBe(200);
      expect(await statusOf(user)).toMatchObject({ state: 'connected', mailbox: { address } });
      const other = await somebody();
      expect((await assign(other.user, 'nobody-has-that@sandbox.example')).status).toBe(200);
      expect(await statusOf(other.user)).toMatchObject({ state: 'action-required', reason: 'no-mailbox' });
      await assign(other.user, null);
      expect(await statusOf(other.user)).toMatchObject({ state: 'not-connected', reason: null });
    });

    it('whoever has disconnected stays so, until they are assigned anew', async () => {
      const [{ user }, address] = [await somebody(), nextAddress()];
      await assign(user, address);
      await site.services.accounts.disconnect({ user });
      await connectAssigned();
      expect(await statusOf(user)).toMatchObject({ state: 'not-connected' });
      await assignOnly(user, address);
      await connectAssigned();
      expect(await statusOf(user)).toMatchObject({ state: 'connected', mailbox: { address } });
    });
  });

  it('who is deleted leaves no assignment behind, and the mailbox is free again', async () => {
    const [ada, ben, address] = [await somebody(), await somebody(), nextAddress()];
    await assign(ada.user, address);
    await site.booted.strapi.service('admin::user').deleteById(ada.person.id);
    for (const table of ['microsoft_sync_mailboxes', 'microsoft_sync_mailbox_changes'])
      expect(await site.booted.strapi.db.connection(table).where({ user_id: ada.user })).toEqual([]);
    expect((await assign(ben.user, address)).status).toBe(200);
  });
});

const soon = () => ({
  start: { dateTime: new Date().toISOString().replace('Z', ''), timeZone: 'UTC' },
  end: { dateTime: new Date(Date.now() + 3_600_000).toISOString().replace('Z', ''), timeZone: 'UTC' },
});
