import { errors } from '@strapi/utils';
import type { Resource, Scope, SettingsService, SettingValues } from '../../../src/contracts';
import { effectiveValues, resolveSettings, type Levels } from '../../../src/settings/resolve';
import { settingsProblems, type InputProblem } from '../../../src/settings/validate';
import type { HostUsers } from '../host/users';
import type { Organizations } from './organizations';
import type { SettingsStore, StoredSettings } from './store';

export interface SettingsDeps {
  readonly store: SettingsStore;
  readonly organizations: Organizations;
  readonly users: HostUsers;
  /** Called after a change, so that it counts from the next tick. */
  readonly onChanged: (scope: Scope) => Promise<void>;
}
export interface Settings extends SettingsService {
  /** Throws what `write` would throw for a patch that cannot be stored, and stores nothing. */
  mustBeValid(scope: Scope, patch: unknown): void;
  /** The values that count for a user, and which resources are on for them at all. */
  forRun(user: string): Promise<{ values: SettingValues; integrations: { [R in Resource]: boolean } }>;
}

export function createSettings(deps: SettingsDeps): Settings {
  const { store, organizations, users } = deps;

  async function levelsOf(scope: Scope): Promise<{ levels: Levels; system: StoredSettings | null }> {
    const system = await store.read({ level: 'system' });
    if (scope.level === 'system') return { levels: { system, organization: null, user: null }, system };
    const organizationId = scope.level === 'organization' ? scope.id : await organizations.of(scope.id);
    const organization = organizationId === null ? null : await store.read({ level: 'organization', id: organizationId });
    const user = scope.level === 'user' ? await store.read(scope) : null;
    return { levels: { system, organization, user }, system };
  }

  const integrationsOf = (system: StoredSettings | null) => ({
    calendar: system?.integrations.calendar ?? false,
    tasks: system?.integrations.tasks ?? false,
  });

  async function mustExist(scope: Scope): Promise<void> {
    if (scope.level === 'organization' && !(await organizations.exists(scope.id)))
      throw new errors.NotFoundError('This organization does not exist (any more).', { code: 'unknown-organization' });
    if (scope.level === 'user' && !(await users.find(scope.id)))
      throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' });
  }

  return {
    async read(scope) {
      await mustExist(scope);
      const { levels, system } = await levelsOf(scope);
      return { fields: resolveSettings(levels, scope.level), integrations: integrationsOf(system) };
    },
    mustBeValid: (scope, patch) => refuse(settingsProblems(patch, scope.level)),
    async write(scope, patch) {
      refuse(settingsProblems(patch, scope.level));
      await mustExist(scope);
      await store.write(scope, patch);
      await deps.onChanged(scope);
    },
    async writeIntegrations(on) {
      refuse(
        Object.entries(on).flatMap(([name, value]) => {
          if (name !== 'calendar' && name !== 'tasks') return [{ path: name, message: `There is no integration "${name}".` }];
          return typeof value === 'boolean' ? [] : [{ path: name, message: 'Must be true or false.' }];
        }),
      );
      await store.write({ level: 'system' }, {}, on);
      await deps.onChanged({ level: 'system' });
    },
    async resolve({ user }) {
      await mustExist({ level: 'user', id: user });
      const { levels } = await levelsOf({ level: 'user', id: user });
      return effectiveValues(resolveSettings(levels, 'user'));
    },
    async forRun(user) {
      const { levels, system } = await levelsOf({ level: 'user', id: user });
      return { values: effectiveValues(resolveSettings(levels, 'user')), integrations: integrationsOf(system) };
    },
  };
}

function refuse(problems: readonly InputProblem[]): void {
  if (problems.length === 0) return;
  throw new errors.ValidationError('Some settings cannot be saved.', {
    code: 'invalid-input',
    errors: problems.map(({ path, message }) => ({ path: path.split('.'), message, name: 'ValidationError' })),
  });
}
