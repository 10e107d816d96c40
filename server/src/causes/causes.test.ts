import { expect, test } from 'vitest';
import { inWords } from '../services/in-words';
import { databaseCause } from './database';
import { networkCause } from './network';
import { createSayOnce } from './say-once';

const url = 'https://graph.microsoft.com/v1.0/me';
const fetchFailed = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });
const ofDatabase = (code: string) => Object.assign(new Error("insert into t values ('a secret') - no"), { name: 'SqliteError', code });

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-untrusted', /not trusted.*NODE_EXTRA_CA_CERTS/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-untrusted', /SELF_SIGNED/],
  ['CERT_HAS_EXPIRED', 'certificate-untrusted', /CERT_HAS_EXPIRED/],
  ['ENOTFOUND', 'name-not-resolved', /graph\.microsoft\.com cannot be resolved/],
  ['EAI_AGAIN', 'name-not-resolved', /DNS/],
  ['ECONNREFUSED', 'connection-refused', /refused.*firewall/],
  ['UND_ERR_CONNECT_TIMEOUT', 'not-in-time', /in time/],
  ['ECONNRESET', 'connection-lost', /was lost/],
])('no answer, since %s: %s', (code, cause, words) => {
  expect(networkCause(fetchFailed(code), url)).toMatchObject({ cause, message: expect.stringMatching(words) as string });
});

test.each([
  ['SQLITE_FULL', 'disk-full', /disk is full/],
  ['53100', 'disk-full', /disk is full/],
  ['ER_DISK_FULL', 'disk-full', /disk is full/],
  ['SQLITE_BUSY', 'locked', /locked/],
  ['SQLITE_READONLY_DBMOVED', 'read-only', /only be read/],
  ['25006', 'read-only', /only be read/],
  ['57P01', 'connection-lost', /connection/],
  ['SQLITE_CONSTRAINT_UNIQUE', 'refused', /refused a statement/],
])('the database says %s: %s, in words without values of rows', (code, cause, words) => {
  const known = databaseCause(ofDatabase(code));
  expect(known).toMatchObject({ cause, message: expect.stringMatching(words) as string });
  expect(known?.message).not.toContain('secret');
});

test('a request that got no answer is none of the database, whatever its code', () => {
  expect(databaseCause(fetchFailed('ECONNREFUSED'))).toBeNull();
  expect(databaseCause(new Error('anything'))).toBeNull();
});

test('no service rejects with a statement; what is no error of the database goes through as it is, and the log says it once', async () => {
  const said: string[] = [];
  const other = new Error('of the caller');
  const service = inWords(
    {
      run: async (): Promise<void> => {
        throw ofDatabase('SQLITE_FULL');
      },
      other: async (): Promise<void> => {
        throw other;
      },
      fine: async (value: number) => value + 1,
    },
    { error: (message) => said.push(message) },
  );
  for (let at = 0; at < 3; at += 1) {
    const error = await service.run().catch((failure: unknown) => failure as Error);
    expect(error).toMatchObject({ details: { code: 'database-failed' }, message: expect.stringContaining('disk is full') as string });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('secret');
  }
  expect(said).toHaveLength(1);
  await expect(service.other()).rejects.toBe(other);
  expect(await service.fine(1)).toBe(2);
});

test('a cause is said once, and again where it lasts for an hour', () => {
  const said: string[] = [];
  let now = 0;
  const say = createSayOnce(
    (message) => said.push(message),
    () => now,
  );
  for (now = 0; now < 3_600_000; now += 60_000) say('full', 'The disk is full.');
  expect(said).toHaveLength(1);
  say('full', 'The disk is full.');
  say('locked', 'Locked.');
  expect(said).toHaveLength(3);
});
