import { builtInHome } from '../../src/homes/built-in';
import type { Home } from '../../src/homes/home';
import { homesOfResource, type HomesOfResource } from '../../src/homes/of-resource';
import type { ResourceDefinition } from '../../src/sync/resource';

/** The plugin's own type of a resource, as its only home. */
export const ownHome = (resource: 'calendar' | 'tasks'): Home =>
  builtInHome(resource, {
    uid: resource === 'calendar' ? 'plugin::microsoft-sync.calendar-event' : 'plugin::microsoft-sync.task',
    accepts: true,
  });

export const ownHomes = ({ definition }: { definition: ResourceDefinition }, timeZone: string): HomesOfResource =>
  homesOfResource([ownHome(definition.resource)], { definition, timeZone });
