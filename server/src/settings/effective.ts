import type { Resource, SettingValues } from '../../../src/contracts';
import { effectiveValues, resolveSettings } from '../../../src/settings/resolve';
import type { Organizations } from './organizations';
import type { SettingsStore, StoredSettings } from './store';

export interface EffectiveOfUser {
  readonly values: SettingValues;
  readonly integrations: { readonly [R in Resource]: boolean };
}

export const integrationsOf = (system: StoredSettings | null): { [R in Resource]: boolean } => ({
  calendar: system?.integrations.calendar ?? false,
  tasks: system?.integrations.tasks ?? false,
});

/** What counts for many people: statements by the hundreds of people, and one resolution for all who share their levels. */
export function createEffective({ store, organizations }: { store: SettingsStore; organizations: Pick<Organizations, 'ofMany'> }) {
  return async (users: readonly string[]): Promise<Map<string, EffectiveOfUser>> => {
    const system = await store.read({ level: 'system' });
    const organizationOf = await organizations.ofMany(users);
    const ofOrganizations = await store.readMany('organization', [...new Set(organizationOf.values())]);
    const own = await store.readMany('user', users);
    const integrations = integrationsOf(system);
    const shared = new Map<string, EffectiveOfUser>();
    const resolve = (organization: StoredSettings | null, user: StoredSettings | null): EffectiveOfUser => ({
      values: effectiveValues(resolveSettings({ system, organization, user }, 'user')),
      integrations,
    });
    const found = new Map<string, EffectiveOfUser>();
    for (const id of users) {
      const organization = organizationOf.get(id) ?? '';
      const user = own.get(id);
      const known = user ? undefined : shared.get(organization);
      const effective = known ?? resolve(ofOrganizations.get(organization) ?? null, user ?? null);
      if (!user) shared.set(organization, effective);
      found.set(id, effective);
    }
    return found;
  };
}
