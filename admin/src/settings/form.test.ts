import { describe, expect, it } from 'vitest';

import type { ApplicationReading, Scope, SettingsReading, SettingValues } from '../../../src/contracts';
import type { LevelSettings } from '../../../src/contracts/http';
import { settingFields, settingNames } from '../../../src/settings/fields';
import { changesOf, formOf, inheritedOf, type LevelForm, onTopOf, shownValue } from './form';

const settings = (own: Partial<SettingValues> = {}): LevelSettings => ({
  fields: Object.fromEntries(
    settingNames.map((field) => [
      field,
      { own: own[field] ?? null, effective: own[field] ?? settingFields[field].default, source: 'default', lockedBy: null },
    ]),
  ) as unknown as SettingsReading,
  integrations: { calendar: true, tasks: false },
  version: '1.0',
});
const application = (clientSecret: ApplicationReading['clientSecret'] = { isSet: false }): ApplicationReading => ({
  clientId: null,
  tenantId: null,
  mode: 'delegated',
  clientSecret,
  certificate: { isSet: false },
  redirectUri: 'https://crm.example/api/microsoft-sync/oauth/callback',
  source: 'system',
});
const of = (settingsOf: LevelSettings, applicationOf: ApplicationReading | null, scope: Scope = { level: 'system' }) =>
  formOf({ scope, settings: settingsOf, application: applicationOf });
const form = (change: (draft: LevelForm) => void = () => undefined, from = of(settings(), application())): LevelForm => {
  const draft = structuredClone(from);
  change(draft);
  return draft;
};

describe('the form of a level', () => {
  it('inherits what the level does not say, and keeps what it does', () => {
    const { fields } = of(settings({ syncIntervalMinutes: 5, calendarEnabled: false }), application());
    expect(fields).toMatchObject({
      syncIntervalMinutes: 5,
      calendarEnabled: false,
      calendarDirection: null,
      tasksConflictResolution: null,
    });
  });

  it('shows the day on which the secret expires, and never a secret', () => {
    const { application: shown } = of(settings(), application({ isSet: true, expiresAt: '2027-01-31T00:00:00.000Z' }));
    expect(shown).toMatchObject({ secret: 'keep', clientSecret: null, clientSecretExpiresAt: '2027-01-31' });
  });
});

