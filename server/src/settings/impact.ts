import { type Resource, RESOURCES, type Scope, type SettingsPatch } from '../../../src/contracts';
import type { LevelSettingsPatch, SettingsImpact } from '../../../src/contracts/http';
import { applyPatch } from '../../../src/settings/apply-patch';
import { settingNames } from '../../../src/settings/fields';
import { effectiveValues, resolveSettings, type SettingsOfLevel } from '../../../src/settings/resolve';
import { integrationsOf, type EffectiveOfUser } from './effective';
import type { Organizations } from './organizations';
import type { SettingsStore } from './store';

export interface ImpactDeps {
  readonly store: SettingsStore;
  readonly organizations: Organizations;
  readonly countUsers: () => Promise<number>;
  /** documentIds of everybody who has an account. */
  readonly connectedUsers: () => Promise<string[]>;
  readonly openConflicts: () => Promise<OpenConflicts>;
}
/** documentId of a user → open conflicts of each resource; of whoever has any. */
type OpenConflicts = ReadonlyMap<string, { readonly [R in Resource]?: number }>;

/** People whose settings come from the same places, and so change alike. */
interface Group {
  readonly key: string;
  readonly organization: string | null;
  readonly user: SettingsOfLevel | null;
  people: number;
  connected: number;
}

/** What a save would change, and for how many people. Everybody is put into a group first: 100,000 people are a few statements. */
export function createImpact(deps: ImpactDeps) {
  return async (
    scope: Scope,
    { fields = {}, integrations }: Pick<LevelSettingsPatch, 'fields' | 'integrations'>,
  ): Promise<SettingsImpact> => {
    const system = await deps.store.read({ level: 'system' });
    const { groups, keyOf } = await groupsOf(deps, scope);
    const ofOrganizations = await deps.store.readMany(
      'organization',
      scope.level === 'system' ? null : groups.flatMap(({ organization }) => organization ?? []),
    );
    const on = integrationsOf(system);
    const impact = { people: 0, begins: 0, ends: 0 };
    const graver = { conflicts: 0, becomesBidirectional: 0 };
    const decidesAnew = new Map<string, readonly Resource[]>();
    for (const { key, organization, user, people, connected } of groups) {
      const levels = { system, organization: organization === null ? null : (ofOrganizations.get(organization) ?? null), user };
      const before = { values: effectiveValues(resolveSettings(levels, 'user')), integrations: on };
      const patched = { ...levels, [scope.level]: applyPatch(levels[scope.level], fields as SettingsPatch) };
      const after = { values: effectiveValues(resolveSettings(patched, 'user')), integrations: { ...on, ...integrations } };
      const difference = differenceOf(before, after);
      if (difference.isAny) impact.people += people;
      if (difference.begins) impact.begins += connected;
      if (difference.ends) impact.ends += connected;
      if (difference.becomesBidirectional) graver.becomesBidirectional += connected;
      decidesAnew.set(key, difference.decidesAnew);
    }
    for (const [user, open] of await deps.openConflicts())
      for (const resource of decidesAnew.get(keyOf(user) ?? '') ?? []) graver.conflicts += open[resource] ?? 0;
    return { ...impact, ...Object.fromEntries(Object.entries(graver).filter(([, count]) => count > 0)) };
  };
}

function differenceOf(before: EffectiveOfUser, after: EffectiveOfUser) {
  const isOn = ({ integrations, values }: EffectiveOfUser, resource: Resource) =>
    Number(integrations[resource] && values[`${resource}Enabled`]);
  const change = RESOURCES.map((resource) => isOn(after, resource) - isOn(before, resource));
  const directions = (resource: Resource) => [before, after].map(({ values }) => values[`${resource}Direction`]);
  const becomesBidirectional = RESOURCES.some((resource) => {
    const [was, is] = directions(resource);
    return isOn(after, resource) === 1 && was !== 'bidirectional' && is === 'bidirectional';
  });
  const decidesAnew = RESOURCES.filter(
    (resource) =>
      isOn(after, resource) !== isOn(before, resource) ||
      before.values[`${resource}Direction`] !== after.values[`${resource}Direction`] ||
      before.values[`${resource}ConflictResolution`] !== after.values[`${resource}ConflictResolution`],
  );
  const begins = change.includes(1);
  const ends = change.includes(-1);
  return {
    begins,
    ends,
    becomesBidirectional,
    decidesAnew,
    isAny: begins || ends || settingNames.some((name) => before.values[name] !== after.values[name]),
  };
}

async function groupsOf(deps: ImpactDeps, scope: Scope): Promise<{ groups: Group[]; keyOf: (user: string) => string | null }> {
  const people = await concerned(deps, scope);
  const own = await deps.store.readMany('user', people.listed);
  const connected = new Set(await deps.connectedUsers());
  const groups = new Map<string, Group>();
  const add = (organization: string | null, user: string | null, count: number, withAccount: number) => {
    const settings = (user !== null && own.get(user)) || null;
    const key = settings ? `user ${user}` : `organization ${organization}`;
    const group = groups.get(key) ?? { key, organization, user: settings, people: 0, connected: 0 };
    group.people += count;
    group.connected += withAccount;
    groups.set(key, group);
  };
  for (const [user, organization] of people.organizationOf) add(organization, user, 1, Number(connected.has(user)));
  if (people.listed === null) {
    // Everybody else is in no organization: those with settings of their own one by one, the rest as a number.
    const alone = [...own.keys()].filter((user) => !people.organizationOf.has(user));
    for (const user of alone) add(null, user, 1, Number(connected.has(user)));
    const withAccount = [...connected].filter((user) => !people.organizationOf.has(user) && !own.has(user)).length;
    add(null, null, people.total - people.organizationOf.size - alone.length, withAccount);
  }
  const keyOf = (user: string) => {
    if (people.listed !== null && !people.organizationOf.has(user)) return null; // not concerned
    return own.has(user) ? `user ${user}` : `organization ${people.organizationOf.get(user) ?? null}`;
  };
  return { groups: [...groups.values()].filter((group) => group.people > 0), keyOf };
}

/** `listed`: the people in `organizationOf` are all; `null`: there are `total`, and those that are missing are in no organization. */
async function concerned(
  { organizations, countUsers }: ImpactDeps,
  scope: Scope,
): Promise<{ organizationOf: Map<string, string | null>; listed: string[] | null; total: number }> {
  if (scope.level === 'system') return { organizationOf: await organizations.ofMany(null), listed: null, total: await countUsers() };
  if (scope.level === 'user')
    return { organizationOf: new Map([[scope.id, await organizations.of(scope.id)]]), listed: [scope.id], total: 1 };
  const members = await organizations.ofMany(await organizations.membersOf(scope.id));
  const organizationOf = new Map([...members].filter(([, organization]) => organization === scope.id));
  return { organizationOf, listed: [...organizationOf.keys()], total: organizationOf.size };
}
