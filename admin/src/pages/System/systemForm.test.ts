import { describe, expect, it } from 'vitest';

import type { ApplicationReading, SettingsReading, SettingValues } from '../../../../src/contracts';
import type { SystemSettings } from '../../../../src/contracts/http';
import { settingFields, settingNames } from '../../../../src/settings/fields';
import { changesOf, formOf, type SystemForm } from './systemForm';

const settings = (own: Partial<SettingValues> = {}): SystemSettings => ({
  fields: Object.fromEntries(
    settingNames.map((field) => [field, { own: own[field] ?? null, effective: own[field] ?? settingFields[field].default, source: 'default', lockedBy: null }]),
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
const form = (change: (draft: SystemForm) => void = () => undefined, from = formOf(settings(), application())): SystemForm => {
  const draft = structuredClone(from);
  change(draft);
  return draft;
};

describe('the form of the system level', () => {
  it('inherits what the level does not say, and keeps what it does', () => {
    const { fields } = formOf(settings({ syncIntervalMinutes: 5, calendarEnabled: false }), application());
    expect(fields).toEqual({ syncIntervalMinutes: 5, calendarEnabled: false, calendarDirection: null, calendarConflictResolution: null });
  });

  it('shows the day on which the secret expires, and never a secret', () => {
    const { application: shown } = formOf(settings(), application({ isSet: true, expiresAt: '2027-01-31T00:00:00.000Z' }));
    expect(shown).toMatchObject({ secret: 'keep', clientSecret: null, clientSecretExpiresAt: '2027-01-31' });
  });
});

describe('what a save sends', () => {
  const before = form();

  it('is nothing as long as nothing differs', () => {
    expect(changesOf(before, form())).toEqual({ settings: null, application: null });
  });

  it.each<[string, (draft: SystemForm) => void, unknown]>([
    ['only the field that was changed', (draft) => (draft.fields.syncIntervalMinutes = 5), { fields: { syncIntervalMinutes: 5 } }],
    ['only the integration that was switched', (draft) => (draft.integrations.calendar = false), { integrations: { calendar: false } }],
  ])('is %s', (_name, change, expected) => {
    expect(changesOf(before, form(change))).toEqual({ settings: expected, application: null });
  });

  it('is null for a field that is given back', () => {
    const own = formOf(settings({ syncIntervalMinutes: 5 }), application());
    const after = form((draft) => (draft.fields.syncIntervalMinutes = null), own);
    expect(changesOf(own, after).settings).toEqual({ fields: { syncIntervalMinutes: null } });
  });

  it('trims the IDs, and empties an emptied one', () => {
    const typed = form((draft) => (draft.application.clientId = ' 00001111-aaaa-2222-bbbb-3333cccc4444 '));
    expect(changesOf(before, typed).application).toEqual({ clientId: '00001111-aaaa-2222-bbbb-3333cccc4444' });
    expect(changesOf(typed, form((draft) => (draft.application.clientId = ' '))).application).toEqual({ clientId: null });
  });

  it('sends the expiry along with a new secret even if the day is the same, because a new secret drops the old day', () => {
    const kept = formOf(settings(), application({ isSet: true, expiresAt: '2027-01-31T00:00:00.000Z' }));
    const after = form((draft) => Object.assign(draft.application, { secret: 'replace', clientSecret: 'n3w' }), kept);
    expect(changesOf(kept, after).application).toEqual({ clientSecret: 'n3w', clientSecretExpiresAt: '2027-01-31T00:00:00.000Z' });
  });

  it('removes a secret together with its expiry', () => {
    const kept = formOf(settings(), application({ isSet: true, expiresAt: '2027-01-31T00:00:00.000Z' }));
    const after = form((draft) => Object.assign(draft.application, { secret: 'remove', clientSecretExpiresAt: null }), kept);
    expect(changesOf(kept, after).application).toEqual({ clientSecret: null, clientSecretExpiresAt: null });
  });
});
