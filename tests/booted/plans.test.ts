import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '@strapi/types';
import { wakeUnblocked } from '../../server/src/engine/schedule/wake-unblocked';
import { createAccountStore } from '../../server/src/accounts';
import { createKeptPauses } from '../../server/src/storage/sql/kept-pauses';
import { createSubscriptionStore } from '../../server/src/storage/sql/subscriptions';
import { databases, EVENT } from '../support';
import { type ApplicationSite, type Connected, openApplicationSite } from '../support/application-site';
import { containerOf } from '../support/container';
import type { DatabaseClient } from '../support/database';
import { type Planned, plansOf, scanned } from '../support/plans';

const PEOPLE = 100_000;
/** Of what else there is: enough for a database to prefer an index. */
const OTHERS = 20_000;
/** What there is one of for each person. */
const ofPeople: readonly string[] = [
  'admin_users',
  'microsoft_sync_accounts',
  'microsoft_sync_targets',
  'microsoft_sync_subscriptions',
  'microsoft_sync_mailboxes',
  'microsoft_sync_mailbox_changes',
];

/** So many rows as there are people with two resources: filled by the database itself, which takes seconds. */
const filled: Readonly<Record<string, (n: string) => string>> = {
  admin_users: (n) =>
    `select ${text(`'p', ${n}`)} as document_id, ${text(`'p', ${n}, '@x.example'`)} as email, true as is_active, false as blocked`,
  // Every other one has signed in; of a few the mailbox has never answered.
  microsoft_sync_accounts: (n) =>
    `select ${text(`'p', ${n}`)} as user_id, case when ${n} % 2 = 0 then 'application' else 'delegated' end as mode, case when ${n} % 2 = 0 then null else 'key' end as sealed_with, ${text(`'p', ${n}`)} as mailbox_id, ${text(`'i', ${n}`)} as mailbox_id_key, ${text(`'p', ${n}, '@x.example'`)} as mailbox_address, ${text(`'a', ${n}`)} as mailbox_address_key, case when ${n} % 2000 = 0 then '-' else ${text(`'p', ${n}, '@x.example'`)} end as assigned_address, NOW as connected_at, case when ${n} % 100 = 0 then null else NOW end as last_succeeded_at, NOW as failure_at`,
  microsoft_sync_mailboxes: (n) =>
    `select ${text(`'p', ${n}`)} as user_id, ${text(`'p', ${n}, '@x.example'`)} as address, ${text(`'p', ${n}, '@x.example'`)} as address_key`,
  microsoft_sync_mailbox_changes: (n) => `select ${text(`'p', ${n}`)} as user_id, 'person' as how`,
  microsoft_sync_subscriptions: (n) =>
    ['calendar', 'tasks']
      .map(
        (resource) =>
          `select ${text(`'s', ${n}, '|${resource}'`)} as subscription_key, ${text(`'s', ${n}, '|${resource}'`)} as name, ${text(`'p', ${n}, '|${resource}'`)} as target_key, 'live' as state, FUTURE + ${n} as next_at`,
      )
      .join(' from numbers union all '),
  // Turns that were taken for one person each.
  microsoft_sync_pauses: (n) => `select ${text(`'mail p', ${n}`)} as pause_key, FUTURE as ends_at`,
  microsoft_sync_targets: (n) =>
    ['calendar', 'tasks']
      .map(
        (resource) =>
          `select ${text(`'p', ${n}, '|${resource}'`)} as target_key, ${text(`'p', ${n}`)} as user_id, '${resource}' as resource, 0 as attempts, 0 as priority, FUTURE + ${n} as next_run_at, 1 as scheduled_at`,
      )
      .join(' from numbers union all '),
  microsoft_sync_cursors: (n) => `select ${text(`'c', ${n}`)} as cursor_key, ${text(`'p', ${n}, '|calendar'`)} as target_key`,
  microsoft_sync_links: (n) =>
    `select ${text(`'l', ${n}`)} as microsoft_key, ${text(`'l', ${n}`)} as document_key, ${text(`'p', ${n}, '|calendar'`)} as target_key, ${text(`'d', ${n}`)} as document_id, ${text(`'o', ${n}`)} as part_of_hash, ${text(`'a', ${n}`)} as address_key, 'linked' as state, 1 as seen_round, false as is_staged`,
  microsoft_sync_marks: (n) =>
    `select ${text(`'m', ${n}`)} as mark_key, ${text(`'p', ${n}, '|calendar'`)} as target_key, ${text(`'d', ${n}`)} as document_id`,
  microsoft_sync_runs: (n) => `select ${text(`'r', ${n}`)} as run, ${text(`'p', ${n}, '|calendar'`)} as target_key, ${n} as finished_at`,
  microsoft_sync_held: (n) => `select ${text(`'h', ${n}`)} as held_key, ${text(`'p', ${n}, '|calendar'`)} as target_key`,
  microsoft_sync_conflicts: (n) => `select ${text(`'k', ${n}`)} as conflict_key, ${text(`'p', ${n}, '|calendar'`)} as target_key`,
};
const text = (parts: string) => `CONCAT(${parts})`;

