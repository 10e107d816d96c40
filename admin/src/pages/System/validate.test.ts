import { describe, expect, it } from 'vitest';

import type { SystemForm } from './systemForm';
import { fieldErrorsOf, problemsOf, validate } from './validate';

const form = ({ fields = {}, application = {} }: { fields?: Partial<SystemForm['fields']>; application?: Partial<SystemForm['application']> }): SystemForm => ({
  application: { clientId: null, tenantId: null, secret: 'none', clientSecret: null, clientSecretExpiresAt: null, ...application },
  integrations: { calendar: true, tasks: true },
  fields: { syncIntervalMinutes: null, calendarEnabled: null, calendarDirection: null, calendarConflictResolution: null, ...fields },
});
const guid = '00001111-aaaa-2222-bbbb-3333cccc4444';

describe('validation before a save', () => {
  it.each([1, 15, 1440, null])('accepts an interval of %s', (syncIntervalMinutes) => {
    expect(problemsOf(form({ fields: { syncIntervalMinutes } }))).toEqual([]);
  });

  it.each([0, 1.5, 1441, -3, '' as const])('refuses an interval of "%s"', (syncIntervalMinutes) => {
    expect(problemsOf(form({ fields: { syncIntervalMinutes } }))).toEqual([{ path: 'fields.syncIntervalMinutes', text: 'interval.problem' }]);
  });

  it.each(['common', 'organizations', 'consumers', guid, 'contoso.onmicrosoft.com', null])('accepts the tenant %s', (tenantId) => {
    expect(problemsOf(form({ application: { tenantId } }))).toEqual([]);
  });

  it.each<[string, Partial<SystemForm['application']>, string, string]>([
    ['a tenant that is neither', { tenantId: 'my company' }, 'application.tenantId', 'tenant-id.problem'],
    ['a client ID that is none', { clientId: 'crm' }, 'application.clientId', 'client-id.problem'],
    ['replacing a secret by nothing', { secret: 'replace', clientSecret: ' ' }, 'application.clientSecret', 'secret.problem'],
    ["a secret's ID instead of its value", { clientSecret: guid }, 'application.clientSecret', 'secret.is-id'],
  ])('refuses %s', (_name, application, path, text) => {
    expect(problemsOf(form({ application }))).toEqual([{ path, text }]);
  });

  it('hands problems to the form as it expects them', async () => {
    await expect(validate(form({ fields: { syncIntervalMinutes: 0 } }))).rejects.toMatchObject({
      name: 'ValidationError',
      inner: [{ path: 'fields.syncIntervalMinutes', message: { id: 'microsoft-sync.interval.problem' } }],
    });
  });
});

describe('refusals of the server', () => {
  const failure = (path: string) => ({ message: 'wrong', code: 'invalid-input' as const, problems: [{ path, message: 'is wrong' }] });

  it.each<[string, 'settings' | 'application', object]>([
    ['syncIntervalMinutes', 'settings', { fields: { syncIntervalMinutes: 'is wrong' } }],
    ['fields.syncIntervalMinutes', 'settings', { fields: { syncIntervalMinutes: 'is wrong' } }],
    ['integrations.calendar', 'settings', { integrations: { calendar: 'is wrong' } }],
    ['clientId', 'application', { application: { clientId: 'is wrong' } }],
    ['', 'application', {}],
  ])('puts "%s" of the %s on its field', (path, part, expected) => {
    expect(fieldErrorsOf(failure(path), part)).toEqual(expected);
  });
});
