import type { Core } from '@strapi/types';
import type { Resource } from '../../../src/contracts';
import type { Answer, ChooseCollections, Collections } from '../../../src/contracts/http';
import { containerOf } from '../container';
import { bodyOf } from './body';
import type { Context } from './context';
import { queryOf, resource as resourceName } from './query';

/** Which lists of one person's mailbox take part. */
export async function readCollections(strapi: Core.Strapi, ctx: Context, user: string): Promise<void> {
  const { resource = 'tasks' } = queryOf(ctx, { resource: resourceName });
  ctx.body = { data: await containerOf(strapi).sync.collections({ user, resource }) } satisfies Answer<Collections>;
}

export async function chooseCollections(strapi: Core.Strapi, ctx: Context, user: string): Promise<void> {
  const { resource, choice } = bodyOf(ctx, { resource: 'string', choice: 'any' }, ['resource', 'choice']) as unknown as ChooseCollections;
  const { sync } = containerOf(strapi);
  await sync.chooseCollections({ user, resource: resource as Resource, choice });
  ctx.body = { data: await sync.collections({ user, resource }) } satisfies Answer<Collections>;
}