async function fill(strapi: Core.Strapi, database: DatabaseClient): Promise<void> {
  const knex = strapi.db.connection;
  for (const [table, rows] of Object.entries(filled)) {
    const many = ofPeople.includes(table) ? PEOPLE : OTHERS;
    const numbers = {
      sqlite: `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${many})`,
      postgres: `with numbers as (select generate_series(1, ${many}) as n)`,
      mysql: `with numbers as (select seq as n from seq_1_to_${many})`,
    }[database];
    const select = rows('n')
      .replaceAll(/CONCAT\(([^)]*)\)/g, (_, parts: string) =>
        database === 'sqlite' ? `(${parts.split(',').join(' || ')})` : `concat(${parts})`,
      )
      .replaceAll('FUTURE', String(Date.now() + 3_600_000))
      .replaceAll('NOW', String(Date.now()));
    const columns = [...(select.split(' union all ')[0] ?? '').matchAll(/ as (\w+)/g)].map(([, name]) => name).join(', ');
    const body = `${select} from numbers`;
    await knex.raw(
      database === 'mysql'
        ? `insert into ${table} (${columns}) ${numbers} ${body}`
        : `${numbers} insert into ${table} (${columns}) ${body}`,
    );
    await knex.raw({ sqlite: `analyze ${table}`, postgres: `analyze ${table}`, mysql: `analyze table ${table}` }[database]);
  }
}

const looksAtAll = (planned: readonly Planned[]): string[] =>
  planned.filter((one) => scanned(one, Object.keys(filled)).length > 0).map(({ sql, plan }) => `${sql}\n${plan}`);

