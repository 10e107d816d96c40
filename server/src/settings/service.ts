import { errors } from '@strapi/utils';
import type { Resource, Scope, SettingsService, SettingValues } from '../../../src/contracts';
import type { LevelSettings, LevelSettingsPatch, SettingsImpact } from '../../../src/contracts/http';
import { effectiveValues, resolveSettings, type Levels } from '../../../src/settings/resolve';
import { scopeProblems, settingsProblems, type InputProblem } from '../../../src/settings/validate';
import type { HostUsers } from '../host/users';
import type { Presence } from '../host/presence';
import { createEffective, integrationsOf, type EffectiveOfUser } from './effective';
import { createImpact, type ImpactDeps } from './impact';
import { NEVER_SAVED, type SettingsStore, type StoredSettings } from './store';

export interface SettingsDeps extends ImpactDeps {
  readonly store: SettingsStore;
  readonly users: Pick<HostUsers, 'find'>;
  readonly presence: Pick<Presence, 'holdUser' | 'holdOrganization'>;
  /** Called after a change, so that it counts from the next tick. */
  readonly onChanged: (scope: Scope) => Promise<void>;
}
export interface Settings extends SettingsService {
  read(scope: Scope): Promise<LevelSettings>;
  /** Everything of a patch at once, or nothing. Throws `already-changed` where somebody else has saved since `version`. */
  save(scope: Scope, patch: LevelSettingsPatch): Promise<void>;
  /** What `save` would change, and for how many people; throws what it would throw for a patch that cannot be stored. */
  impact(scope: Scope, patch: LevelSettingsPatch): Promise<SettingsImpact>;
  /** The values that count for a user, which resources are on for them at all, and whether Strapi lets them in. */
  forRun(user: string): Promise<{
    values: SettingValues;
    integrations: { [R in Resource]: boolean };
    organization: string | null;
    isBlocked: boolean;
  }>;
  /** The same for many people at once. */
  ofMany(users: readonly string[]): Promise<Map<string, EffectiveOfUser>>;
}

export function createSettings(deps: SettingsDeps): Settings {
  const { store, organizations, users } = deps;
  const impact = createImpact(deps);

  async function levelsOf(scope: Scope): Promise<{ levels: Levels; system: StoredSettings | null }> {
    const system = await store.read({ level: 'system' });
    if (scope.level === 'system') return { levels: { system, organization: null, user: null }, system };
    const organizationId = scope.level === 'organization' ? scope.id : await organizations.of(scope.id);
    const organization = organizationId === null ? null : await store.read({ level: 'organization', id: organizationId });
    const user = scope.level === 'user' ? await store.read(scope) : null;
    return { levels: { system, organization, user }, system };
  }

  async function mustExist(scope: Scope): Promise<void> {
    refuse(scopeProblems(scope));
    if (scope.level === 'organization' && (typeof scope.id !== 'string' || !(await organizations.exists(scope.id))))
      throw new errors.NotFoundError('This organization does not exist (any more).', { code: 'unknown-organization' });
    if (scope.level === 'user' && !(await users.find(scope.id)))
      throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' });
  }

  /** The same in a save's transaction, until it ends. */
  async function mustStay(scope: Scope): Promise<void> {
    if (scope.level === 'organization') await deps.presence.holdOrganization(scope.id);
    if (scope.level === 'user') await deps.presence.holdUser(scope.id);
  }

  async function save(scope: Scope, { fields = {}, integrations, version }: LevelSettingsPatch): Promise<void> {
    refuse(scopeProblems(scope));
    refuse([...settingsProblems(fields, scope.level), ...integrationProblems(integrations, scope)]);
    const isSaved = await store.write(scope, {
      patch: fields,
      guard: () => mustStay(scope),
      ...(integrations === undefined ? {} : { integrations }),
      ...(version === undefined ? {} : { version }),
    });
    if (!isSaved)
      throw new errors.ApplicationError(
        'Somebody else has changed these settings meanwhile. Load them again, and make your change on top of theirs.',
        {
          code: 'already-changed',
        },
      );
    await deps.onChanged(scope);
  }

  return {
    async read(scope) {
      await mustExist(scope);
      const { levels, system } = await levelsOf(scope);
      const stored = levels[scope.level] as StoredSettings | null;
      return {
        fields: resolveSettings(levels, scope.level),
        integrations: integrationsOf(system),
        version: stored?.version ?? NEVER_SAVED,
      };
    },
    save,
    // What is missing altogether is a mistake of the caller's code, not a patch without fields.
    write: async (scope, fields) => save(scope, { fields: fields ?? (null as never) }),
    writeIntegrations: async (integrations) => save({ level: 'system' }, { integrations: integrations ?? (null as never) }),
    async impact(scope, patch) {
      refuse(scopeProblems(scope));
      refuse([...settingsProblems(patch.fields ?? {}, scope.level), ...integrationProblems(patch.integrations, scope)]);
      await mustExist(scope);
      return impact(scope, patch);
    },
    ofMany: createEffective(deps),
    async resolve({ user }) {
      await mustExist({ level: 'user', id: user });
      const { levels } = await levelsOf({ level: 'user', id: user });
      return effectiveValues(resolveSettings(levels, 'user'));
    },
    async forRun(user) {
      const { organization, isBlocked } = await organizations.ofPerson(user);
      const levels = await store.readLevels({ user, organization });
      return {
        values: effectiveValues(resolveSettings(levels, 'user')),
        integrations: integrationsOf(levels.system),
        organization,
        isBlocked,
      };
    },
  };
}

function integrationProblems(on: unknown, scope: Scope): InputProblem[] {
  if (on === undefined) return [];
  if (scope.level !== 'system') return [{ path: 'integrations', message: 'Integrations are switched at system level only.' }];
  if (typeof on !== 'object' || on === null || Array.isArray(on))
    return [{ path: 'integrations', message: 'Integrations must be an object.' }];
  return Object.entries(on).flatMap(([name, value]) => {
    if (name !== 'calendar' && name !== 'tasks') return [{ path: name, message: `There is no integration "${name}".` }];
    return typeof value === 'boolean' ? [] : [{ path: name, message: 'Must be true or false.' }];
  });
}

function refuse(problems: readonly InputProblem[]): void {
  if (problems.length === 0) return;
  throw new errors.ValidationError('Some settings cannot be saved.', {
    code: 'invalid-input',
    errors: problems.map(({ path, message }) => ({ path: path.split('.'), message, name: 'ValidationError' })),
  });
}
