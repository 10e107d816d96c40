import type { Core } from '@strapi/types';
import type { Resource } from '../../../src/contracts';
import type { Preview } from '../../../src/contracts/http';
import { runtimeOf } from '../runtime';

/** What the next run of a person would do, and what waits for somebody beside it. */
export async function previewOf(strapi: Core.Strapi, { user, resource }: { user: string; resource: Resource }): Promise<Preview> {
  const { sync } = runtimeOf(strapi);
  const plan = await sync.preview({ user, resource });
  const row = (await sync.status({ user })).find((one) => one.resource === resource);
  return { ...plan, waiting: { conflicts: row?.conflicts ?? 0, held: row?.held ?? 0 } };
}
