import type { Core } from '@strapi/types';
import type { Direction, Resource } from '../../../src/contracts';
import type { Preview } from '../../../src/contracts/http';
import { containerOf } from '../container';

/** What the next run of a person would do, and what waits for somebody beside it. */
export async function previewOf(strapi: Core.Strapi, of: { user: string; resource: Resource; direction?: Direction }): Promise<Preview> {
  const { sync } = containerOf(strapi);
  const plan = await sync.preview(of);
  const row = (await sync.status({ user: of.user })).find((one) => one.resource === of.resource);
  return { ...plan, waiting: { conflicts: row?.conflicts ?? 0, held: row?.held ?? 0 } };
}
