import type { settingFields } from '../../../src/settings/fields';
import { settingEnums } from './enums';

const hidden = { 'content-manager': { visible: false }, 'content-type-builder': { visible: false }, i18n: { localized: false } };

/** A column per field; `null` inherits. The default lies in the resolver, never in the column, so that a later default counts for all. */
const columns: Record<keyof typeof settingFields, object> = {
  syncIntervalMinutes: { type: 'integer' },
  incidentMails: { type: 'boolean' },
  calendarEnabled: { type: 'boolean' },
  calendarDirection: { type: 'enumeration', enum: settingEnums.direction },
  calendarConflictResolution: { type: 'enumeration', enum: settingEnums.conflictResolution },
  calendarPastDays: { type: 'integer' },
  calendarFutureDays: { type: 'integer' },
  calendarInvitations: { type: 'enumeration', enum: settingEnums.invitations },
  calendarPrivateEvents: { type: 'enumeration', enum: settingEnums.privateEvents },
  tasksEnabled: { type: 'boolean' },
  tasksDirection: { type: 'enumeration', enum: settingEnums.direction },
  tasksConflictResolution: { type: 'enumeration', enum: settingEnums.conflictResolution },
};

/** Of types too that nobody sees, the Content Manager would check and save at each start how every attribute is to be shown. */
const unseen = (attributes: Record<string, object>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute, visible: false }]));

const type = (kind: string, singularName: string, pluralName: string, displayName: string, attributes: Record<string, object>) => ({
  schema: {
    kind,
    collectionName: `microsoft_sync_${pluralName.replace(/-/g, '_')}`,
    info: { singularName, pluralName, displayName },
    options: { draftAndPublish: false },
    pluginOptions: hidden,
    // `revision` counts the saves, so that two people who save at once notice each other.
    attributes: unseen({ ...columns, ...attributes, revision: { type: 'integer', default: 0 } }),
  },
});

/** `isSystem` is always true: a unique column is what makes the row single in the database, two starting servers or not. */
export const systemSetting = type('singleType', 'system-setting', 'system-settings', 'Microsoft 365 system settings', {
  isSystem: { type: 'boolean', default: true, column: { unique: true } },
  locks: { type: 'json' },
  calendarIntegration: { type: 'boolean' },
  tasksIntegration: { type: 'boolean' },
});

export const organizationSetting = type(
  'collectionType',
  'organization-setting',
  'organization-settings',
  'Microsoft 365 organization settings',
  { organizationId: { type: 'string', required: true, column: { unique: true } }, locks: { type: 'json' } },
);

export const userSetting = type('collectionType', 'user-setting', 'user-settings', 'Microsoft 365 user settings', {
  userId: { type: 'string', required: true, column: { unique: true } },
});
