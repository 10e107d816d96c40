import type { Core } from '@strapi/types';
import type { Resource } from '../../../src/contracts';
import type { Preview } from '../../../src/contracts/http';
import { runtimeOf } from '../runtime';

/** What the next run of a person would do, and what waits for somebody beside it. */
export async function previewOf(strapi: Core.Strapi, target: { user: string; resource: Resource }): Promise<Preview> {
  const { sync, openCounts } = runtimeOf(strapi);
  const plan = await sync.preview(target);
  return { ...plan, waiting: (await openCounts([target]))(target) };
}
