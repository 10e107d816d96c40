import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunReport } from '../../src/contracts';
import { tables } from '../../server/src/storage/sql/models';
import { databases, EVENT, graphTime, soon } from '../support';
import { type ApplicationSite, type Connected, openApplicationSite } from '../support/application-site';
import { containerOf } from '../support/container';
import { cost } from '../bench/count';

const PEOPLE = 8;
const BEYOND_A_LEASE_MS = 61_000;

describe.each(databases)('many accounts that only the time has made due, on %s', { timeout: 60_000 }, (database) => {
  let site: ApplicationSite;
  let people: Connected[];
  beforeAll(async () => {
    site = await openApplicationSite({ people: PEOPLE, boot: { database } });
    people = [];
    for (let at = 0; at < PEOPLE; at += 1) {
      const person = await site.connectNext();
      person.mailbox.addEvent({ subject: `There ${at}`, start: graphTime(24), end: graphTime(25) });
      people.push(person);
    }
    for (let run = 0; run < 2; run += 1) await Promise.all(people.map(({ user }) => site.services.sync.run({ user })));
  });
  afterAll(() => site.close());
  beforeEach(() => site.sandbox.requests.clear());

  const container = () => containerOf(site.booted.strapi);
  const table = (name: keyof typeof tables) => site.booted.strapi.db.connection(tables[name]);
  /** Time of the database, and that of the gateway. */
  const advance = (milliseconds: number) => {
    site.container.clock.offsetMs += milliseconds;
    const { now } = site.container.effects;
    site.container.effects.now = () => now() + milliseconds;
  };
  const events = () => site.booted.strapi.db.query(EVENT).count();
  const rowOf = (user: string, resource = 'calendar') => table('targets').where({ user_id: user, resource }).first();

  /** As a tick does it: all that are due are claimed with one statement, and looked at beside each other. */
  async function visitAll(): Promise<Map<string, RunReport[]>> {
    const { leases, targetsOf, visit } = container();
    await table('targets').update({ next_run_at: 1 });
    const claimed = await leases.claimAll(
      people.flatMap(({ user }) => targetsOf(user)),
      { onlyDue: true },
    );
    const reports = await Promise.all(
      people.map(async ({ user }): Promise<[string, RunReport[]]> => {
        const own = claimed.filter(({ target }) => target.user === user);
        return [user, own.length === 0 ? [] : await visit(own, { isFull: false, place: () => null })];
      }),
    );
    return new Map(reports);
  }
  const outcomesOf = (reports: Map<string, RunReport[]>) => people.map(({ user }) => reports.get(user)?.map(({ outcome }) => outcome));
  const quiet = ['nothing-to-do', 'nothing-to-do'];
  const allQuiet = () => people.map(() => quiet);
  /** What a visit leaves behind, but for what is another each time. */
  const left = async () => ({
    targets: (await table('targets').orderBy('target_key').select('*')).map(
      ({ next_run_at: next, scheduled_at: scheduled, last_sync_at: _, ...row }) => ({
        ...row,
        // `next_run_at` and `scheduled_at` are set by one statement, whose clock may tick in between on SQLite
        waits: Math.round((Number(next) - Number(scheduled)) / 1_000),
      }),
    ),
    cursors: (await table('cursors').orderBy('cursor_key').select('*')).map(({ id: _, link, ...row }) => ({ ...row, link: !!link })),
    runs: (await table('runs').orderBy('target_key').orderBy('id').select('target_key', 'outcome', 'changes', 'repeats')).map(
      ({ repeats, ...row }) => ({ ...row, repeats: Number(repeats) }),
    ),
  });

  it('leave behind what single visits do, with less than two statements each and one request for all', async () => {
    const alone = async () => {
      for (const { user } of people) await site.services.sync.run({ user });
    };
    await alone();
    const before = await left();
    await alone();
    const single = await left();
    site.sandbox.requests.clear();
    const { statements, commits } = await cost(site.booted.strapi, async () => {
      expect(outcomesOf(await visitAll())).toEqual(allQuiet());
    });
    const together = await left();
    const repeated = (of: typeof single) => ({
      ...of,
      runs: of.runs.map((run) => ({ ...run, repeats: run.repeats + (run.outcome === 'nothing-to-do' ? 1 : 0) })),
    });
    expect(single).toEqual(repeated(before));
    expect(together).toEqual(repeated(single));
    expect(statements / PEOPLE).toBeLessThan(2);
    expect(commits).toBeLessThanOrEqual(4); // that they are due, the claim, and the end, perhaps in two parts
    const asked = site.sandbox.requests.entries.filter(({ isBatchPart, path }) => !isBatchPart && path.startsWith('/v1.0/'));
    expect(asked.map(({ path }) => path)).toEqual(['/v1.0/$batch']);
    expect(site.sandbox.requests.entries.filter(({ isBatchPart }) => isBatchPart)).toHaveLength(2 * PEOPLE);
  });

  it('one that has something to do runs, and the others know nothing of it', async () => {
    const [first] = people;
    first?.mailbox.addEvent({ subject: 'New', start: graphTime(30), end: graphTime(31) });
    const before = await events();
    const reports = await visitAll();
    expect(outcomesOf(reports)).toEqual([['completed', 'nothing-to-do'], ...allQuiet().slice(1)]);
    expect(await events()).toBe(before + 1);
  });

  it.runIf(database === 'sqlite').each([
    ['is throttled', { status: 429, headers: { 'Retry-After': '300' } }, 'delayed'],
    ['does not answer', { status: 503 }, 'delayed'],
    ['is not let in', { status: 401 }, 'action-required'],
    ['gets nonsense', { body: '<html>' }, 'delayed'],
  ] as const)('one that %s is nobody else’s trouble', async (_, fault, outcome) => {
    const [, second] = people;
    const { effects } = container();
    const { fetch } = effects;
    const isTheirs = (url: unknown) => decodeURIComponent(String(url)).includes(second?.mailbox.address ?? '');
    effects.fetch = async (url, init) => {
      const { body = '{}', status = 200, headers = {} } = fault as { body?: string; status?: number; headers?: Record<string, string> };
      const { requests: parts = [] } = JSON.parse(String(url).endsWith('/$batch') ? String(init?.body) : '{}') as {
        requests?: { id: string; url: string }[];
      };
      const theirs = new Set(parts.flatMap((part) => (isTheirs(part.url) ? [part.id] : [])));
      if (isTheirs(url) || (theirs.size > 0 && theirs.size === parts.length)) return new Response(body, { status, headers });
      const answer = await fetch(url, init);
      if (theirs.size === 0) return answer;
      const { responses } = (await answer.json()) as { responses: { id: string }[] };
      return Response.json({ responses: responses.map((one) => (theirs.has(one.id) ? { id: one.id, status, headers, body } : one)) });
    };
    const { sleep } = effects;
    effects.sleep = async () => undefined;
    try {
      const outcomes = outcomesOf(await visitAll());
      expect(outcomes.filter((_one, at) => at !== 1)).toEqual(allQuiet().slice(1));
      expect(outcomes[1]).not.toContain('nothing-to-do');
      expect(outcomes[1]).toContain(outcome);
    } finally {
      Object.assign(effects, { fetch, sleep });
    }
    advance(600_000);
    expect(outcomesOf(await visitAll())).toEqual(allQuiet());
  });
  it('one whose lease is lost meanwhile is left to who has it, and the others end', async () => {
    const [, , third] = people;
    const { effects } = container();
    const { fetch } = effects;
    let isTaken = false;
    effects.fetch = async (url, init) => {
      if (!isTaken) {
        isTaken = true;
        await table('targets')
          .where({ user_id: third?.user ?? '' })
          .update({ lease_token: 'another' });
      }
      return fetch(url, init);
    };
    const reports = await visitAll();
    effects.fetch = fetch;
    expect(outcomesOf(reports)).toEqual(people.map((one) => (one === third ? ['busy', 'busy'] : quiet)));
    expect(await rowOf(third?.user ?? '')).toMatchObject({ lease_token: 'another' });
    await table('targets').update({ lease_token: null, leased_until: null, served_by: null, served_until: null });
    expect(outcomesOf(await visitAll())).toEqual(allQuiet());
  });

  it('what is saved here while they are looked at comes next, and is not lost', async () => {
    const [, , , fourth] = people;
    const { effects } = container();
    const { fetch } = effects;
    let isSaved = false;
    effects.fetch = async (url, init) => {
      if (!isSaved) {
        isSaved = true;
        const data = { owner: fourth?.user, subject: 'Here', start: soon(40), end: soon(41), timeZone: 'UTC' };
        await site.booted.strapi.documents(EVENT).create({ data: data as never });
      }
      return fetch(url, init);
    };
    expect(outcomesOf(await visitAll())).toEqual(allQuiet());
    effects.fetch = fetch;
    await wait(400); // a second save would join the first for so long
    expect(await container().leases.due(99)).toContainEqual({
      target: { user: fourth?.user, resource: 'calendar' },
      isUrgent: true,
      isSteady: false,
    });
    await visitAll();
    expect(fourth?.mailbox.listEvents().map(({ subject }) => subject)).toContain('Here');
  });

  it.runIf(database === 'sqlite')('one that has waited for its place begins anew', async () => {
    const [, , , , fifth] = people;
    const user = fifth?.user ?? '';
    const { leases, targetsOf, visit } = container();
    fifth?.mailbox.addEvent({ subject: 'Unwanted', start: graphTime(50), end: graphTime(51) });
    const before = await events();
    const claimed = await leases.claimAll(targetsOf(user), { onlyDue: false });
    let enter: (() => void) | undefined;
    const place = () => new Promise<void>((resolve) => (enter = resolve));
    const visited = visit(claimed, { isFull: false, place });
    await vi.waitFor(() => expect(enter).toBeDefined(), 10_000);
    const scope = { level: 'user', id: user } as const;
    await site.services.settings.write(scope, { calendarEnabled: false });
    enter?.();
    expect(await visited).toMatchObject([{ outcome: 'off' }, { outcome: 'nothing-to-do' }]);
    expect(await events()).toBe(before);
    await site.services.settings.write(scope, { calendarEnabled: null });
    await site.services.sync.run({ user });
    expect(await events()).toBe(before + 1);
  });

  it.runIf(database === 'sqlite')('a process that ends at any point leaves nothing half done, and the next goes on', async () => {
    const { strapi } = site.booted;
    const { effects } = container();
    const { fetch } = effects;
    const client = strapi.db.connection.client as { acquireConnection(): Promise<unknown> };
    const acquire = client.acquireConnection.bind(client);
    let [steps, last] = [0, Number.POSITIVE_INFINITY];
    const step = () => {
      steps += 1;
      if (steps > last) throw new Error('killed');
    };
    /** Whatever the visit does in this process after its first `last` steps fails. */
    const visitUpTo = async (most: number) => {
      [steps, last] = [0, most];
      client.acquireConnection = async () => {
        step();
        return acquire();
      };
      effects.fetch = async (url, init) => {
        step();
        const answer = await fetch(url, init);
        step();
        return answer;
      };
      const { error } = strapi.log;
      strapi.log.error = () => strapi.log;
      await visitAll().catch(() => undefined);
      Object.assign(strapi.log, { error });
      Object.assign(client, { acquireConnection: acquire });
      Object.assign(effects, { fetch });
      return steps;
    };
    const many = await visitUpTo(Number.POSITIVE_INFINITY);
    expect(many).toBeGreaterThan(PEOPLE);
    // Within the claim and what is read, within the requests, and within the end.
    const middle = Math.round(many / 2);
    for (const at of [0, 1, 3, 5, 7, middle, many - 3, many - 2, many - 1]) {
      await visitUpTo(at);
      advance(BEYOND_A_LEASE_MS);
      expect(outcomesOf(await visitAll()), `killed after ${at} of ${many} steps`).toEqual(allQuiet());
      const [standing] = await table('targets').whereNotNull('lease_token').count({ n: '*' });
      expect(Number(standing?.['n'])).toBe(0);
    }
  });
});
