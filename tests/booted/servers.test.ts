import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tables } from '../../server/src/storage/sql/models';
import { EVENT, TASK } from '../support';
import { writeApplication } from '../support/application';
import { type ApplicationSite, type Connected, openApplicationSite } from '../support/application-site';
import { engineSites } from '../support/engines';
import { type Server, startServer } from '../support/servers';

const PEOPLE = 10;
const EACH = 4;
const BEYOND_A_LEASE_MS = 61_000;
const SLOW_MS = 150;
const hour = (hours: number): string => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();
const graphTime = (hours: number) => ({ dateTime: hour(hours).replace('Z', ''), timeZone: 'UTC' });

interface Instance extends Server {
  /** Names its requests in the sandbox's log. */
  readonly tokenId: string;
}
type Row = Readonly<Record<string, unknown>>;

describe.each(engineSites)('three servers with one database, $place', { timeout: 240_000 }, ({ engine, database }) => {
  let site: ApplicationSite;
  let people: Connected[];
  let servers: Instance[];

  beforeAll(async () => {
    site = await openApplicationSite({ people: PEOPLE, boot: { database }, config: { scheduler: { engine } } });
    people = [];
    for (let at = 0; at < PEOPLE; at += 1) people.push(await site.connectNext());
    for (const [at, person] of people.entries()) await fill(person, `${at}`);
    await table('targets').update({ next_run_at: null });
    // The same folder once more, this time with a scheduler.
    writeApplication({
      directory: site.booted.directory,
      config: { ...site.config, scheduler: { engine, enabled: true, concurrency: 2 } },
    });
    servers = [];
    for (let at = 0; at < 3; at += 1) {
      const server = await startServer(site.booted.directory);
      await server.check(people[0]?.user ?? '');
      servers.push({ ...server, tokenId: site.sandbox.requests.entries.at(-1)?.tokenId ?? '' });
    }
    expect(new Set(servers.map(({ tokenId }) => tokenId)).size).toBe(3);
    site.sandbox.limits.latencyMilliseconds = SLOW_MS;
  });
  afterAll(async () => {
    for (const server of servers) {
      server.thaw();
      await server.kill();
    }
    await site.close();
  });

  const table = (name: keyof typeof tables) => site.booted.strapi.db.connection(tables[name]);
  const targets = (): Promise<Row[]> => table('targets').orderBy('target_key');
  const leased = async () => (await targets()).filter((row) => row['lease_token'] !== null).map((row) => String(row['target_key']));
  const makeDue = async () => {
    site.sandbox.requests.clear();
    await table('targets').update({ next_run_at: 1, lease_token: null, leased_until: null });
  };
  /** Nobody takes them, whatever is edited: by a lease that ends after all their clocks, and no later than any lease does (one that did would count for nothing). */
  const keepFromServers = () => table('targets').update({ lease_token: 'test', leased_until: Date.now() + 110_000 });

  /** What a person has on both sides before anybody has synchronized it. */
  async function fill({ user, mailbox }: Connected, name: string): Promise<void> {
    for (let at = 0; at < EACH; at += 1) {
      const event = { owner: user, subject: `Here ${name}.${at}`, start: hour(24 + at), end: hour(25 + at), timeZone: 'Europe/Berlin' };
      await unlessLocked(() => site.booted.strapi.documents(EVENT).create({ data: event as never }));
      await unlessLocked(() => site.booted.strapi.documents(TASK).create({ data: { owner: user, title: `Here ${name}.${at}` } as never }));
      mailbox.addEvent({ subject: `There ${name}.${at}`, start: graphTime(48 + at), end: graphTime(49 + at) });
      mailbox.tasks.addTask({ title: `There ${name}.${at}` });
    }
  }

  /**
   * Nothing is due, nobody asks Microsoft for anything, and only somebody who has stopped still has targets: those are returned. What else of an
   * account the stopped one serves waits with them.
   */
  async function untilQuiet(stopped: { servedBy: string } | null = null): Promise<string[]> {
    const { requests } = site.sandbox;
    for (let quietSince = Date.now(), seen = -1; ; await wait(100)) {
      const isBusy = (await targets()).some((row) =>
        stopped !== null && row['served_by'] === stopped.servedBy
          ? false
          : row['lease_token'] !== null || Number(row['next_run_at']) === 1 || Number(row['attempts']) > 0,
      );
      if (isBusy || requests.entries.length !== seen) quietSince = Date.now();
      seen = requests.entries.length;
      if (Date.now() - quietSince > 2_000) return leased();
    }
  }

  /** The first that is in the middle of its writes to Microsoft, whichever it is: on a busy machine one may come too late to have any. */
  async function firstToWrite(): Promise<Instance> {
    for (;;) {
      const write = site.sandbox.requests.entries.find(({ isBatchPart, method }) => isBatchPart && method !== 'GET');
      const found = servers.find(({ tokenId }) => tokenId === write?.tokenId);
      if (found) return found;
      await wait(5);
    }
  }

  /** By what name a server that has stopped stands at the accounts that it serves. */
  async function stoppedAs(server: Instance): Promise<{ servedBy: string }> {
    const servedBy = await standsAs(server);
    expect(servedBy).toEqual(expect.any(String));
    return { servedBy: String(servedBy) };
  }
  async function standsAs({ tokenId }: Instance): Promise<unknown> {
    const visited = visits();
    return (await targets()).find((row) => row['lease_token'] !== null && visited.get(String(row['target_key']))?.at(-1) === tokenId)?.[
      'served_by'
    ];
  }

  /** For each target, which servers asked for it, in order, each once where its requests follow each other. */
  function visits(): Map<string, string[]> {
    const all = new Map<string, string[]>();
    for (const { address, path, tokenId = '' } of site.sandbox.requests.entries) {
      const person = people.find(({ mailbox }) => mailbox.address === address);
      const resource = /\/todo\//.test(path) ? 'tasks' : /calendar|events/.test(path) ? 'calendar' : null;
      if (!person || !resource) continue;
      const key = `${person.user}|${resource}`;
      const before = all.get(key) ?? [];
      if (before.at(-1) !== tokenId) all.set(key, [...before, tokenId]);
    }
    return all;
  }

  /** Runs of one target follow each other, by the servers' own reports. */
  async function expectOneAtATime(): Promise<void> {
    const runs = (await table('runs').orderBy('target_key').orderBy('started_at')) as Row[];
    for (const [at, run] of runs.entries()) {
      const next = runs[at + 1];
      if (!next || next['target_key'] !== run['target_key'] || [run, next].some(({ outcome }) => outcome === 'busy')) continue;
      expect(Number(next['started_at'])).toBeGreaterThanOrEqual(Number(run['finished_at']));
    }
  }

  /** Both sides hold the same, and everything once. */
  async function expectSame(): Promise<void> {
    for (const { user, mailbox } of people) {
      const here = async (uid: typeof EVENT | typeof TASK, field: string) =>
        (await site.booted.strapi.db.query(uid).findMany({ where: { owner: { documentId: user } } }))
          .map((row: Row) => String(row[field]))
          .sort();
      const [events, titles] = [await here(EVENT, 'subject'), await here(TASK, 'title')];
      expect(
        mailbox
          .listEvents()
          .map(({ subject }) => String(subject))
          .sort(),
      ).toEqual(events);
      expect(
        mailbox.tasks
          .listTasks()
          .map(({ title }) => String(title))
          .sort(),
      ).toEqual(titles);
      expect([new Set(events).size, new Set(titles).size]).toEqual([events.length, titles.length]);
      expect(events.length).toBeGreaterThanOrEqual(2 * EACH);
    }
  }

  it('share the work; what a killed one had is taken over when its lease is over, and not before', async () => {
    await makeDue();
    const killed = await firstToWrite();
    const others = servers.filter((server) => server !== killed);
    await killed.kill();
    const left = await untilQuiet(await stoppedAs(killed));
    const lastVisitor = (target: string) => visits().get(target)?.at(-1);
    expect(left.filter((target) => lastVisitor(target) === killed.tokenId).length).toBeGreaterThan(0);
    const before = visits();
    expect(new Set([...before.values()].flat()).size).toBe(3);

    servers = others;
    for (const server of others) await server.advance(BEYOND_A_LEASE_MS);
    await until(async () => (await leased()).length === 0);
    expect(await untilQuiet()).toEqual([]);
    const after = visits();
    // One visit for each, one more for what was left, and one for each that a busy database has put off: its report says so.
    const delayed = ((await table('runs').where({ outcome: 'delayed' })) as Row[]).map((run) => run['target_key']);
    for (const [target, by] of after) {
      const isLeft = left.includes(target);
      expect(by.length, target).toBeLessThanOrEqual(1 + Number(isLeft) + delayed.filter((key) => key === target).length);
      if (isLeft) expect(by.at(-1), target).not.toBe(killed.tokenId);
    }
    expect(after.size).toBe(2 * PEOPLE);
    await expectOneAtATime();
    await expectSame();
  });

  it('one that was frozen until others took its work over writes neither a row nor a cursor when it goes on', async () => {
    await keepFromServers();
    for (const [at, person] of people.entries()) await fill(person, `again ${at}`);
    await makeDue();
    const frozen = await firstToWrite();
    const [other] = servers.filter((server) => server !== frozen) as [Instance];
    // All that it does is to wait for answers; nothing of it holds up the database.
    site.sandbox.limits.latencyMilliseconds = 3_000;
    await wait(1_500);
    frozen.freeze();
    site.sandbox.limits.latencyMilliseconds = SLOW_MS;
    const left = await untilQuiet(await stoppedAs(frozen));
    expect(left.length).toBeGreaterThan(0);
    await other.advance(BEYOND_A_LEASE_MS);
    await until(async () => (await leased()).length === 0);
    expect(await untilQuiet()).toEqual([]);
    await expectSame();

    const contents = async () => {
      const { strapi } = site.booted;
      const names = [
        tables.targets,
        tables.cursors,
        tables.links,
        tables.marks,
        tables.held,
        tables.conflicts,
        ...[EVENT, TASK].map((uid) => String(strapi.db.metadata.get(uid).tableName)),
      ];
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await strapi.db.connection(name).orderBy('id')] as const)),
      );
    };
    const before = await contents();
    site.sandbox.requests.clear();
    frozen.thaw();
    await until(async () => (await table('runs').where({ outcome: 'busy' })).length >= left.length);
    expect(await contents()).toEqual(before);
    expect(site.sandbox.requests.entries.filter(({ tokenId, method }) => tokenId === frozen.tokenId && method !== 'GET')).toEqual([]);

    await frozen.advance(BEYOND_A_LEASE_MS); // their clocks agree again
    await makeDue();
    expect(await untilQuiet()).toEqual([]);
    await expectOneAtATime();
    await expectSame();
  });

  // What is asked of the database for it, the others above ask of each.
  it.skipIf(database !== 'sqlite')(
    'one that is stopped for a new version gives back what it has at once, and the other goes on with it',
    async () => {
      await keepFromServers();
      for (const [at, person] of people.slice(0, 5).entries()) await fill(person, `rolling ${at}`);
      await makeDue();
      const old = await firstToWrite();
      let servedBy: unknown;
      await until(async () => (servedBy = await standsAs(old)) !== undefined);
      const before = Date.now();
      await old.stop();
      servers = servers.filter((server) => server !== old);
      const ofOld = (await targets()).filter((row) => row['served_by'] === servedBy && row['lease_token'] !== null);
      expect(ofOld).toEqual([]);
      expect(await untilQuiet()).toEqual([]);
      // Nobody's clock was moved: no lease was waited for. A run that a busy database has put off takes as long, and its report says so.
      const putOff = await table('runs').where({ outcome: 'delayed' }).where('finished_at', '>=', before);
      if (putOff.length === 0) expect(Date.now() - before).toBeLessThan(BEYOND_A_LEASE_MS);
      await expectOneAtATime();
      await expectSame();
    },
  );
});

/** SQLite does not let a transaction wait that has read before somebody else wrote: what a person would do again is done again. */
async function unlessLocked<T>(write: () => Promise<T>): Promise<T> {
  for (let left = 20; ; left -= 1) {
    try {
      return await write();
    } catch (error) {
      if (left === 0 || !/database is locked/.test(String(error))) throw error;
      await wait(50);
    }
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(50);
}
