import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxSecret } from '../../sandbox/options';
import { CLIENT_ID, CLIENT_SECRET, databases, openOffice, REDIRECT_URI, type Office } from '../support';
import { containerOf } from '../support/container';

const NAMES = Array.from({ length: 30 }, (_, at) => `person-${at}`);
const EXPIRED = 'application-secret-expired';

let office: Office;
let secrets: SandboxSecret[];
let heard: { event: string; payload: unknown }[];

async function eventually(look: () => Promise<boolean>, seconds = 30): Promise<void> {
  for (const until = Date.now() + seconds * 1000; !(await look()); await wait(100))
    if (Date.now() > until) throw new Error(`not within ${seconds} s`);
}
const rows = async () => (await office.services.sync.status()).filter(({ resource }) => resource === 'calendar');
const hasRun = async () => {
  const found = await rows();
  return found.length === NAMES.length && found.every(({ lastSyncAt, inProgress }) => lastSyncAt !== null && !inProgress);
};
const makeDue = () => containerOf(office.strapi).leases.wakeExisting(null);
const expire = async () => {
  secrets[0] = { value: CLIENT_SECRET, expiresAt: 1 };
  await wait(2_100); // the access tokens
  await makeDue();
  await eventually(async () => (await rows()).every(({ reason, inProgress }) => reason === EXPIRED && !inProgress));
};
const newRuns = async (since: number) => {
  const table = office.strapi.db.connection('microsoft_sync_runs');
  return Number((await table.where('started_at', '>=', since).count({ count: '*' }))[0]?.count);
};

describe.each(databases)('an application whose secret has expired, on %s', (database) => {
  /** Thirty people of one application, whose access tokens are refreshed at every visit. */
  beforeAll(async () => {
    secrets = [{ value: CLIENT_SECRET }];
    office = await openOffice({
      isConnected: false,
      boot: { database, config: { scheduler: { enabled: true } } },
      sandbox: {
        users: ['ada', ...NAMES].map((name) => ({ address: `${name}@sandbox.example`, name })),
        applications: [{ clientId: CLIENT_ID, name: 'CRM', redirectUris: [REDIRECT_URI], secrets }],
        accessTokenSeconds: 2,
      },
    });
    for (const name of NAMES) {
      const person = await office.booted.createAdminUser({ email: `${name}@sandbox.example` });
      await office.connect(person);
    }
    await eventually(hasRun);
    for (const event of ['application.action-required', 'account.action-required', 'run.failed'].map((name) => `microsoft-sync.${name}`))
      office.strapi.eventHub.on(event, async (payload: unknown) => void heard.push({ event, payload }));
  }, 120_000);
  afterAll(() => office.close());
  beforeEach(() => {
    heard = [];
  });

  it('is one state and one event, and none of its accounts asks Microsoft meanwhile', async () => {
    const before = office.sandbox.requests.entries.length;
    await expire();
    const asked = office.sandbox.requests.entries.length;
    expect(heard).toEqual([
      { event: 'microsoft-sync.application.action-required', payload: { organization: null, reason: EXPIRED, clientId: CLIENT_ID } },
    ]);
    expect(asked - before).toBeLessThanOrEqual(8); // those that were under way together
    await makeDue();
    await wait(3_000);
    // Whether Microsoft takes it again, once a minute.
    const since = office.sandbox.requests.entries.slice(asked).map(({ path }) => path.split('/').at(-1));
    expect(['', 'token']).toContain(since.join());
    expect(heard).toHaveLength(1);
    expect(await office.services.application.read()).toMatchObject({ problem: { reason: EXPIRED } });
    expect(await office.strapi.db.connection('microsoft_sync_accounts').whereNotNull('failure_reason')).toEqual([]);
  }, 120_000);

  it('everybody goes on within seconds once a secret that holds is saved', async () => {
    secrets.push({ value: 'the~new.one' });
    const savedAt = Date.now();
    await office.services.application.write({ clientSecret: 'the~new.one' });
    expect(await office.services.application.read()).not.toHaveProperty('problem');
    await eventually(
      async () => (await rows()).every(({ lastSyncAt, state }) => state === 'connected' && Date.parse(lastSyncAt ?? '') > savedAt),
      10,
    );
    expect(await newRuns(savedAt)).toBeGreaterThan(0);
  }, 120_000);

  it('everybody goes on within seconds once Microsoft takes it again, which is looked at each minute', async () => {
    await office.services.application.write({ clientSecret: CLIENT_SECRET });
    await expire();
    secrets[0] = { value: CLIENT_SECRET };
    containerOf(office.strapi).clock.offsetMs += 61_000;
    const mendedAt = Date.now() + 61_000;
    await eventually(
      async () => (await rows()).every(({ lastSyncAt, state }) => state === 'connected' && Date.parse(lastSyncAt ?? '') > mendedAt),
      15,
    );
    expect(heard).toHaveLength(1);
  }, 120_000);
});
