import type { ApplicationPatch, ApplicationReading, Resource, SettingReading, SettingsPatch, SettingValues } from '../../../../src/contracts';
import type { SystemSettings, SystemSettingsPatch } from '../../../../src/contracts/http';

/** What this page lets one edit of all the settings; the contract has more. */
export const shownFields = [
  'syncIntervalMinutes',
  'calendarEnabled',
  'calendarDirection',
  'calendarConflictResolution',
] as const satisfies (keyof SettingValues)[];
export type ShownField = (typeof shownFields)[number];

/** `null` inherits; `''` is an own value that nobody has typed yet. */
export type Draft<V> = V | null | '';

export interface SystemForm {
  application: {
    clientId: string | null;
    tenantId: string | null;
    secret: 'none' | 'keep' | 'replace' | 'remove'; // none: there is none yet
    clientSecret: string | null;
    clientSecretExpiresAt: string | null; // a day: 2027-01-31
  };
  integrations: { [R in Resource]: boolean };
  fields: { [F in ShownField]: Draft<SettingValues[F]> };
}

export function formOf(settings: SystemSettings, application: ApplicationReading): SystemForm {
  const own = <F extends ShownField>(field: F) => (settings.fields[field] as SettingReading<SettingValues[F]>).own;
  return {
    application: {
      clientId: application.clientId,
      tenantId: application.tenantId,
      secret: application.clientSecret.isSet ? 'keep' : 'none',
      clientSecret: null,
      clientSecretExpiresAt: application.clientSecret.expiresAt?.slice(0, 10) ?? null,
    },
    integrations: settings.integrations,
    fields: {
      syncIntervalMinutes: own('syncIntervalMinutes'),
      calendarEnabled: own('calendarEnabled'),
      calendarDirection: own('calendarDirection'),
      calendarConflictResolution: own('calendarConflictResolution'),
    },
  };
}

export interface SystemChanges {
  settings: SystemSettingsPatch | null; // null: nothing to save there
  application: ApplicationPatch | null;
}

/** Only what differs, so that saving one card never writes what somebody else just saved on the other. */
export function changesOf(before: SystemForm, after: SystemForm): SystemChanges {
  return { settings: settingsPatch(before, after), application: applicationPatch(before.application, after.application) };
}

function settingsPatch(before: SystemForm, after: SystemForm): SystemSettingsPatch | null {
  const patch: SystemSettingsPatch = {};
  const fields = pick(after.fields, (field) => before.fields[field] !== after.fields[field]) as SettingsPatch;
  const integrations = pick(after.integrations, (resource) => before.integrations[resource] !== after.integrations[resource]);
  if (Object.keys(fields).length > 0) patch.fields = fields;
  if (Object.keys(integrations).length > 0) patch.integrations = integrations;
  return Object.keys(patch).length > 0 ? patch : null;
}

function applicationPatch(before: SystemForm['application'], after: SystemForm['application']): ApplicationPatch | null {
  const patch: ApplicationPatch = {};
  if (after.clientId !== before.clientId) patch.clientId = trimmed(after.clientId);
  if (after.tenantId !== before.tenantId) patch.tenantId = trimmed(after.tenantId);
  if (after.secret === 'remove') return { ...patch, clientSecret: null, clientSecretExpiresAt: null };
  const clientSecret = trimmed(after.clientSecret);
  if (clientSecret) patch.clientSecret = clientSecret;
  // A new secret drops the day on which the former one expires, so its own goes along even if it is the same day.
  if (clientSecret || after.clientSecretExpiresAt !== before.clientSecretExpiresAt) patch.clientSecretExpiresAt = instant(after.clientSecretExpiresAt);
  return Object.keys(patch).length > 0 ? patch : null;
}

const trimmed = (text: string | null) => text?.trim() || null;
const instant = (day: string | null) => (day === null ? null : `${day}T00:00:00.000Z`);
const pick = <T extends object>(from: T, wanted: (key: keyof T) => boolean): Partial<T> =>
  Object.fromEntries(Object.entries(from).filter(([key]) => wanted(key as keyof T))) as Partial<T>;
