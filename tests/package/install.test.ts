import fs from 'node:fs';
import path from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunReport } from '../../src/contracts';
import { startSandbox, type Sandbox } from '../../sandbox';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import { type InstalledApplication, installApplication, nextMessage } from './installed-application';

const ADA = 'ada@sandbox.example';
const CLIENT = { clientId: '6f0c1f5e-0000-4000-8000-000000000001', secret: 'only-of-this-test' };
const REDIRECT = 'http://localhost:1337/api/microsoft-sync/oauth/callback';

let sandbox: Sandbox;
let application: InstalledApplication;
let child: ChildProcess | undefined;

beforeAll(async () => {
  sandbox = await startSandbox({
    users: [{ address: ADA, name: 'Ada Ames' }],
    applications: [{ clientId: CLIENT.clientId, name: 'Installed', redirectUris: [REDIRECT], secrets: [CLIENT.secret] }],
  });
  application = await installApplication({ microsoft: { cloud: { authority: sandbox.authority, graph: sandbox.graph } } });
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await application?.remove();
  await sandbox?.close();
});

it('is packed with what Strapi loads, and with nothing else', () => {
  expect(fs.readdirSync(application.plugin).sort()).toEqual(expect.arrayContaining(['LICENSE', 'dist', 'package.json']));
  for (const name of ['src', 'server', 'admin', 'sandbox', 'tests', 'playground', 'scripts']) {
    expect(fs.existsSync(path.join(application.plugin, name)), name).toBe(false);
  }
});

it('starts in an application outside of the repository and synchronizes both ways there', async () => {
  const now = Date.now();
  sandbox.mailbox(ADA).addEvent({
    subject: 'Made in Outlook',
    start: { dateTime: new Date(now + 3 * 3600e3).toISOString().slice(0, 19), timeZone: 'UTC' },
    end: { dateTime: new Date(now + 4 * 3600e3).toISOString().slice(0, 19), timeZone: 'UTC' },
  });
  child = application.start();
  const { services } = await nextMessage<{ services: string[] }>(child);
  expect(services).toEqual(expect.arrayContaining(['settings', 'application', 'accounts', 'sync', 'calendar']));

  child.send({ application: { clientId: CLIENT.clientId, tenantId: sandbox.tenantId, clientSecret: CLIENT.secret, mode: 'delegated' } });
  const { url } = await nextMessage<{ url: string }>(child);
  const { redirect, page } = await completeSignIn(url, { address: ADA });
  expect(redirect, page).toBeDefined();
  child.send({ code: redirect!.searchParams.get('code'), state: redirect!.searchParams.get('state') });

  const { first, second, subjects } = await nextMessage<{ first: RunReport[]; second: RunReport[]; subjects: string[] }>(child);
  expect(first).toMatchObject([{ outcome: 'completed', strapi: { created: 1 }, microsoft: { created: 1 } }]);
  expect(second).toMatchObject([{ outcome: 'nothing-to-do' }]);
  expect(subjects).toEqual(['Made in Outlook', 'Made in Strapi']);
  expect(
    sandbox
      .mailbox(ADA)
      .listEvents()
      .map((event) => event['subject'])
      .sort(),
  ).toEqual(subjects);
});