describe('what a save sends', () => {
  const before = form();

  it('is nothing as long as nothing differs', () => {
    expect(changesOf(before, form())).toEqual({ settings: null, application: null });
  });

  it.each<[string, (draft: LevelForm) => void, unknown]>([
    ['only the field that was changed', (draft) => (draft.fields.syncIntervalMinutes = 5), { fields: { syncIntervalMinutes: 5 } }],
    ['only the lock that was set', (draft) => (draft.locks.tasksEnabled = true), { fields: { locks: { tasksEnabled: true } } }],
    ['only the integration that was switched', (draft) => (draft.integrations.calendar = false), { integrations: { calendar: false } }],
  ])('is %s', (_name, change, expected) => {
    expect(changesOf(before, form(change))).toEqual({ settings: expected, application: null });
  });

  it('is null for a field that is given back', () => {
    const own = of(settings({ syncIntervalMinutes: 5 }), application());
    const after = form((draft) => (draft.fields.syncIntervalMinutes = null), own);
    expect(changesOf(own, after).settings).toEqual({ fields: { syncIntervalMinutes: null } });
  });

  it('trims the IDs, and empties an emptied one', () => {
    const typed = form((draft) => (draft.application.clientId = ' 00001111-aaaa-2222-bbbb-3333cccc4444 '));
    expect(changesOf(before, typed).application).toEqual({ kind: 'patch', patch: { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444' } });
    expect(
      changesOf(
        typed,
        form((draft) => (draft.application.clientId = ' ')),
      ).application,
    ).toEqual({ kind: 'patch', patch: { clientId: null } });
  });

  it('sends the expiry along with a new secret even if the day is the same, because a new secret drops the old day', () => {
    const kept = of(settings(), application({ isSet: true, expiresAt: '2027-01-31T00:00:00.000Z' }));
    const after = form((draft) => Object.assign(draft.application, { secret: 'replace', clientSecret: 'n3w' }), kept);
    expect(changesOf(kept, after).application).toEqual({
      kind: 'patch',
      patch: { clientSecret: 'n3w', clientSecretExpiresAt: '2027-01-31T00:00:00.000Z' },
    });
  });

  it('removes a secret together with its expiry', () => {
    const kept = of(settings(), application({ isSet: true, expiresAt: '2027-01-31T00:00:00.000Z' }));
    const after = form((draft) => Object.assign(draft.application, { secret: 'remove', clientSecretExpiresAt: null }), kept);
    expect(changesOf(kept, after).application).toEqual({ kind: 'patch', patch: { clientSecret: null, clientSecretExpiresAt: null } });
  });

  it('sends a certificate whole, and null for one that is removed', () => {
    const after = form((draft) =>
      Object.assign(draft.application, { certificate: 'enter', privateKey: ' key ', thumbprint: 'AB', certificateExpiresAt: '2027-01-31' }),
    );
    expect(changesOf(before, after).application).toEqual({
      kind: 'patch',
      patch: { certificate: { privateKey: 'key', thumbprintSha256: 'AB', expiresAt: '2027-01-31T00:00:00.000Z' } },
    });
    expect(
      changesOf(
        before,
        form((draft) => (draft.application.certificate = 'remove')),
      ).application,
    ).toEqual({ kind: 'patch', patch: { certificate: null } });
  });
});

describe('the application of an organization', () => {
  const scope: Scope = { level: 'organization', id: 'o' };
  const shared = of(settings(), { ...application(), clientId: 'of-the-system' }, scope);
  const own = of(settings(), { ...application(), clientId: 'own', source: 'organization' }, scope);

  it("shows nothing of the system's to edit, and begins empty", () => {
    expect(shared.application).toMatchObject({ isOwn: false, clientId: null });
    const after = form((draft) => Object.assign(draft.application, { isOwn: true, clientId: 'new' }), shared);
    expect(changesOf(shared, after).application).toEqual({ kind: 'patch', patch: { clientId: 'new' } });
  });

  it('is given back as a whole', () => {
    expect(
      changesOf(
        own,
        form((draft) => (draft.application.isOwn = false), own),
      ).application,
    ).toEqual({ kind: 'give-back' });
  });
});

describe('what an inheriting field shows', () => {
  const reading = { own: 5, effective: 5, source: 'user', lockedBy: null, inherited: { value: 30, source: 'organization' } } as const;
  const locked = { own: 5, effective: 30, source: 'system', lockedBy: 'system' } as const;

  it('is what counts without the own value, also while there is one', () => {
    expect(inheritedOf<number>(reading)).toEqual({ value: 30, source: 'organization' });
    expect(shownValue<'syncIntervalMinutes'>(reading, null)).toBe(30);
    expect(shownValue<'syncIntervalMinutes'>(reading, 7)).toBe(7);
  });

  it('is what counts under a lock, whatever is kept', () => {
    expect(shownValue<'syncIntervalMinutes'>(locked, 5)).toBe(30);
  });
});

it('puts typed changes on top of what somebody else has saved, and leaves the rest theirs', () => {
  const before = form();
  const typed = form((draft) => {
    draft.fields.syncIntervalMinutes = 7;
    draft.locks.calendarEnabled = true;
  });
  const theirs = form((draft) => {
    draft.fields.syncIntervalMinutes = 60;
    draft.fields.calendarPastDays = 10;
  });
  const { fields, locks } = onTopOf(theirs, before, typed);
  expect([fields.syncIntervalMinutes, fields.calendarPastDays, locks.calendarEnabled]).toEqual([7, 10, true]);
});
