import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { chunks } from '../host/rows';
import type { Sql } from '../host/sql';
import { applicationModel, createApplicationStore } from '../application/index';
import { giveAccountsTheirKeys } from './mailbox-keys';
import { accountModel, signInModel } from './models';
import { createMemoryAccountStore } from './testing/memory-store';
import type { AccountRow, AccountStore } from './store';
import { createAccountStore } from './strapi-store';

const row: AccountRow = {
  userId: 'ada',
  mode: 'delegated',
  mailboxId: 'id',
  mailboxAddress: 'ada@sandbox.example',
  mailboxName: 'Ada',
  mailboxTimeZone: 'Europe/Berlin',
  assignedAddress: null,
  tenantId: 'tenant',
  homeAccountId: 'home',
  scopes: ['User.Read', 'Calendars.ReadWrite'],
  tokenCache: 'sealed',
  tokenVersion: 0,
  connectedAt: 1_800_000_000_000,
  lastSucceededAt: null,
  failureReason: null,
  failureMessage: null,
  failureAt: null,
  claims: null,
};

interface StrapiDatabase {
  init(of: { models: unknown }): Promise<void>;
  schema: { sync(): Promise<unknown> };
  query(uid: string): { count(of: object): Promise<number> };
  connection: (table: string) => unknown;
  destroy(): Promise<void>;
}

// Strapi's own copy: what runs in a host, without a dependency of ours.
const ofStrapi = createRequire(createRequire(import.meta.url).resolve('@strapi/strapi/package.json'));
const { Database } = ofStrapi('@strapi/database') as { Database: new (of: object) => StrapiDatabase };

const folder = mkdtempSync(join(tmpdir(), 'microsoft-sync-'));
const database = new Database({
  connection: { client: 'sqlite', connection: { filename: join(folder, 'test.db') }, useNullAsDefault: true },
  settings: { migrations: { dir: join(folder, 'migrations') } },
  logger: { info() {}, warn() {}, error() {}, debug() {} },
});
const sql: Pick<Sql, 'run' | 'isInTransaction'> = {
  isInTransaction: () => false,
  run: (work) => Promise.resolve(work((table) => database.connection(table) as never, database.connection as never)),
};
const strapi = { db: { query: (uid: string): unknown => database.query(uid) } };

beforeAll(async () => {
  Object.assign(globalThis, { strapi: { db: database } }); // Strapi's `create` looks for it there
  await database.init({ models: structuredClone([accountModel, signInModel, applicationModel]) });
  await database.schema.sync();
});
afterAll(async () => {
  await database.destroy();
  Reflect.deleteProperty(globalThis, 'strapi');
  rmSync(folder, { recursive: true });
});

