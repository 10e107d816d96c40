import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSubscriptionStore } from '../../server/src/storage/sql/subscriptions';
import { databases } from '../support';
import { containerOf } from '../support/container';
import { remote } from '../support/events';
import { openToldOffice, type ToldOffice } from '../support/notices';

const HOUR = 3_600_000;
const lunch = (subject: string) => remote(subject, 96);

let office: ToldOffice;
const live = () =>
  vi.waitFor(() => expect(office.sandbox.notices.list('ada@sandbox.example')).toHaveLength(1), { timeout: 20_000, interval: 100 });
const rows = () => createSubscriptionStore(containerOf(office.strapi).sql).ofUser(office.user);
/** Its run has ended, and the next one is far. */
const settled = () =>
  vi.waitFor(
    async () => {
      const { nextRunAt } = (await containerOf(office.strapi).leases.states({ users: [office.user] }))[0] ?? {};
      expect(Date.parse(nextRunAt ?? '') - Date.now()).toBeGreaterThan(3 * HOUR);
    },
    { timeout: 20_000, interval: 200 },
  );
const subjects = async () => (await office.events()).map(({ subject }) => subject);
const runs = async () => (await office.services.sync.history({ user: office.user, resource: 'calendar' })).length;

describe.each(databases)('Microsoft tells of changes, on %s', (database) => {
  beforeAll(async () => {
    office = await openToldOffice({ boot: { database, config: { scheduler: { enabled: true } } } });
    await office.settings({ syncIntervalMinutes: 15 });
  }, 120_000);
  afterAll(() => office.close());

  beforeEach(async () => {
    office.sandbox.notices.behave({ copies: 1, delayMilliseconds: 0 });
    await live();
  });

  test('an event is here soon, and polling slows down meanwhile', async () => {
    await settled();
    office.mailbox.addEvent(lunch('Told'));
    const began = Date.now();
    await vi.waitFor(async () => expect(await subjects()).toContain('Told'), { timeout: 10_000, interval: 50 });
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('what is forged changes nothing and asks the database nothing', async () => {
    await settled();
    const before = await rows();
    const [one] = office.sandbox.notices.list('ada@sandbox.example');
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }) => void statements.push(sql);
    office.strapi.db.connection.on('query', listen);
    const forged = [
      { clientState: 'guessed', subscriptionId: one?.id },
      { clientState: `${before[0]?.name}.${'A'.repeat(43)}`, subscriptionId: one?.id, lifecycleEvent: 'subscriptionRemoved' },
      { clientState: { a: 1 }, subscriptionId: one?.id },
      {},
      null,
    ];
    const answers = await Promise.all(
      [{ value: forged }, { value: 'x' }, {}, '[]', 'not json'].map((body) => office.sandbox.notices.forge(office.address, body)),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    office.strapi.db.connection.off('query', listen);
    expect(answers.slice(0, 4)).toEqual([202, 202, 202, 202]);
    expect(statements.filter((sql) => sql.includes('microsoft_sync_subscriptions') && !sql.includes('next_at'))).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  test('what is too long is not read', async () => {
    expect(await office.sandbox.notices.forge(office.address, { value: 'x'.repeat(600_000) })).toBe(413);
  });

  test('a burst is one look, or two', async () => {
    const before = await runs();
    for (let at = 0; at < 30; at += 1) office.mailbox.addEvent(lunch(`Burst ${at}`));
    await vi.waitFor(async () => expect((await subjects()).filter((subject) => String(subject).startsWith('Burst'))).toHaveLength(30), {
      timeout: 20_000,
      interval: 100,
    });
    expect((await runs()) - before).toBeLessThanOrEqual(3);
  });

  test.each(['subscriptionRemoved', 'missed'] as const)(
    'after %s what nobody told comes in, and one subscription is there',
    async (event) => {
      office.sandbox.notices.behave({ copies: 0 });
      office.mailbox.addEvent(lunch(`Before ${event}`));
      office.sandbox.notices.lifecycle('ada@sandbox.example', event);
      await vi.waitFor(async () => expect(await subjects()).toContain(`Before ${event}`), { timeout: 20_000, interval: 100 });
      await live();
    },
  );

  test('the handshake gives the token back as plain text, with nothing that a browser would take for a page', async () => {
    const token = 'Validation: a <script>alert("1")</script> & more';
    const answer = await office.booted.request.post('/api/microsoft-sync/notifications').query({ validationToken: token });
    expect([answer.status, answer.type]).toEqual([200, 'text/plain']);
    expect(answer.text).toBe('Validation: a &#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; more');
    const long = await office.booted.request.post('/api/microsoft-sync/notifications').query({ validationToken: 'x'.repeat(3_000) });
    expect([long.status, long.text]).toEqual([400, '']);
  });

  test('Check Connection says so', async () => {
    const ofAll = (await office.services.application.check()).find(({ step }) => step === 'notifications');
    expect(ofAll).toMatchObject({ ok: true, message: expect.stringContaining('reaches') as string });
    const said = async () => (await office.services.accounts.check({ user: office.user })).find(({ step }) => step === 'notifications');
    expect(await said()).toMatchObject({ ok: true, message: 'Microsoft tells of changes at once (calendars and lists: 1).' });
  });

  test('switched off, Microsoft is to tell no more; switched on, again', async () => {
    await office.settings({ calendarEnabled: false });
    await vi.waitFor(() => expect(office.sandbox.notices.list()).toEqual([]), { timeout: 20_000, interval: 100 });
    await office.settings({ calendarEnabled: true });
    await live();
  });

  test('disconnected, nothing is left on either side', async () => {
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ state: 'live' }]), { timeout: 20_000, interval: 100 });
    await office.services.accounts.disconnect({ user: office.user });
    expect(office.sandbox.notices.list()).toEqual([]);
    expect(await rows()).toEqual([]);

    // Nor where Microsoft has made one of which nobody has heard yet.
    office.sandbox.faults.push({ method: 'POST', path: '/subscriptions', when: 'after', delayMilliseconds: 3_000 });
    await office.connect();
    await live();
    await office.services.accounts.disconnect({ user: office.user });
    await vi.waitFor(() => expect(office.sandbox.notices.list()).toEqual([]), { timeout: 20_000, interval: 100 });
    expect(await rows()).toEqual([]);
  });
});
