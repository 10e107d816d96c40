import type { Core } from '@strapi/types';
import { type HomeMapping, type Resource, RESOURCES, type ResourceHomes, type ResourcesConfig } from '../../../src/contracts';
import { builtInHome } from '../../../src/homes/built-in';
import type { Schemas } from '../../../src/homes/schemas';
import type { Home } from '../../../src/homes/home';
import { mustBeMapping } from '../config/mapping-shape';
import type { HomeToCheck } from './check/problem';

export interface Homes {
  /** In the order in which they are asked whether they accept what is new; the plugin's own type comes last. */
  of(resource: Resource): readonly Home[];
  all(): readonly Home[];
  hasOfHost(): boolean;
  given(): readonly HomeToCheck[];
  /** From another plugin's `register()`. Throws once Strapi has been started. */
  register(resource: Resource, mapping: HomeMapping): void;
  /** Once, before anything is asked: the schemas are there, and Strapi's default locale is known. */
  open(options: { readonly defaultLocale: string }): Promise<void>;
}

const BUILT_IN: Readonly<Record<Resource, string>> = {
  calendar: 'plugin::microsoft-sync.calendar-event',
  tasks: 'plugin::microsoft-sync.task',
};

export function createHomes(strapi: Core.Strapi, config: ResourcesConfig): Homes {
  const given: HomeToCheck[] = RESOURCES.flatMap((resource) =>
    ((config[resource] as ResourceHomes | undefined)?.homes ?? []).map((mapping, at) => ({
      key: `config.resources.${resource}.homes[${at}]`,
      resource,
      mapping,
    })),
  );
  let opened: ReadonlyMap<Resource, readonly Home[]> | undefined;
  const homes = () => {
    if (!opened) throw new Error('microsoft-sync: the homes of events and tasks are not known before Strapi has been started.');
    return opened;
  };
  return {
    of: (resource) => homes().get(resource) ?? [],
    all: () => [...homes().values()].flat(),
    hasOfHost: () => given.length > 0,
    given: () => given,
    register(resource, mapping) {
      if (opened) throw new Error('microsoft-sync: resources.register() has to be called in the register() of a plugin.');
      const key = `resources.register('${resource}', { uid: '${String(mapping?.uid)}' })`;
      mustBeMapping(key, mapping);
      given.push({ key, resource, mapping });
    },
    async open({ defaultLocale }) {
      const schemas = schemasOf(strapi);
      const compiled = given.length > 0 ? await import('../../../src/homes/compile') : null; // brings time zones and formatting along
      opened = new Map(
        RESOURCES.map((resource) => [
          resource,
          [
            ...given
              .filter((one) => one.resource === resource)
              .flatMap(({ mapping }) => compiled?.compileHome(resource, mapping, { schemas, defaultLocale }) ?? []),
            builtInHome(resource, { uid: BUILT_IN[resource], accepts: config[resource]?.builtIn !== false }),
          ],
        ]),
      );
    },
  };
}

export const schemasOf = (strapi: Core.Strapi): Schemas => ({
  contentType: (uid) => (strapi.contentTypes as unknown as Record<string, ReturnType<Schemas['contentType']>>)[uid] ?? null,
  component: (uid) => (strapi.components as unknown as Record<string, ReturnType<Schemas['component']>>)[uid] ?? null,
});
