import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { InvitationOutcome, Invitations } from '../../src/contracts/http-invitations';
import { remote } from '../support/events';
import { containerOf } from '../support/container';
import { openOffice, type Office } from '../support/office';

const ORGANIZATION = 'plugin::microsoft-sync.organization';
let office: Office;
const sent: { to: string; subject: string; text: string }[] = [];
beforeAll(async () => {
  office = await openOffice({ boot: { config: { mails: { enabled: true } } } });
  const email = office.strapi.plugin('email').service('email') as unknown as { send: (mail: (typeof sent)[number]) => Promise<void> };
  email.send = async (mail) => void sent.push(mail);
}, 120_000);
afterAll(() => office.close());

test('a probe learns whether this process does its part, and nothing of anybody', async () => {
  const answer = await office.booted.request.get('/api/microsoft-sync/health');
  expect([answer.status, Object.keys(answer.body as object).sort()]).toEqual([200, ['isWorking', 'overdueSeconds', 'status']]);
});

test('a run is one line of the log, with ids and counts alone', async () => {
  const said: unknown[] = [];
  const info = vi.spyOn(office.strapi.log, 'info').mockImplementation((line: unknown) => {
    said.push(line);
    return office.strapi.log;
  });
  office.mailbox.addEvent(remote('Secret lunch', 96));
  await office.sync();
  info.mockRestore();
  const lines = said.map(String).filter((line) => line.startsWith('microsoft-sync: run '));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]?.slice('microsoft-sync: run '.length) ?? '')).toMatchObject({ user: office.user, strapi: { created: 1 } });
  expect(lines[0]).not.toMatch(/Secret|sandbox\.example/);
});

test('whose sign-in has ended gets one mail; of the application its administrators do', async () => {
  sent.length = 0;
  for (let time = 0; time < 2; time += 1)
    await office.strapi.eventHub.emit('microsoft-sync.account.action-required', { user: office.user, reason: 'sign-in-expired' });
  await vi.waitFor(() => expect(sent.map(({ to }) => to)).toEqual(['ada@sandbox.example']));
  expect(sent[0]?.text).toContain('/settings/microsoft-sync/me');
  await office.strapi.eventHub.emit('microsoft-sync.application.action-required', {
    organization: null,
    reason: 'application-secret-expired',
  });
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]?.text).toContain('/settings/microsoft-sync/system');
});

test('of the application of an organization those hear who may change it, and are led to its page', async () => {
  const { booted, strapi } = office;
  const editorOf = async (email: string, conditions: string[]) => {
    const roles = strapi.service('admin::role');
    const role = await roles.create({ name: `Editor ${email}` });
    await roles.assignPermissions(role.id, [{ action: 'plugin::microsoft-sync.organizations.update', conditions }]);
    const person = await booted.createAdminUser({ email, permissions: [] });
    await strapi.service('admin::user').updateById(person.id, { roles: [role.id] });
    return person;
  };
  const own = ['plugin::microsoft-sync.in-my-organization'];
  await editorOf('every@sandbox.example', []);
  const [inside, outside] = [await editorOf('inside@sandbox.example', own), await editorOf('outside@sandbox.example', own)];
  const create = async (name: string, member: { id: number | string }) =>
    (await strapi.documents(ORGANIZATION).create({ data: { name, members: [member.id] } as never })).documentId;
  const [acme] = [await create('Acme', inside), await create('Beta', outside)];
  sent.length = 0;
  await strapi.eventHub.emit('microsoft-sync.application.action-required', { organization: acme, reason: 'application-unknown' });
  const editors = sent.map(({ to }) => to).filter((to) => /^(every|inside|outside)@/.test(to));
  expect(editors.sort()).toEqual(['every@sandbox.example', 'inside@sandbox.example']);
  for (const { text } of sent) expect(text).toContain(`/settings/microsoft-sync/organizations/${acme}`);
});

test('that its secret ends soon the administrators of the application hear once for each warning', async () => {
  sent.length = 0;
  const { application } = office.services;
  const container = containerOf(office.strapi);
  const inDays = (days: number) => new Date(Date.now() + container.clock.offsetMs + days * 86_400_000).toISOString();
  await application.write({ clientSecretExpiresAt: inDays(14) });
  const { warnOfExpiry } = container;
  for (let time = 0; time < 2; time += 1) {
    await warnOfExpiry();
    container.clock.offsetMs += 3_700_000; // it is looked at hourly
  }
  await vi.waitFor(() => expect(sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('expires in 14 days')]));
});

test('who has switched mails off among their settings gets none, neither as a person nor as an administrator', async () => {
  sent.length = 0;
  await office.settings({ incidentMails: false });
  const told = [
    ['account', { user: office.user, reason: 'no-mailbox' }],
    ['application', { organization: null, reason: 'application-disabled' }],
  ] as const;
  for (const [of, event] of told) await office.strapi.eventHub.emit(`microsoft-sync.${of}.action-required`, event);
  await office.strapi.eventHub.emit('microsoft-sync.run.completed', { user: office.user, outcome: 'stopped-by-guard', reason: null });
  expect(sent).toEqual([]);
  await office.settings({ incidentMails: null });
  await office.strapi.eventHub.emit('microsoft-sync.account.action-required', { user: office.user, reason: 'mailbox-taken' });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
});

test('people who have not connected are invited by mail, by whoever manages accounts, once a day', async () => {
  const { booted } = office;
  const permissions = ['plugin::microsoft-sync.me.read', 'plugin::microsoft-sync.me.update'];
  const ben = await booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', permissions });
  const eve = await booted.createAdminUser({ firstname: 'Eve', lastname: 'Outside', permissions: [] });
  const token = await booted.adminToken(office.ada);
  const read = async () => {
    const { body } = await booted.request.get('/microsoft-sync/invitations').set('Authorization', `Bearer ${token}`).expect(200);
    return body.data as Invitations;
  };
  const invite = async (users: string[]) => {
    const { body } = await booted.request.post('/microsoft-sync/invitations').set('Authorization', `Bearer ${token}`).send({ users });
    return (body.data as InvitationOutcome[]).map(({ outcome }) => outcome);
  };
  const before = await read();
  expect(before).toMatchObject({ canMail: true, url: expect.stringMatching(/\/settings\/microsoft-sync\/me$/) });
  const notOf = ({ people }: Invitations) =>
    people.filter(({ user }) => [ben, eve].some((one) => one.documentId === user)).map(({ not }) => not);
  expect(notOf(before)).toEqual([null, 'may-not-connect']);
  expect(before.people.map(({ user }) => user)).not.toContain(office.user);
  const from = sent.length;
  expect(await invite([ben.documentId, eve.documentId, office.user, 'nobody'])).toEqual([
    'sent',
    'may-not-connect',
    'connected',
    'out-of-reach',
  ]);
  expect(await invite([ben.documentId])).toEqual(['invited-already']);
  expect(sent.slice(from).map(({ to }) => to)).toEqual([ben.email]);
  expect(notOf(await read())).toEqual(['invited-already', 'may-not-connect']);
});
