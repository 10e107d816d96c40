import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplicationVerdict } from '../../src/contracts';
import type { Me } from '../../src/contracts/http';
import type { ApplicationNeed, StatusPeople } from '../../src/contracts/http-status';
import { openOffice, type Office, type Person } from '../support';
import { CLIENT_ID, CLIENT_SECRET } from '../support/office';
import { containerOf } from '../support/container';
import { databases } from '../support/database';

const ORGANIZATION = 'plugin::microsoft-sync.organization';
const EXPIRED = { reason: 'application-secret-expired', message: 'It has expired.' } as const;

describe.each(databases)('an application that needs somebody, on %s', (database) => {
  let office: Office;
  let acme: string;
  let tokens: Record<'system' | 'organizations' | 'acme' | 'condition' | 'status' | 'ada', string>;

  const ask = async <T>(method: 'get' | 'post', path: string, token: string): Promise<T> =>
    (await office.booted.request[method](`/microsoft-sync/${path}`).set('Authorization', `Bearer ${token}`).expect(200)).body.data as T;
  const needs = (of: 'application' | 'organization', token: string) => ask<ApplicationNeed[]>('get', `${of}-needs`, token);
  async function refuse(organization: string | null): Promise<void> {
    const { application } = containerOf(office.strapi);
    const verdict = await application.credentials({ organization });
    if (!verdict.ok) throw new Error(verdict.message);
    await application.refused(verdict.credentials, EXPIRED);
  }
  async function somebodyWith(name: string, condition?: string): Promise<{ person: Person; token: string }> {
    const roles = office.strapi.service('admin::role');
    const role = await roles.create({ name: `Role ${randomUUID()}` });
    const conditions = condition === undefined ? [] : [`plugin::microsoft-sync.${condition}`];
    await roles.assignPermissions(role.id, [{ action: `plugin::microsoft-sync.${name}`, conditions }]);
    const person = await office.booted.createAdminUser({ permissions: [] });
    await office.strapi.service('admin::user').updateById(person.id, { roles: [role.id] });
    return { person, token: await office.booted.adminToken(person) };
  }

  beforeAll(async () => {
    office = await openOffice({ boot: { database } });
    const ofAcme = await somebodyWith('organizations.update', 'in-my-organization');
    const ben = await office.booted.createAdminUser({ email: 'ben@sandbox.example' });
    await office.connect(ben);
    const documents = office.strapi.documents(ORGANIZATION);
    acme = (await documents.create({ data: { name: 'Acme', members: [ben.id, ofAcme.person.id] } as never })).documentId;
    await documents.create({ data: { name: 'Beta', members: [] } as never });
    tokens = {
      system: (await somebodyWith('settings.update')).token,
      organizations: (await somebodyWith('organizations.update')).token,
      acme: ofAcme.token,
      condition: (await somebodyWith('settings.update', 'is-me')).token,
      status: (await somebodyWith('sync.read')).token,
      ada: await office.booted.adminToken(office.ada),
    };
  });
  afterAll(() => office?.close());

  it('has nothing to say while all is well', async () => {
    expect(await needs('application', tokens.system)).toEqual([]);
    expect(await needs('organization', tokens.organizations)).toEqual([]);
    expect(await ask<StatusPeople>('get', 'status/people', tokens.status)).toMatchObject({ ofApplications: 0 });
    expect(await ask<Me>('get', 'me', tokens.ada)).toMatchObject({ waitsForApplication: false });
  });

  it('is told to whoever may edit it, and whoever is connected by it waits for that alone', async () => {
    await office.strapi.db
      .connection('microsoft_sync_accounts')
      .where({ user_id: office.user })
      .update({ failure_reason: 'sign-in-expired', failure_at: Date.now() });
    await refuse(null);
    expect(await needs('application', tokens.system)).toEqual([{ organization: null, problem: EXPIRED.reason, ends: null }]);
    // A condition reaches some people, and the system's application is everybody's.
    expect(await needs('application', tokens.condition)).toEqual([]);
    expect(await needs('organization', tokens.organizations)).toEqual([]);
    // Of both, only Ada would need somebody still.
    const { totals, ofApplications } = await ask<StatusPeople>('get', 'status/people', tokens.status);
    expect([totals['needs-person'], ofApplications]).toEqual([2, 1]);
    expect(await ask<Me>('get', 'me', tokens.ada)).toMatchObject({
      account: { state: 'action-required', reason: EXPIRED.reason },
      waitsForApplication: true,
    });
  });

  it('of an organization is told to whom the organization is reached', async () => {
    await office.services.application.write(
      { clientId: CLIENT_ID, tenantId: 'acme.example', clientSecret: 'acme~secret' },
      { organization: acme },
    );
    await refuse(acme);
    const said = [{ organization: { id: acme, name: 'Acme' }, problem: EXPIRED.reason, ends: null }];
    expect(await needs('organization', tokens.organizations)).toEqual(said);
    expect(await needs('organization', tokens.acme)).toEqual(said);
    const elsewhere = await somebodyWith('organizations.update', 'in-my-organization');
    expect(await needs('organization', elsewhere.token)).toEqual([]);
    expect(await needs('application', tokens.system)).toHaveLength(1);
  });

  it('that is not entered to its end is said where an account waits for it, and its end in time', async () => {
    const { application } = office.services;
    await application.write({ clientSecret: null }, { organization: acme });
    expect(await needs('organization', tokens.acme)).toMatchObject([{ problem: 'application-missing' }]);
    expect((await ask<StatusPeople>('get', 'status/people', tokens.status)).ofApplications).toBe(1);
    const [beta] = await office.strapi.documents(ORGANIZATION).findMany({ filters: { name: 'Beta' } as never });
    await application.write({ clientId: CLIENT_ID }, { organization: beta?.documentId ?? '' });
    expect(await needs('organization', tokens.organizations)).toHaveLength(1);

    const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
    await application.write({ clientSecret: 'another~secret', clientSecretExpiresAt: days(20) }, { organization: acme });
    expect(await needs('organization', tokens.acme)).toEqual([
      { organization: { id: acme, name: 'Acme' }, problem: null, ends: { what: 'secret', daysLeft: 20 } },
    ]);
  });

  it('is checked by whoever may edit it', async () => {
    const token = tokens.acme;
    await office.services.application.write(
      { clientId: CLIENT_ID, tenantId: '5a0db0c5-0000-4000-8000-000000000365', clientSecret: 'wrong~secret' },
      { organization: acme },
    );
    const verdicts = await ask<ApplicationVerdict[]>('post', `organizations/${acme}/application/check`, token);
    expect(verdicts.find(({ step }) => step === 'credential')).toMatchObject({ ok: false, code: 'application-secret-invalid' });
    expect(await needs('organization', token)).toMatchObject([{ problem: 'application-secret-invalid' }]);
    await office.services.application.write({ clientSecret: CLIENT_SECRET }, { organization: acme });
    // It is the system's now, of which the check finds that Microsoft takes it.
    await ask('post', `organizations/${acme}/application/check`, token);
    expect(await needs('organization', token)).toEqual([]);
    await office.booted.request.post(`/microsoft-sync/organizations/${acme}/application/check`).expect(401);
  });
});
