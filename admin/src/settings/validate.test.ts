import { describe, expect, it } from 'vitest';

import { settingNames } from '../../../src/settings/fields';
import { type ApplicationForm, emptyApplication } from '../application/form';
import type { LevelForm } from './form';
import { fieldErrorsOf, problemsOf, validator } from './validate';

const nothing = (value: unknown) => Object.fromEntries(settingNames.map((field) => [field, value]));
const form = ({
  fields = {},
  application = {},
}: {
  fields?: Partial<LevelForm['fields']>;
  application?: Partial<ApplicationForm>;
}): LevelForm => ({
  application: { ...emptyApplication, isOwn: true, ...application },
  integrations: { calendar: true, tasks: true },
  fields: { ...(nothing(null) as LevelForm['fields']), ...fields },
  locks: nothing(false) as LevelForm['locks'],
});
const guid = '00001111-aaaa-2222-bbbb-3333cccc4444';

describe('validation before a save', () => {
  it.each([1, 15, 1440, null])('accepts an interval of %s', (syncIntervalMinutes) => {
    expect(problemsOf(form({ fields: { syncIntervalMinutes } }))).toEqual([]);
  });

  it.each([0, 1.5, 1441, -3, '' as const])('refuses an interval of "%s"', (syncIntervalMinutes) => {
    expect(problemsOf(form({ fields: { syncIntervalMinutes } }))).toEqual([
      { path: 'fields.syncIntervalMinutes', text: 'interval.problem' },
    ]);
  });

  it.each(['common', 'organizations', 'consumers', guid, 'contoso.onmicrosoft.com', null])('accepts the tenant %s', (tenantId) => {
    expect(problemsOf(form({ application: { tenantId } }))).toEqual([]);
  });

  it.each<[string, Partial<ApplicationForm>, string, string]>([
    ['a tenant that is neither', { tenantId: 'my company' }, 'application.tenantId', 'tenant-id.problem'],
    ['a client ID that is none', { clientId: 'crm' }, 'application.clientId', 'client-id.problem'],
    ['replacing a secret by nothing', { secret: 'replace', clientSecret: ' ' }, 'application.clientSecret', 'secret.problem'],
    [
      'a tenant that stands for many, without sign-in',
      { mode: 'application', tenantId: 'common' },
      'application.tenantId',
      'tenant-id.one-only',
    ],
    [
      'a key that is none',
      { certificate: 'enter', privateKey: 'abc', thumbprint: 'a'.repeat(64) },
      'application.privateKey',
      'certificate.key.problem',
    ],
    [
      'a thumbprint that is too short',
      { certificate: 'enter', privateKey: '-----BEGIN PRIVATE KEY-----', thumbprint: 'AB:CD' },
      'application.thumbprint',
      'certificate.thumbprint.problem',
    ],
    ["a secret's ID instead of its value", { clientSecret: guid }, 'application.clientSecret', 'secret.is-id'],
  ])('refuses %s', (_name, application, path, text) => {
    expect(problemsOf(form({ application }))).toEqual([{ path, text }]);
  });

  it('wants a client ID of an organization that brings its own application, and nothing of one that does not', () => {
    expect(problemsOf(form({}), true)).toEqual([{ path: 'application.clientId', text: 'client-id.problem' }]);
    expect(problemsOf(form({ application: { isOwn: false } }), true)).toEqual([]);
  });

  it('hands problems to the form as it expects them', async () => {
    await expect(validator(false)(form({ fields: { syncIntervalMinutes: 0 } }))).rejects.toMatchObject({
      name: 'ValidationError',
      inner: [{ path: 'fields.syncIntervalMinutes', message: { id: 'microsoft-sync.interval.problem' } }],
    });
  });
});

describe('refusals of the server', () => {
  const failure = (path: string) => ({
    message: 'wrong',
    code: 'invalid-input' as const,
    reason: null,
    link: null,
    problems: [{ path, message: 'is wrong' }],
  });

  it.each<[string, 'settings' | 'application', object]>([
    ['syncIntervalMinutes', 'settings', { fields: { syncIntervalMinutes: 'is wrong' } }],
    ['fields.syncIntervalMinutes', 'settings', { fields: { syncIntervalMinutes: 'is wrong' } }],
    ['integrations.calendar', 'settings', { integrations: { calendar: 'is wrong' } }],
    ['clientId', 'application', { application: { clientId: 'is wrong' } }],
    ['certificate.privateKey', 'application', { application: { privateKey: 'is wrong' } }],
    ['certificate.thumbprintSha256', 'application', { application: { thumbprint: 'is wrong' } }],
    ['fields.locks.tasksEnabled', 'settings', { fields: { tasksEnabled: 'is wrong' } }],
    ['', 'application', {}],
  ])('puts "%s" of the %s on its field', (path, part, expected) => {
    expect(fieldErrorsOf(failure(path), part)).toEqual(expected);
  });
});
