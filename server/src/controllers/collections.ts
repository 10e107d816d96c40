import type { Core } from '@strapi/types';
import type { Resource } from '../../../src/contracts';
import type { Answer, ChooseCollections, Collections } from '../../../src/contracts/http';
import { containerOf } from '../container';
import type { Context } from './context';
import { chooseCollections as chosen } from '../validation/bodies';
import { bodyOf, queryOf } from '../validation/parse';
import { collectionsQuery } from '../validation/queries';

/** Which lists of one person's mailbox take part. */
export async function readCollections(strapi: Core.Strapi, ctx: Context, user: string): Promise<void> {
  const { resource = 'tasks' } = queryOf(ctx, collectionsQuery);
  await answerCollections(strapi, ctx, { user, resource });
}

export async function chooseCollections(strapi: Core.Strapi, ctx: Context, user: string): Promise<void> {
  await chooseAndAnswer(strapi, ctx, { user, ...bodyOf(ctx, chosen) });
}

export async function answerCollections(strapi: Core.Strapi, ctx: Context, of: { user: string; resource: Resource }): Promise<void> {
  ctx.body = { data: await containerOf(strapi).sync.collections(of) } satisfies Answer<Collections>;
}

export async function chooseAndAnswer(strapi: Core.Strapi, ctx: Context, of: { user: string } & ChooseCollections): Promise<void> {
  const { choice, ...target } = of;
  await containerOf(strapi).sync.chooseCollections({ ...target, choice });
  await answerCollections(strapi, ctx, target);
}
