import type { Core, UID } from '@strapi/types';
import type { Level, Resource, Scope, SettingsPatch } from '../../../src/contracts';
import { settingNames } from '../../../src/settings/fields';
import type { SettingsOfLevel } from '../../../src/settings/resolve';

export interface StoredSettings extends SettingsOfLevel {
  readonly integrations: { readonly [R in Resource]: boolean };
}
export interface SettingsStore {
  read(scope: Scope): Promise<StoredSettings | null>;
  write(scope: Scope, patch: SettingsPatch, integrations?: { readonly [R in Resource]?: boolean }): Promise<void>;
}

const uids: Record<Level, string> = {
  system: 'plugin::microsoft-sync.system-setting',
  organization: 'plugin::microsoft-sync.organization-setting',
  user: 'plugin::microsoft-sync.user-setting',
};

/** The three levels in their content types: one row per system, organization and user. */
export function createSettingsStore(strapi: Core.Strapi): SettingsStore {
  const find = async (scope: Scope): Promise<Record<string, unknown> | null> =>
    (await strapi.db.query(uids[scope.level] as UID.Schema).findOne({ where: keyOf(scope) })) as Record<string, unknown> | null;
  return {
    async read(scope) {
      const row = await find(scope);
      return row && toSettings(row);
    },
    async write(scope, patch, integrations) {
      const uid = uids[scope.level] as UID.ContentType;
      await strapi.db.transaction(async () => {
        const row = await find(scope);
        const { locks, ...values } = patch;
        const data: Record<string, unknown> = { ...values };
        if (locks) data['locks'] = { ...((row?.['locks'] as object | null) ?? {}), ...locks };
        if (integrations?.calendar !== undefined) data['calendarIntegration'] = integrations.calendar;
        if (integrations?.tasks !== undefined) data['tasksIntegration'] = integrations.tasks;
        if (row) await strapi.documents(uid).update({ documentId: String(row['documentId']), data: data as never });
        else await strapi.documents(uid).create({ data: { ...data, ...keyOf(scope) } as never });
      });
    },
  };
}

function keyOf(scope: Scope): Record<string, unknown> {
  switch (scope.level) {
    case 'system':
      return { isSystem: true };
    case 'organization':
      return { organizationId: scope.id };
    case 'user':
      return { userId: scope.id };
  }
}

function toSettings(row: Record<string, unknown>): StoredSettings {
  const values: Record<string, unknown> = {};
  for (const name of settingNames) values[name] = row[name] ?? null;
  return {
    values,
    locks: (row['locks'] as SettingsOfLevel['locks'] | null) ?? {},
    integrations: { calendar: row['calendarIntegration'] === true, tasks: row['tasksIntegration'] === true },
  };
}
