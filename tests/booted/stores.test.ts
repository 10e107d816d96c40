import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLastingPauses } from '../../server/src/container/lasting-pauses';
import { sweep } from '../../server/src/directory/sweep';
import { createSql } from '../../server/src/host/sql';
import { createLeases } from '../../server/src/engine/lease/lease';
import { ownHome } from '../support/homes';
import { createLocalItems } from '../../server/src/storage/entries/local-items';
import { goOnWaking } from '../../server/src/engine/lease/wake-existing';
import { createKeptPauses } from '../../server/src/storage/sql/kept-pauses';
import { tables } from '../../server/src/storage/sql/models';
import { createSubscriptionStore } from '../../server/src/storage/sql/subscriptions';
import { createSyncStore } from '../../server/src/storage/sync-store';
import { bootStrapi, databases, type BootedStrapi } from '../support';
import { containerOf } from '../support/container';
import { describeSubscriptions } from '../support/contract-subscriptions';
import { newLink } from '../support/contract-links';
import { describeStores } from '../support/store-contract';

const EVENT = 'plugin::microsoft-sync.calendar-event';
const TASK = 'plugin::microsoft-sync.task';

describe.each(databases)('on %s', (database) => {
  let booted: BootedStrapi;
  let people: { ada: string; ben: string };
  beforeAll(async () => {
    booted = await bootStrapi({ database });
    const [ada, ben] = [await booted.createAdminUser({ email: 'ada@x.example' }), await booted.createAdminUser({ email: 'ben@x.example' })];
    people = { ada: ada.documentId, ben: ben.documentId };
  });
  afterAll(() => booted.close());

  // SQLite has one lock for all, and no two transactions at a time.
  it.skipIf(database === 'sqlite')('transactions of two people, whose rows lie between each other, do not wait in a circle', async () => {
    const sql = createSql(booted.strapi, { offsetMs: 0 });
    const store = createSyncStore(sql);
    const open = () => createLocalItems(booted.strapi, sql, { homes: [ownHome('tasks')], timeZone: 'UTC' });
    const [first = '', between = '', last = ''] = (
      await open().create(
        people.ada,
        ['1', '2', '3'].map((title) => ({ title })),
      )
    ).sort();
    let locked = 0;
    const update = async (documentIds: readonly string[], documentId: string) => {
      const items = open();
      const rows = await items.lockable(documentIds);
      await store.transaction(async () => {
        await items.lock(rows);
        locked += 1;
        while (locked < 2) await wait(5);
        await items.update(documentId, { title: 'changed' });
      });
    };
    await Promise.all([update([first, last], first), update([between], between)]);
    const rows = await open().read([first, between, last]);
    expect([first, between, last].map((id) => rows.get(id)?.row['title'] === 'changed')).toEqual([true, true, false]);
  });

  it('changes of links that are gone by now make no rows', async () => {
    const { strapi } = booted;
    const store = createSyncStore(createSql(strapi, { offsetMs: 0 }));
    const target = { user: people.ada, resource: 'calendar' } as const;
    const names = ['gone', 'gone too', 'here', 'here too'];
    await store.commit(target, { newLinks: names.map((name) => newLink({ documentId: name, microsoftId: name, isStaged: true })) });
    const links = await store.linksByMicrosoftId(target, names);
    const idOf = (name: string) => links.get(name)?.id ?? 0;
    await store.commit(target, { droppedLinks: [idOf('gone'), idOf('gone too')] });
    await store.commit(target, { linkChanges: names.map((name) => ({ id: idOf(name), changes: { isStaged: false } })) });
    expect(await store.staged(target, 10)).toEqual([]);
    const rows = await strapi.db.connection(tables.links).select('microsoft_id').orderBy('id');
    expect(rows.map((row) => row['microsoft_id'])).toEqual(['here', 'here too']);
    await store.commit(target, { droppedLinks: [idOf('here'), idOf('here too')] });
  });

  it('a start takes away what deletions that nobody saw have left, in every table, and nothing of whoever is there', async () => {
    const { strapi } = booted;
    const table = (name: string) => strapi.db.connection(name);
    const { tableOf, hostTables, config } = containerOf(strapi);
    const accounts = tableOf('plugin::microsoft-sync.account');
    const ofTargets = [tables.cursors, tables.links, tables.runs, tables.subscriptions];
    for (const name of [...ofTargets, tables.targets]) await table(name).delete();
    const [here, gone, left] = [`${people.ada}|calendar`, 'gone|calendar', `${people.ben}|calendar`];
    for (const name of ofTargets) await table(name).insert([here, gone, left].map((key) => ({ target_key: key })));
    for (const [key, user] of [[here, people.ada], [gone, 'gone']]) await table(tables.targets).insert({ target_key: key, user_id: user }); // prettier-ignore
    await table(accounts).insert([{ user_id: people.ada }, { user_id: 'gone-too' }]);
    const [mailboxes, organizationSettings, applications] = ['mailbox', 'organization-setting', 'application'].map((name) =>
      tableOf(`plugin::microsoft-sync.${name}`),
    ) as [string, string, string];
    await table(mailboxes).insert(
      [people.ada, 'gone-with-mailbox'].map((user) => ({ user_id: user, address: `${user}@x.example`, address_key: user })),
    );
    const { documentId: acme } = await strapi
      .documents('plugin::microsoft-sync.organization')
      .create({ data: { name: 'Acme', members: [] } as never });
    await table(organizationSettings).insert([acme, 'gone-organization'].map((id) => ({ organization_id: id })));
    await table(applications).insert(['system', `organization:${acme}`, 'organization:gone-too'].map((key) => ({ key })));
    await sweep({ sql: createSql(strapi, { offsetMs: 0 }), host: config.host, tableOf, tables: hostTables });
    for (const name of [...ofTargets, tables.targets]) expect([name, await table(name).pluck('target_key')]).toEqual([name, [here]]);
    expect(await table(accounts).pluck('user_id')).toEqual([people.ada]);
    expect(await table(mailboxes).pluck('user_id')).toEqual([people.ada]);
    expect(await table(organizationSettings).pluck('organization_id')).toEqual([acme]);
    expect((await table(applications).pluck('key')).sort()).toEqual([`organization:${acme}`, 'system']);
    for (const name of [...ofTargets, tables.targets, accounts, mailboxes, organizationSettings, applications]) await table(name).delete();
  });

  it('links of an earlier version, which kept no hash of the shared uid, are found by it, each by the index', async () => {
    const sql = createSql(booted.strapi, { offsetMs: 0 });
    const store = createSyncStore(sql);
    const target = { user: people.ada, resource: 'calendar' } as const;
    const names = Array.from({ length: 4 }, (_, at) => `of-an-earlier-version-${at}`);
    await store.commit(target, {
      newLinks: names.map((name) => newLink({ documentId: name, microsoftId: name, sharedUid: name })),
    });
    await booted.strapi.db.connection(tables.links).whereIn('shared_uid', names.slice(0, 2)).update({ uid_key: null });
    const asked: string[] = [];
    const note = ({ sql: text }: { sql: string }): void => void asked.push(text);
    booted.strapi.db.connection.on('query', note);
    const found = await store.linksBySharedUid(target, names.slice(1, 3));
    booted.strapi.db.connection.removeListener('query', note);
    expect(found.map(({ microsoftId }) => microsoftId).sort()).toEqual(names.slice(1, 3));
    if (database !== 'sqlite') return;
    const [statement = ''] = asked.filter((text) => text.includes('shared_uid'));
    const how = (await booted.strapi.db.connection.raw(
      `explain query plan ${statement}`,
      statement.match(/\?/g)?.map(() => 'x') ?? [],
    )) as {
      detail: string;
    }[];
    const searches = how.map(({ detail }) => detail).filter((detail) => detail.startsWith('S'));
    expect(searches).toHaveLength(2);
    for (const search of searches) expect(search).toMatch(/uid_key_idx \(target_key=\? AND uid_key=\?\)/);
  });

  describe('what processes know of each other', () => {
    const clock = { offsetMs: 0 };
    const process = () => createSql(booted.strapi, clock);
    const table = (name: string) => booted.strapi.db.connection(name);
    beforeEach(async () => {
      clock.offsetMs = 0;
      for (const name of [tables.pauses, tables.wakings, tables.subscriptions, tables.targets]) await table(name).delete();
    });

    it('a pause that one was asked for is kept until it is over, and the last word about it counts', async () => {
      const [one, other] = [createKeptPauses(process()), createKeptPauses(process())];
      await Promise.all([one.keep('mailbox:a', 30_000), other.keep('mailbox:b', 60_000), one.keep('mailbox:c', 5_000)]);
      await other.keep('mailbox:c', 90_000);
      const left = async () => new Map([...(await other.all())].sort().map(([name, ms]) => [name, Math.ceil(ms / 10_000)]));
      expect(await left()).toEqual(new Map([['mailbox:a', 3], ['mailbox:b', 6], ['mailbox:c', 9]])); // prettier-ignore
      clock.offsetMs = 31_000;
      expect([...(await left()).keys()]).toEqual(['mailbox:b', 'mailbox:c']);
      await one.keep('mailbox:d', 1_000); // clears away what is over
      expect(await table(tables.pauses).pluck('pause_key')).not.toContain('mailbox:a');
    });

    it('a claim tells that a pause was noted, by whichever process, and the mailbox is known to be paused before anything is asked', async () => {
      const target = { user: people.ada, resource: 'calendar' } as const;
      const log = { error: (message: string) => expect.unreachable(message) };
      const open = () => {
        const sql = process();
        const lasting = createLastingPauses({ sql, effects: { now: Date.now }, log });
        return { lasting, leases: createLeases(sql, async (users) => new Set(users), { pauseNoted: lasting.pauseNoted }) };
      };
      const [one, other] = [open(), open()];
      await other.leases.wake([target], { priority: 'interval' });
      await one.lasting.pauses.note('mailbox:a', 30_000);
      expect(other.lasting.pauses.leftMs('mailbox:a')).toBe(0);
      expect(await other.leases.claimAll([target], { onlyDue: true })).toHaveLength(1);
      expect(other.lasting.pauses.leftMs('mailbox:a')).toBeGreaterThan(25_000);
    });

    it('what one of all is to do is done by one, also where all begin at once, and by one again when its time has come', async () => {
      const all = Array.from({ length: 5 }, () => createKeptPauses(process()));
      const takers = async () => (await Promise.all(all.map((each) => each.takeTurn('connect', 10_000)))).filter(Boolean).length;
      expect(await takers()).toBe(1);
      expect(await takers()).toBe(0);
      clock.offsetMs = 11_000;
      expect(await takers()).toBe(1);
      expect(await takers()).toBe(0);
    });

    it('a turn that a clock which was ahead has given holds nobody up once it has been set back, one that a second more has given does', async () => {
      const kept = createKeptPauses(process());
      clock.offsetMs = 7_200_000;
      expect(await kept.takeTurn('mail ada', 10_000)).toBe(true);
      clock.offsetMs = 0;
      expect(await kept.takenOf(['mail ada'], 10_000)).toEqual(new Set());
      expect(await kept.takeTurn('mail ada', 10_000)).toBe(true);
      clock.offsetMs = -1_000;
      expect(await kept.takeTurn('mail ada', 10_000)).toBe(false);
      expect(await kept.takenOf(['mail ada'], 10_000)).toEqual(new Set(['mail ada']));
    });

    it('who is woken in parts is woken on, though whoever had begun it had a clock that was ahead and is gone', async () => {
      const row = { waking_key: 'ahead', claimed_until: Date.now() + 7_200_000, done_to: 0, before_them: 0, users: '["nobody"]' };
      await table(tables.wakings).insert(row);
      await goOnWaking(process(), () => false);
      expect(await table(tables.wakings).pluck('waking_key')).toEqual([]);
    });

    it('a turn is no pause: of these one is asked by name, for there may be one for each person', async () => {
      const kept = createKeptPauses(process());
      await kept.keep('mailbox:a', 30_000);
      await kept.takeTurn('mail ada', 30_000);
      expect([...(await kept.all()).keys()]).toEqual(['mailbox:a']);
      expect([...(await kept.takenOf(['mail ada', 'mail berta'], 30_000))]).toEqual(['mail ada']);
      clock.offsetMs = 31_000;
      expect(await kept.takenOf(['mail ada'], 30_000)).toEqual(new Set());
    });

    it('after a restart those are looked at sooner whom Microsoft tells of changes, and nobody who is at work or due anyway', async () => {
      const MINUTE = 60_000;
      const now = Date.now();
      const targets = Array.from({ length: 1_203 }, (_, at) => ({
        target_key: `p${at}|calendar`,
        user_id: `p${at}`,
        resource: 'calendar',
        attempts: 0,
        next_run_at: now + 240 * MINUTE,
        lease_token: at === 0 ? 'at work' : null,
      }));
      const subscriptions = targets.slice(0, 1_201).map(({ target_key: key }, at) => ({
        subscription_key: key,
        target_key: key,
        state: at === 1_200 ? 'refused' : 'live',
      }));
      for (const part of [0, 1, 2, 3, 4, 5, 6]) {
        await table(tables.targets).insert(targets.slice(part * 200, part * 200 + 200));
        if (part * 200 < subscriptions.length) await table(tables.subscriptions).insert(subscriptions.slice(part * 200, part * 200 + 200));
      }
      const leases = createLeases(process(), async (users) => new Set(users));
      await leases.lookSooner(() => false);
      const minutes = ((await table(tables.targets).orderBy('id').pluck('next_run_at')) as unknown[]).map(
        (at) => (Number(at) - now) / MINUTE,
      );
      const late = minutes.flatMap((of, at) => (of > 16 ? [at] : []));
      expect(late).toEqual([0, 1_200, 1_201, 1_202]); // at work, refused, and two that nobody tells of
      const soon = minutes.filter((of) => of <= 16);
      expect(new Set(soon.map(Math.floor)).size).toBeGreaterThan(12); // spread
    });
  });

  describeSubscriptions(async () => {
    for (const table of [tables.cursors, tables.subscriptions]) await booted.strapi.db.connection(table).delete();
    const clock = { offsetMs: 0 };
    const sql = createSql(booted.strapi, clock);
    return {
      store: createSyncStore(sql),
      subscriptions: createSubscriptionStore(sql),
      elsewhere: createSubscriptionStore(createSql(booted.strapi, clock)),
      advance: (milliseconds) => void (clock.offsetMs += milliseconds),
    };
  });

  describeStores('in the database', async () => {
    const { strapi } = booted;
    for (const table of Object.values(tables)) await strapi.db.connection(table).delete();
    for (const uid of [EVENT, TASK]) await strapi.db.query(uid as never).deleteMany({ where: {} });
    const clock = { offsetMs: 0 };
    const sql = createSql(strapi, clock);
    return {
      store: createSyncStore(sql),
      events: createLocalItems(strapi, sql, { homes: [ownHome('calendar')], timeZone: 'UTC' }),
      tasks: createLocalItems(strapi, sql, { homes: [ownHome('tasks')], timeZone: 'UTC' }),
      leases: createLeases(sql, async (users) => new Set(users)),
      ...people,
      advance: (milliseconds) => void (clock.offsetMs += milliseconds),
    };
  });
});
