import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { Sandbox } from '../../../../sandbox/index';
import { clientId, clientSecret, createWorld, startTestSandbox, tokenRequests, type World } from '../testing/world';

const FIRM = 'firm';
const expired = { reason: 'application-secret-expired', message: 'It has expired.' } as const;
let sandbox: Sandbox;
let world: World;
let members: Map<string, string>;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  sandbox.faults.clear();
  members = new Map([['ada', FIRM]]);
  world = await createWorld(sandbox, {
    organizationOf: async (user) => members.get(user) ?? null,
    organizationsOf: async (users) => new Map([...members].filter(([user]) => users.includes(user))),
  });
});

/** Ada's organization brings an application for many tenants, by which she is connected. */
async function firmConnects(): Promise<void> {
  await world.application.write({ clientId, clientSecret, tenantId: 'organizations' }, { organization: FIRM });
  await world.connect('ada');
}
async function refuse(organization?: string): Promise<void> {
  const verdict = await world.application.credentials(organization === undefined ? {} : { organization });
  if (verdict.ok) await world.application.refused(verdict.credentials, expired);
}
const problem = async (organization: string | null) => (await world.application.facts({ organization })).problem;

test('an application of an organization heals however many others are connected before its people', async () => {
  await firmConnects();
  const { ada } = Object.fromEntries(world.store.rows);
  world.store.rows.delete('ada');
  for (let count = 0; count < 450; count += 1) await world.store.put({ ...ada!, userId: `user${count}` });
  world.store.rows.set('ada', ada!);
  await refuse(FIRM);
  await world.accounts.tryRefused();
  expect(await problem(FIRM)).toBeNull();
});

test('by the refusal of somebody’s sign-in it is seen that Microsoft takes the application', async () => {
  await firmConnects();
  await refuse(FIRM);
  sandbox.signIn.revokeSessions('ada@sandbox.example');
  await world.accounts.tryRefused();
  expect(await problem(FIRM)).toBeNull();
});

test('what fails here, before Microsoft is asked, shows nothing; the next one is asked', async () => {
  await firmConnects();
  members.set('bob', FIRM);
  await world.connect('bob');
  const bob = world.store.rows.get('bob')!;
  world.store.rows.delete('bob');
  await world.store.update('ada', { homeAccountId: 'nobody' });
  await refuse(FIRM);
  const before = tokenRequests(sandbox);
  await world.accounts.tryRefused();
  expect([await problem(FIRM), tokenRequests(sandbox) - before]).toEqual([expired.reason, 0]);
  world.store.rows.set('bob', bob);
  await world.accounts.tryRefused();
  expect(await problem(FIRM)).toBeNull();
});

test('a tenant that does not know the application any more shows nothing of its secret', async () => {
  await firmConnects();
  await refuse(FIRM);
  const body = { error: 'unauthorized_client', error_codes: [700016], error_description: 'AADSTS700016: not found in the directory' };
  sandbox.faults.push({ path: '/oauth2/v2.0/token', times: 9, answer: { status: 400, body } });
  await world.accounts.tryRefused();
  expect(await problem(FIRM)).toBe(expired.reason);
});

test('an unexpected error with one application is said, and the others are tried', async () => {
  await firmConnects();
  await world.application.write({ tenantId: 'organizations' });
  await world.application.write({ tenantId: sandbox.tenantId }, { organization: FIRM });
  await refuse();
  await refuse(FIRM);
  world.store.userIds = () => Promise.reject(new Error('the database is gone'));
  await world.accounts.tryRefused();
  expect([await problem(null), await problem(FIRM)]).toEqual([expired.reason, null]);
  expect(world.warnings).toHaveLength(1);
});
