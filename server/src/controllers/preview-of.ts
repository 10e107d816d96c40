import type { Core } from '@strapi/types';
import type { Direction, Resource } from '../../../src/contracts';
import type { Preview } from '../../../src/contracts/http';
import { containerOf } from '../container';

/** What the next run of a person would do, and what waits for somebody beside it. */
export async function previewOf(
  strapi: Core.Strapi,
  options: { user: string; resource: Resource; direction?: Direction },
): Promise<Preview> {
  const { sync } = containerOf(strapi);
  const plan = await sync.preview(options);
  const row = (await sync.status({ user: options.user })).find((one) => one.resource === options.resource);
  return { ...plan, waiting: { conflicts: row?.conflicts ?? 0, held: row?.held ?? 0 } };
}
