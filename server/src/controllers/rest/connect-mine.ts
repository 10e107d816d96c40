import type { Core } from '@strapi/types';
import { type Resource, RESOURCES, type SettingsPatch } from '../../../../src/contracts';
import type { ConnectBegun } from '../../../../src/contracts/http';
import type { ConnectMine } from '../../../../src/contracts/rest';
import { containerOf } from '../../container';
import { mustNotBeLocked } from '../locked';

/** Begins a sign-in that a front end ends. What is chosen with it is a setting of the person's own, and nothing is saved where none begins. */
export async function connectMine(strapi: Core.Strapi, user: string, { returnTo, resources }: ConnectMine): Promise<ConnectBegun> {
  const { accounts, settings } = containerOf(strapi);
  const scope = { level: 'user', id: user } as const;
  const { fields } = await settings.read(scope);
  const chosen: SettingsPatch = resources === undefined ? {} : onlyThese(resources, (name) => fields[name].effective);
  mustNotBeLocked(fields, chosen);
  const begun = await accounts.beginConnect({ user, returnTo });
  if (Object.keys(chosen).length > 0) await settings.save(scope, { fields: chosen });
  return begun;
}

/** The switches that have to be turned for it. */
function onlyThese(resources: readonly Resource[], isOn: (name: `${Resource}Enabled`) => boolean): SettingsPatch {
  return Object.fromEntries(
    RESOURCES.map((resource) => [`${resource}Enabled`, resources.includes(resource)] as const).filter(
      ([name, wanted]) => isOn(name) !== wanted,
    ),
  );
}
