import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databases } from '../support';
import { openApplicationSite, type ApplicationSite } from '../support/application-site';
import { containerOf } from '../support/container';

const at = (hours: number) => ({ dateTime: new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19), timeZone: 'UTC' });
const EVENTS = 700; // four pages

describe.each(databases)('among many, on %s', { timeout: 120_000 }, (database) => {
  let site: ApplicationSite;
  beforeAll(async () => {
    site = await openApplicationSite({ people: 25, boot: { database } });
  });
  afterAll(() => site.close());
  beforeEach(() => site.sandbox.requests.clear());

  it('an import whose turn is over goes on from there behind those who wait, and reads nothing twice', async () => {
    const { user, mailbox } = await site.connectNext();
    for (let n = 0; n < EVENTS; n += 1) mailbox.addEvent({ subject: `E${n}`, start: at(24 + n / 2), end: at(25 + n / 2) });
    const { leases, runner } = containerOf(site.booted.strapi);
    const { runAccount } = await import('../../server/src/engine/run-account');
    const target = { user, resource: 'calendar' } as const;
    await leases.wake([target], { priority: 'interval' });
    await leases.requestFull(target);
    const created: number[] = [];
    for (let turns = 1; ; turns += 1) {
      const claimed = await leases.claimAll([target], { onlyDue: true });
      expect(claimed).toHaveLength(1);
      const [report] = await runAccount(runner, claimed, {
        isFull: false,
        turn: { isOver: () => true, afterUrgent: async () => undefined },
      });
      created.push(report?.strapi.created ?? -1);
      if (report?.outcome === 'completed') break;
      expect(report).toMatchObject({ outcome: 'delayed' });
      expect(turns).toBeLessThan(10);
      // It is due at once, behind whoever was due before.
      await wait(10);
      expect(await leases.due(9)).toContainEqual({ target, isUrgent: false, isSteady: false });
    }
    expect(created.length).toBeGreaterThan(2);
    expect(created.reduce((sum, n) => sum + n)).toBe(EVENTS);
    const rounds = site.sandbox.requests.entries.filter(({ path }) =>
      /calendarView\/delta\?.*startDateTime/.test(decodeURIComponent(path)),
    );
    expect(rounds).toHaveLength(1);
  });

  it('what comes in later is written in parts between which others have their turn, in the process and in the database', async () => {
    const { user, mailbox } = await site.connectNext();
    await site.services.sync.run({ user }); // the first is written in bulk
    for (let n = 0; n < 150; n += 1) mailbox.addEvent({ subject: `E${n}`, start: at(24 + n / 2), end: at(25 + n / 2) });
    let [turn, transactions, isOver] = [0, 0, false];
    const count = () => {
      turn += 1;
      if (!isOver) setImmediate(count);
    };
    const { connection } = site.booted.strapi.db;
    connection.on('query', ({ sql }: { sql: string }) => void (transactions += sql.startsWith('BEGIN') ? 1 : 0));
    const written = new Map<string, Set<number>>();
    site.booted.strapi.documents.use(async (context, next) => {
      const turns = written.get(`transaction ${transactions}`) ?? new Set();
      written.set(`transaction ${transactions}`, turns.add(turn));
      return next();
    });
    count();
    const [report] = (await site.services.sync.run({ user, resource: 'calendar' })).runs;
    isOver = true;
    expect(report).toMatchObject({ outcome: 'completed', strapi: { created: 150 } });
    expect(written.size).toBeGreaterThanOrEqual(3);
    const within = [...written.values()].map(({ size }) => size);
    expect(Math.max(...within)).toBeGreaterThan(1);
  });

  it('whoever is assigned a mailbox is connected by itself, in parts; who has none is told why, and tried again after an hour', async () => {
    const { accounts, mailboxes, leases } = containerOf(site.booted.strapi);
    const people: string[] = [];
    for (let at = 2; at <= 25; at += 1) {
      // The last one's mailbox is not there.
      const email = `person${at}@sandbox.example`;
      const { documentId: user } = (await site.booted.strapi.db.query('admin::user').create({ data: { email, isActive: true } })) as {
        documentId: string;
      };
      await mailboxes.assign({ user, address: email, how: 'plugin', by: null });
      people.push(user);
    }
    const states = async () => {
      const all = await Promise.all(people.map((user) => site.services.accounts.status({ user })));
      return all.map(({ state, reason }) => reason ?? state);
    };
    const connected = (all: readonly string[]) => all.filter((state) => state === 'connected').length;
    await accounts.connectAssigned();
    expect(connected(await states())).toBe(20);
    await accounts.connectAssigned();
    expect(await states()).toEqual([...Array<string>(23).fill('connected'), 'no-mailbox']);
    expect(await leases.states({ users: people })).toHaveLength(46);
    site.sandbox.requests.clear();
    await accounts.connectAssigned();
    expect(site.sandbox.requests.entries).toEqual([]);
    await site.booted.strapi.db
      .connection('microsoft_sync_accounts')
      .where({ user_id: people.at(-1) })
      .update({ failure_at: 1 });
    await accounts.connectAssigned();
    expect(site.sandbox.requests.entries.length).toBeGreaterThan(0);
  });
});
