import type { Core } from '@strapi/types';
import type { Container } from '../../server/src/container';
import { containerKey } from '../../server/src/container/key';

/** What the plugin in this Strapi consists of: the very parts that it works with, to look at and to put others in their place. */
export function containerOf(strapi: Core.Strapi & { [containerKey]?: Container }): Container {
  const container = strapi[containerKey];
  if (!container) throw new Error('The plugin has not been loaded in this Strapi.');
  return container;
}