describe.each(databases)('of 200,000 targets, on %s', { timeout: 120_000 }, (database) => {
  let site: ApplicationSite;
  let somebody: Connected;
  beforeAll(async () => {
    // Nobody listens there: Microsoft is asked to tell of changes, and does not reach it.
    const config = { notifications: { url: 'http://127.0.0.1:9' } };
    site = await openApplicationSite({ people: 1, boot: { database }, config });
    somebody = await site.connectNext();
    somebody.mailbox.addEvent({ subject: 'There', start: at(24), end: at(25) });
    for (let run = 0; run < 2; run += 1) await site.services.sync.run({ user: somebody.user });
    await fill(site.booted.strapi, database);
  }, 600_000);
  afterAll(() => site.close());

  it('no statement of a tick, of a run or of a lease looks at each row of a table', async () => {
    const { strapi } = site.booted;
    const { leases, sql, blocked, scheduler } = containerOf(strapi);
    const { user, mailbox } = somebody;
    const sync = () => site.services.sync.run({ user });
    const calendar = { user, resource: 'calendar' } as const;
    const both = [calendar, { user, resource: 'tasks' } as const];
    const planned = await plansOf(strapi.db.connection, database, async () => {
      // What a tick does, and each of its slower looks.
      await leases.due(16);
      await leases.wakeFromFuture();
      await wakeUnblocked(sql, blocked);
      await createKeptPauses(sql).takeTurn('homes', 1_000);
      // What wakes, takes and gives back.
      await leases.wake(both, { priority: 'interval' });
      await leases.wakeThoseThere(both, { priority: 'edit' });
      const [lease] = await leases.claimAll(both, { onlyDue: true });
      if (!lease) throw new Error('a lease');
      await leases.prolong(lease);
      await leases.release(lease, { nextInMs: 0, attempts: 0, hasSucceeded: true, isFullDone: false });
      await leases.takeAway(both);
      await leases.wakeExisting([user]);
      await leases.states({ users: [user] });
      // Runs: with nothing to do, with an edit here, with one there, and of everything.
      await sync();
      const data = { owner: user, subject: 'Here', start: `${at(30).dateTime}Z`, end: `${at(31).dateTime}Z`, timeZone: 'UTC' };
      await strapi.documents(EVENT).create({ data: data as never });
      await sync();
      mailbox.addEvent({ subject: 'There too', start: at(26), end: at(27) });
      await sync();
      await scheduler.runNow([calendar], { isFull: true });
    });
    expect(planned.length).toBeGreaterThan(20);
    expect(planned.map(({ sql }) => sql)).toContainEqual(expect.stringContaining('shared_uid')); // of one mailbox's links, by their target
    expect(looksAtAll(planned)).toEqual([]);
  });

  // A hundred of 20,000 a database finds sooner by reading these: so few are visited at once as are a hundred of 100,000.
  it('nor does any of a visit to many accounts at once', async () => {
    const { strapi } = site.booted;
    const { leases, store, settings, accounts, sql, mailboxes } = containerOf(strapi);
    const users = Array.from({ length: 20 }, (_, at) => `p${at * 7 + 1}`);
    const targets = users.flatMap((user) => (['calendar', 'tasks'] as const).map((resource) => ({ user, resource })));
    await sql.run((from) => from('microsoft_sync_targets').whereIn('user_id', users).update({ next_run_at: 1 }));
    const planned = await plansOf(strapi.db.connection, database, async () => {
      expect(await leases.due(40)).toHaveLength(40);
      const claimed = await leases.claimAll(targets, { onlyDue: true });
      expect(claimed).toHaveLength(40);
      await Promise.all(users.map((user) => settings.forRun(user)));
      await Promise.all(users.map((user) => mailboxes.of(user)));
      await Promise.allSettled(users.map((user) => accounts.open({ user, organization: null, isBlocked: false })));
      await Promise.all(users.map((user) => store.pending(targets.filter((target) => target.user === user))));
      await accounts.recordEvidence({ users, succeededAt: 1 });
      await leases.releaseAll(claimed, { nextInMs: 3_600_000, attempts: 0, hasSucceeded: true, isFullDone: false });
    });
    expect(planned.length).toBeGreaterThan(8);
    expect(looksAtAll(planned)).toEqual([]);
  });

  it('nor does what Microsoft tells by, and after a run', async () => {
    const { strapi } = site.booted;
    const { sql, notices } = containerOf(strapi);
    const subscriptions = createSubscriptionStore(sql);
    const target = { user: 'p7', resource: 'calendar' } as const;
    const due = { user: 'p11', resource: 'calendar' } as const;
    const [one] = (await subscriptions.of([due])).subscriptions;
    await subscriptions.change([one?.key ?? ''], { nextAt: 1 });
    const planned = await plansOf(strapi.db.connection, database, async () => {
      await notices.afterRun({ looked: [{ target, startedAt: Date.now(), changedIn: new Set() }], intervalMinutes: 15 });
      const { followed } = await subscriptions.of([target]);
      await subscriptions.add(followed.map((of) => ({ followed: of, name: 'new' })));
      expect((await subscriptions.claimDue(100)).map((claimed) => claimed.target)).toContainEqual(due);
      await subscriptions.find(['s7|calendar', 'new']);
      await subscriptions.looked({ keys: ['s7|calendar', 's9|calendar'], at: Date.now() });
      await subscriptions.remove(['s11|calendar']);
      await notices.tend();
      await notices.retire(target);
      await notices.wake('p9');
      await notices.forget('p9');
    });
    expect(planned.length).toBeGreaterThan(8);
    expect(looksAtAll(planned)).toEqual([]);
  });

  it('nor does what keeps accounts: connecting, checking, keeping alive, pauses, and what is measured', async () => {
    const { strapi } = site.booted;
    const { sql, accounts, health } = containerOf(strapi);
    const { user } = somebody;
    const [kept, store] = [createKeptPauses(sql), createAccountStore(strapi, sql)];
    const rule = { table: 'admin_users', column: 'email' };
    const planned = await plansOf(strapi.db.connection, database, async () => {
      await accounts.connectAssigned();
      await store.waiting({ rule, after: 0, triedBefore: 1, limit: 20 });
      await store.forgetNeverReached(rule);
      await accounts.check({ user });
      await accounts.keepAlive();
      await accounts.connectedAmong({ addresses: ['p1@x.example', 'p2@x.example'] });
      await kept.keep('mailbox:p1', 1_000);
      await kept.all();
      await kept.takeTurn('mail p1', 1_000);
      await kept.takenOf(['mail p1', 'mail p2'], 1_000);
      await kept.giveBackTurn('mail p1');
      await health();
    });
    expect(planned.length).toBeGreaterThan(12);
    expect(looksAtAll(planned)).toEqual([]);
  });

  it('who is to be connected is looked for in parts, where all are connected too, and found there', async () => {
    const { strapi } = site.booted;
    const store = createAccountStore(strapi, containerOf(strapi).sql);
    for (const rule of [null, { table: 'admin_users', column: 'email' }]) {
      const wait = (after: number) => store.waiting({ rule, after, triedBefore: Date.now() + 60_000, limit: 6 });
      // Of each twenty thousand ten have never been reached; they do not belong to the rule, for they were assigned theirs.
      const first = await wait(0);
      expect(first.users).toHaveLength(rule ? 0 : 4);
      expect([first.after >= 10_000, first.after < 10_100]).toEqual([true, true]); // numbered by the database, after somebody else
      const last = await wait(PEOPLE - 5_000);
      expect([last.users.length, last.after]).toEqual([rule ? 0 : 3, 0]);
    }
  });

  it('a change that concerns all of them is made in small parts, and makes them due over minutes', async () => {
    const { leases } = site.container;
    const knex = site.booted.strapi.db.connection;
    let longestMs = 0;
    const began = new Map<string, number>();
    knex.on('query', ({ __knexQueryUid: id }: { __knexQueryUid: string }) => began.set(id, performance.now()));
    knex.on('query-response', (_: unknown, { __knexQueryUid: id }: { __knexQueryUid: string }) => {
      longestMs = Math.max(longestMs, performance.now() - (began.get(id) ?? 0));
    });
    const before = Date.now();
    await knex('microsoft_sync_targets')
      .where({ user_id: 'p99999' })
      .update({ next_run_at: before - 1_000 });
    const askedAt = performance.now();
    await leases.wakeExisting(null);
    expect(performance.now() - askedAt).toBeLessThan(1_000); // whoever has asked for it waits for the first part only
    await leases.goOnWaking(() => false);
    expect(longestMs).toBeLessThan(1_000);
    const dueWithin = async (minutes: number) => {
      const rows = await knex('microsoft_sync_targets')
        .where('next_run_at', '<=', before + minutes * 60_000)
        .count({ n: '*' });
      return Number(rows[0]?.['n']);
    };
    expect(await dueWithin(3)).toBeLessThan(60_000);
    expect(await dueWithin(20)).toBe(2 * PEOPLE + 2);
    // Nobody is put off: what was due is due.
    expect(await leases.due(2)).toMatchObject([{ target: { user: 'p99999' } }, { target: { user: 'p99999' } }]);
  });
});

function at(hours: number) {
  return { dateTime: new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19), timeZone: 'UTC' };
}
