import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSubscriptionStore } from '../../server/src/storage/sql/subscriptions';
import { databases } from '../support';
import { containerOf } from '../support/container';
import { remote } from '../support/events';
import { openToldOffice, type ToldOffice } from '../support/notices';

const MINUTE = 60_000;
const ada = 'ada@sandbox.example';
const lunch = remote('Lunch', 96);

let office: ToldOffice;
const only = async () => (await createSubscriptionStore(containerOf(office.strapi).sql).ofUser(office.user))[0];
const pass = (milliseconds: number) => {
  containerOf(office.strapi).clock.offsetMs += milliseconds;
  office.sandbox.clock.advance(milliseconds);
};
const nextInMinutes = async () => {
  const [state] = await containerOf(office.strapi).leases.states({ users: [office.user] });
  const now = await containerOf(office.strapi).now();
  return Math.round((Date.parse(state?.nextRunAt ?? '') - now) / MINUTE);
};

describe.each(databases)('a subscription, on %s', (database) => {
  beforeEach(async () => {
    office = await openToldOffice({ boot: { database } });
    await office.sync();
    await office.tend();
    await office.sync();
  }, 120_000);
  afterEach(() => office.close());

  test('one that is silent about what a run has found is made anew, and until then polling is as the settings say', async () => {
    const before = await only();
    expect([before?.state, await nextInMinutes()]).toEqual(['live', 240]);
    pass(10 * MINUTE);
    await office.sync();
    office.sandbox.notices.behave({ copies: 0 });
    office.mailbox.addEvent(lunch);
    pass(10 * MINUTE);
    await office.sync();
    expect([(await only())?.doubtedAt === null, await nextInMinutes()]).toEqual([false, 15]);
    pass(6 * MINUTE);
    await office.tend();
    const after = await only();
    expect([after?.state, after?.doubtedAt, after?.silences]).toEqual(['live', null, 1]);
    expect(after?.subscriptionId).not.toBe(before?.subscriptionId);
    expect(office.sandbox.notices.list(ada)).toHaveLength(1);
  });

  test('one whose notices only another key tells from others’ is made anew after a start', async () => {
    const before = await only();
    const [url = ''] = (before?.address ?? '').split('#');
    const store = createSubscriptionStore(containerOf(office.strapi).sql);
    await store.change([before?.key ?? ''], { address: `${url}#ofanotherkey` });
    await containerOf(office.strapi).notices.open();
    await office.tend();
    const after = await only();
    expect([after?.state, after?.address]).toEqual(['live', before?.address]);
    expect(after?.subscriptionId).not.toBe(before?.subscriptionId);
    expect(office.sandbox.notices.list(ada)).toHaveLength(1);
  });

  test('is renewed at half of its life, made anew where Microsoft has forgotten it, and polled meanwhile', async () => {
    const before = await only();
    pass(4_000 * MINUTE);
    await office.tend();
    expect((await only())?.expiresAt).toBe(before?.expiresAt);
    pass(1_600 * MINUTE);
    await office.tend();
    const renewed = await only();
    expect([renewed?.subscriptionId, (renewed?.expiresAt ?? 0) > (before?.expiresAt ?? 0)]).toEqual([before?.subscriptionId, true]);
    expect(office.sandbox.notices.forget(ada)).toBe(1);
    pass(5_600 * MINUTE);
    await office.tend();
    expect((await only())?.state).toBe('live');
    expect((await only())?.subscriptionId).not.toBe(before?.subscriptionId);
    expect(await nextInMinutes()).toBeLessThanOrEqual(0);
  });

  test('where Microsoft does not reach the address, that is said, and everything is fetched on schedule', async () => {
    office.sandbox.notices.forget(ada);
    office.sandbox.faults.push({
      method: 'POST',
      path: '/subscriptions',
      times: 10,
      answer: { status: 400, body: { error: { code: 'ValidationError', message: 'Subscription validation request failed.' } } },
    });
    pass(5_600 * MINUTE);
    await office.tend();
    expect((await only())?.reason).toBe('not-reached');
    await office.sync();
    expect(await nextInMinutes()).toBe(15);
    const said = (await office.services.accounts.check({ user: office.user })).find(({ step }) => step === 'notifications');
    expect([said?.ok, said?.code]).toEqual([false, 'notices-not-reached']);
    const ofAll = (await office.services.application.check()).find(({ step }) => step === 'notifications');
    expect([ofAll?.ok, ofAll?.code]).toEqual([false, 'notices-not-reached']);
    office.sandbox.faults.clear();
    pass(20 * MINUTE);
    await office.tend();
    expect((await only())?.state).toBe('live');
  });

  test('where Microsoft does not know calendars by their ids, the default one is told of by its other name', async () => {
    office.sandbox.notices.forget(ada);
    office.sandbox.faults.push({
      method: 'POST',
      path: '/subscriptions',
      answer: { status: 400, body: { error: { code: 'ExtensionError', message: 'Invalid resource specified in payload.' } } },
    });
    pass(5_600 * MINUTE);
    await office.tend();
    expect([(await only())?.state, office.sandbox.notices.list(ada)[0]?.resource]).toEqual(['live', 'me/events']);
  });

  test('one whose answer was lost is not doubled', async () => {
    office.sandbox.notices.forget(ada);
    office.sandbox.faults.push({ method: 'POST', path: '/subscriptions', drop: true, when: 'after' });
    pass(5_600 * MINUTE);
    await office.tend();
    pass(30 * MINUTE);
    await office.tend();
    expect([(await only())?.state, office.sandbox.notices.list(ada).length]).toEqual(['live', 1]);
    expect((await only())?.subscriptionId).toBe(office.sandbox.notices.list(ada)[0]?.id);
  });

  test('after a restart whoever is told of changes is looked at within a quarter of an hour: what was told meanwhile nobody knows', async () => {
    expect(await nextInMinutes()).toBe(240);
    const { leases } = containerOf(office.strapi);
    await leases.lookSooner(() => false);
    expect(await nextInMinutes()).toBeLessThanOrEqual(15);
    await office.sync();
    expect(await nextInMinutes()).toBe(240); // and from then on as before
    office.sandbox.notices.behave({ copies: 0 });
    await createSubscriptionStore(containerOf(office.strapi).sql).change([(await only())?.key ?? ''], { state: 'refused' });
    await leases.lookSooner(() => false);
    expect(await nextInMinutes()).toBe(240); // whoever is not told is looked at as the settings say anyway
  });

  test('one that wants a new permission is renewed at once, and a calendar of somebody else’s is fetched on schedule', async () => {
    const before = await only();
    office.sandbox.requests.clear();
    office.sandbox.notices.lifecycle(ada, 'reauthorizationRequired');
    await expect.poll(async () => (await only())?.isAskedAgain).toBe(true);
    await office.tend();
    const after = await only();
    expect([after?.subscriptionId, after?.state, after?.isAskedAgain]).toEqual([before?.subscriptionId, 'live', false]);
    const asked = office.sandbox.requests.entries.flatMap(({ method, path }) => (path.includes('/subscriptions/') ? [method] : []));
    expect(asked).toEqual(['PATCH']);

    office.mailbox.addCalendar('Theirs', { owner: { name: 'Ben', address: 'ben@sandbox.example' } });
    await office.services.sync.chooseCollections({ user: office.user, resource: 'calendar', choice: 'all' });
    await office.sync();
    await office.tend();
    expect(office.sandbox.notices.list(ada)).toHaveLength(1);
    await office.sync();
    expect(await nextInMinutes()).toBe(15);
  });
});
