import type { Core } from '@strapi/types';
import type { Answer, Collections } from '../../../src/contracts/http';
import { containerOf } from '../container';
import type { Context } from './context';
import { chooseCollections as chosen } from './validation/bodies';
import { bodyOf, queryOf } from './validation/parse';
import { collectionsQuery } from './validation/queries';

/** Which lists of one person's mailbox take part. */
export async function readCollections(strapi: Core.Strapi, ctx: Context, user: string): Promise<void> {
  const { resource = 'tasks' } = queryOf(ctx, collectionsQuery);
  ctx.body = { data: await containerOf(strapi).sync.collections({ user, resource }) } satisfies Answer<Collections>;
}

export async function chooseCollections(strapi: Core.Strapi, ctx: Context, user: string): Promise<void> {
  const { resource, choice } = bodyOf(ctx, chosen);
  const { sync } = containerOf(strapi);
  await sync.chooseCollections({ user, resource, choice });
  ctx.body = { data: await sync.collections({ user, resource }) } satisfies Answer<Collections>;
}