describe.each<[string, () => AccountStore]>([
  ['in memory', createMemoryAccountStore],
  ['on Strapi’s database', () => createAccountStore(strapi, sql)],
])('accounts %s', (_, create) => {
  let store: AccountStore;
  beforeEach(async () => {
    store = create();
    for (const userId of await store.userIds()) await store.delete(userId);
    await store.deleteSignIns({ expiredAt: Number.MAX_SAFE_INTEGER });
    await store.put(row);
  });

  test('are read for many at once, of their tokens no more than the beginning', async () => {
    for (const userId of ['ada', 'bob']) await store.put({ ...row, userId, tokenCache: `ms1.0123456789ab.${'x'.repeat(10_000)}` });
    const found = await store.findMany(['ada', 'nobody', 'bob']);
    expect([...found.keys()].sort()).toEqual(['ada', 'bob']);
    expect(found.get('ada')).toMatchObject({
      mode: 'delegated',
      mailboxAddress: 'ada@sandbox.example',
      scopes: ['User.Read', 'Calendars.ReadWrite'],
      connectedAt: 1_800_000_000_000,
    });
    expect(found.get('ada')?.tokenCache).toMatch(/^ms1\.0123456789ab\./);
    expect(new Set((await store.variants()).map((variant) => JSON.stringify(variant)))).toEqual(
      new Set([JSON.stringify({ sealedWith: '0123456789ab', scopes: 'User.Read Calendars.ReadWrite', failureReason: null })]),
    );
  });

  test('come back as they were put, and every put counts', async () => {
    expect(await store.find('ada')).toEqual({ ...row, tokenVersion: 1 });
    await store.put({ ...row, mailboxName: 'Lovelace' });
    expect(await store.find('ada')).toEqual({ ...row, mailboxName: 'Lovelace', tokenVersion: 2 });
    expect(await store.find('bob')).toBeNull();
    expect(await store.userIds()).toEqual(['ada']);
  });

  test('two puts at once of a new account make one row', async () => {
    await store.delete('ada');
    await Promise.all([store.put(row), store.put({ ...row, mailboxName: 'Lovelace' })]);
    expect(await store.userIds()).toEqual(['ada']);
  });

  test('tokens are saved only over the version that was read', async () => {
    const saves = ['a', 'b', 'c'].map((tokenCache) => store.saveTokens({ userId: 'ada', expectedVersion: 1, tokenCache, scopes: ['x'] }));
    expect((await Promise.all(saves)).filter(Boolean)).toHaveLength(1);
    expect(await store.find('ada')).toMatchObject({ tokenVersion: 2, scopes: ['x'] });
    expect(await store.saveTokens({ userId: 'bob', expectedVersion: 1, tokenCache: 'a', scopes: [] })).toBe(false);
  });

  test('a lock has one owner, until it releases or its time is over', async () => {
    const take = (owner: string, now: number) => store.takeLock({ userId: 'ada', owner, now, until: now + 100 });
    const taken = await Promise.all(['a', 'b', 'c'].map((owner) => take(owner, 1_800_000_000_000)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const owner = ['a', 'b', 'c'][taken.indexOf(true)]!;
    await store.releaseLock({ userId: 'ada', owner: 'stranger' });
    expect(await take('d', 1_800_000_000_100)).toBe(false);
    expect(await take('d', 1_800_000_000_101)).toBe(true);
    await store.releaseLock({ userId: 'ada', owner });
    expect(await take('e', 1_800_000_000_102)).toBe(false);
    await store.releaseLock({ userId: 'ada', owner: 'd' });
    expect(await take('e', 1_800_000_000_103)).toBe(true);
    expect(await store.takeLock({ userId: 'bob', owner: 'a', now: 0, until: 1 })).toBe(false);
  });

  test('a sign-in is taken once, and only by who began it', async () => {
    await store.putSignIn({ stateHash: 'h', userId: 'ada', sealed: 's', expiresAt: 1_800_000_000_000 });
    expect(await store.takeSignIn({ stateHash: 'h', userId: 'bob' })).toBeNull();
    const taken = await Promise.all([1, 2, 3].map(() => store.takeSignIn({ stateHash: 'h', userId: 'ada' })));
    expect(taken.filter((one) => one !== null)).toEqual([{ stateHash: 'h', userId: 'ada', sealed: 's', expiresAt: 1_800_000_000_000 }]);
  });

  test('sign-ins go when they are old, or with their user', async () => {
    for (const [stateHash, userId, expiresAt] of [
      ['1', 'ada', 10],
      ['2', 'ada', 20],
      ['3', 'bob', 20],
    ] as const) {
      await store.putSignIn({ stateHash, userId, sealed: 's', expiresAt });
    }
    await store.deleteSignIns({ expiredAt: 11 });
    expect(await store.takeSignIn({ stateHash: '1', userId: 'ada' })).toBeNull();
    await store.deleteSignIns({ userId: 'ada' });
    expect(await store.takeSignIn({ stateHash: '2', userId: 'ada' })).toBeNull();
    expect(await store.takeSignIn({ stateHash: '3', userId: 'bob' })).not.toBeNull();
  });

  test('those that nobody has used for long are found, the longest unused first, and not those that wait for a person', async () => {
    const put = (userId: string, of: Partial<AccountRow>) => store.put({ ...row, userId, tokenCache: 'ms1.0123456789ab.x', ...of });
    await put('ada', { lastSucceededAt: 200 });
    await put('old', { lastSucceededAt: 100 });
    await put('new', { connectedAt: 150, lastSucceededAt: null });
    await put('used', { lastSucceededAt: 1000 });
    await put('by application', { lastSucceededAt: 1, tokenCache: null });
    await put('ended', { lastSucceededAt: 1, failureReason: 'sign-in-expired', failureAt: 1 });
    await put('passed', { lastSucceededAt: 300, failureReason: 'throttled', failureAt: 400 });
    await put('just now', { lastSucceededAt: 2, failureReason: 'microsoft-unavailable', failureAt: 600 });
    const of = { since: 500, failedBefore: 500 };
    expect(await store.unused({ ...of, limit: 9 })).toEqual(['new', 'old', 'ada', 'passed']);
    expect(await store.unused({ ...of, limit: 2 })).toEqual(['new', 'old']);
  });

  test('are found by what their mailbox is called, however it is written, and by what it is called now', async () => {
    const put = (userId: string, of: Partial<AccountRow>) => store.put({ ...row, userId, mailboxId: `id of ${userId}`, ...of });
    await put('ada', {});
    await put('bob', { mailboxId: 'B0B', mailboxAddress: 'Bob@Sandbox.example', assignedAddress: 'alias@sandbox.example' });
    await put('nobody', { mailboxId: null, mailboxAddress: null, assignedAddress: '-' });
    const at = async (mailboxId: string, ...addresses: string[]) =>
      (await store.othersAt({ userId: 'ada', mailboxId, addresses })).map(({ userId }) => userId);
    expect(await at('other', 'bob@SANDBOX.example')).toEqual(['bob']);
    expect([await at('b0b'), await at('x', 'Alias@sandbox.example')]).toEqual([['bob'], ['bob']]);
    expect(await at('id of ada', 'ada@sandbox.example', 'null')).toEqual([]);
    const connected = async () => [...(await store.connectedAmong(['ada@sandbox.example', 'bob@sandbox.example', 'c@sandbox.example']))];
    expect((await connected()).sort()).toEqual(['ada@sandbox.example', 'bob@sandbox.example']);
    await store.update('bob', { mailboxId: 'c', mailboxAddress: 'c@sandbox.example', assignedAddress: null });
    await store.update('bob', { mailboxName: 'Bob' });
    expect([await at('b0b', 'bob@sandbox.example'), await at('C')]).toEqual([[], ['bob']]);
    expect((await connected()).sort()).toEqual(['ada@sandbox.example', 'c@sandbox.example']);
    await store.delete('nobody');
    await store.delete('bob');
  });

  test('fields are changed one by one; failures are forgotten by reason; a deleted account stays deleted', async () => {
    await store.update('ada', { failureReason: 'application-unknown', failureMessage: 'm', failureAt: 5 });
    await store.forgetFailures(['sign-in-expired']);
    expect(await store.find('ada')).toMatchObject({ failureReason: 'application-unknown', failureAt: 5, tokenVersion: 1 });
    await store.forgetFailures(['application-unknown']);
    expect(await store.find('ada')).toMatchObject({ failureReason: null, failureAt: null });
    await store.delete('ada');
    await store.update('ada', { lastSucceededAt: 1 });
    expect(await store.find('ada')).toBeNull();
  });
});

test('accounts of an earlier version get what they are found by, however many, and what has been written since stays', async () => {
  const store = createAccountStore(strapi, sql);
  const users = Array.from({ length: 401 }, (_, at) => `user-${at}`);
  const before = users.map((userId) => ({ user_id: userId, mailbox_id: userId, mailbox_address: `${userId}@Sandbox.example` }));
  const all = [...before, { user_id: 'never reached', mailbox_id: null, mailbox_address: null }];
  for (const part of chunks(all, 100)) await sql.run((from) => from(accountModel.tableName).insert(part));
  await store.update('user-7', { mailboxId: 'new', mailboxAddress: 'new@sandbox.example' });
  await giveAccountsTheirKeys(sql);
  const addresses = [...users.map((userId) => `${userId}@sandbox.example`), 'new@sandbox.example'];
  const connected = await store.connectedAmong(addresses);
  expect(addresses.filter((address) => !connected.has(address))).toEqual(['user-7@sandbox.example']);
  const [found] = await store.othersAt({ userId: 'ada', mailboxId: 'USER-400', addresses: [] });
  expect(found?.userId).toBe('user-400');
  await giveAccountsTheirKeys(sql);
  await sql.run((from) => from(accountModel.tableName).delete());
});

test('applications on Strapi’s database are one row per key', async () => {
  const store = createApplicationStore(strapi, sql);
  const application = {
    clientId: 'c',
    tenantId: 't',
    mode: 'application' as const,
    clientSecret: 's',
    clientSecretSetAt: 1_800_000_000_000,
    clientSecretExpiresAt: null,
    certificateKey: null,
    certificateThumbprint: null,
    certificateExpiresAt: null,
  };
  await Promise.all([store.save('system', application), store.save('system', application)]);
  await store.save('organization:1', { ...application, clientId: 'd' });
  expect(await store.find('system')).toEqual(application);
  expect(await store.find('organization:1')).toEqual({ ...application, clientId: 'd' });
  expect(await database.query(applicationModel.uid).count({})).toBe(2);
});
