import type { Core, UID } from '@strapi/types';
import type { Level, Resource, Scope, SettingsPatch } from '../../../src/contracts';
import { applyPatch } from '../../../src/settings/apply-patch';
import { settingNames } from '../../../src/settings/fields';
import type { SettingsOfLevel } from '../../../src/settings/resolve';
import type { Sql } from '../host/sql';
import { chunks, json, type Row } from '../host/rows';
import { together } from '../node/together';
import { afterAttempt, isRace, MOST_ATTEMPTS } from '../storage/sql/races';
import { type LevelsOf, readLevelRows } from './read-levels';

export interface StoredSettings extends SettingsOfLevel {
  readonly integrations: { readonly [R in Resource]: boolean };
  readonly version: string;
}
interface SettingsChange {
  readonly patch: SettingsPatch;
  readonly integrations?: { readonly [R in Resource]?: boolean };
  /** What the person saw; without it, nothing is compared. */
  readonly version?: string;
  /** Runs first in the save's transaction, and prevents it by throwing. */
  readonly guard?: () => Promise<void>;
}
type StoredLevels = { readonly [L in Level]: StoredSettings | null };
export interface SettingsStore {
  read(scope: Scope): Promise<StoredSettings | null>;
  /** All levels that count for one user, with one statement for all who are asked about at once. */
  readLevels(options: LevelsOf): Promise<StoredLevels>;
  /** By id; `null`: of everybody who has settings of their own. */
  readMany(level: 'organization' | 'user', ids: readonly string[] | null): Promise<Map<string, StoredSettings>>;
  /** Returns false, and changes nothing, where somebody else has saved since `version`. */
  write(scope: Scope, change: SettingsChange): Promise<boolean>;
}

/** The version of a level that nobody has saved yet. */
export const NEVER_SAVED = '0';
const CHUNK = 500;
const MANY = 5_000;
const settingUids: Record<Level, string> = {
  system: 'plugin::microsoft-sync.system-setting',
  organization: 'plugin::microsoft-sync.organization-setting',
  user: 'plugin::microsoft-sync.user-setting',
};

/** The three levels in their content types: one row per system, organization and user. */
export function createSettingsStore(strapi: Core.Strapi, sql: Sql): SettingsStore {
  const query = (level: Level) => strapi.db.query(settingUids[level] as UID.Schema);
  const find = async (scope: Scope): Promise<Row | null> => (await query(scope.level).findOne({ where: keyOf(scope) })) as Row | null;

  /** Counts the save, where nobody was quicker: the row stays locked for others until the transaction ends. */
  async function count(scope: Scope, version: string | undefined): Promise<boolean> {
    const [id, revision] = (version ?? '').split('.').map(Number);
    const { tableName } = strapi.db.metadata.get(settingUids[scope.level]);
    const changed = await sql.run((from, knex) => {
      const row = from(tableName).where(columnOf(scope));
      if (version !== undefined) void row.where({ id: id ?? 0 }).whereRaw('coalesce(revision, 0) = ?', [revision ?? -1]);
      return row.update({ revision: knex.raw('coalesce(revision, 0) + 1') });
    });
    return Number(changed) > 0;
  }

  async function save(scope: Scope, change: SettingsChange): Promise<boolean> {
    const uid = settingUids[scope.level] as UID.ContentType;
    return sql.attempt(async () => {
      await change.guard?.();
      const isCounted = isVersion(change.version) && (await count(scope, change.version));
      const row = await find(scope);
      if (!isCounted && (row || (change.version ?? NEVER_SAVED) !== NEVER_SAVED)) return false;
      const data = dataOf(row, change) as never;
      if (row) await strapi.documents(uid).update({ documentId: String(row['documentId']), data });
      else await strapi.documents(uid).create({ data: { ...dataOf(row, change), ...keyOf(scope), revision: 1 } as never });
      return true;
    });
  }

  async function readLevels(people: readonly LevelsOf[]): Promise<StoredLevels[]> {
    const rowsOf = await readLevelRows(strapi, sql, settingUids, people);
    const known = new Map<Row, StoredSettings>(); // most people share what is above them
    const settingsOf = (row: Row | null): StoredSettings | null => {
      if (row === null) return null;
      const settings = known.get(row) ?? toSettings(row);
      known.set(row, settings);
      return settings;
    };
    return people.map((of) => {
      const { system, organization, user } = rowsOf(of);
      return { system: settingsOf(system), organization: settingsOf(organization), user: settingsOf(user) };
    });
  }

  return {
    async read(scope) {
      const row = await find(scope);
      return row && toSettings(row);
    },
    readLevels: together(readLevels, { isAlone: () => sql.isInTransaction() }),
    async readMany(level, ids) {
      const name = level === 'organization' ? 'organizationId' : 'userId';
      const found = new Map<string, StoredSettings>();
      for (const part of ids === null || ids.length > MANY ? [null] : chunks(ids, CHUNK))
        for (const row of await query(level).findMany(part ? { where: { [name]: { $in: part } } } : {}))
          found.set(String(row[name]), toSettings(row as Row));
      return found;
    },
    async write(scope, change) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          if (await save(scope, change)) return true;
          if (change.version !== undefined || attempt === MOST_ATTEMPTS) return false;
        } catch (error) {
          if (!isRace(error) || attempt === MOST_ATTEMPTS) throw error;
        }
        await afterAttempt(attempt);
      }
    },
  };
}

const isVersion = (version: string | undefined): boolean => version === undefined || /^\d{1,15}\.\d{1,15}$/.test(version);
function dataOf(row: Row | null, { patch, integrations }: SettingsChange): Record<string, unknown> {
  const { locks, ...values } = patch;
  return {
    ...values,
    ...(locks ? { locks: applyPatch(row && toSettings(row), { locks }).locks } : {}),
    ...(integrations?.calendar === undefined ? {} : { calendarIntegration: integrations.calendar }),
    ...(integrations?.tasks === undefined ? {} : { tasksIntegration: integrations.tasks }),
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

function columnOf(scope: Scope): Record<string, unknown> {
  switch (scope.level) {
    case 'system':
      return { is_system: true };
    case 'organization':
      return { organization_id: scope.id };
    case 'user':
      return { user_id: scope.id };
  }
}

function toSettings(row: Row): StoredSettings {
  const values: Record<string, unknown> = {};
  for (const name of settingNames) values[name] = row[name] ?? null;
  const locks = row['locks'];
  return {
    values,
    locks: typeof locks === 'string' ? json(locks, {}) : ((locks as SettingsOfLevel['locks'] | null) ?? {}),
    integrations: { calendar: row['calendarIntegration'] === true, tasks: row['tasksIntegration'] === true },
    version: `${String(row['id'])}.${String(row['revision'] ?? 0)}`,
  };
}
