import type { Core } from '@strapi/types';
import type { EventData, Item, ItemData, OccurrenceAsked, Resource } from '../../../../src/contracts';
import type { Answer } from '../../../../src/contracts/http';
import type { ItemsAnswer } from '../../../../src/contracts/rest';
import { containerOf } from '../../container';
import { type Context, idOf } from '../context';
import { signedInMember } from '../signed-in';
import { createMine, editMine, updateMine } from '../validation/bodies';
import { bodyOf, queryOf } from '../validation/parse';
import { cancelQuery, itemsQuery, noQuery } from '../validation/queries';

/** One's own entries of a resource, whichever types hold them. What they may hold, the service says. */
const mine =
  <R extends Resource>(resource: R) =>
  ({ strapi }: { strapi: Core.Strapi }) => {
    const items = () => containerOf(strapi).ownItems;
    return {
      async find(ctx: Context) {
        const user = await signedInMember(strapi, ctx);
        const { pagination, ...asked } = queryOf(ctx, itemsQuery);
        const found = await items().list({ user, resource, ...asked, ...pagination });
        const meta = { pagination: found.pagination, homes: await items().homes({ resource }) };
        ctx.body = { data: found.items, meta } satisfies ItemsAnswer<R>;
      },
      async findOne(ctx: Context) {
        const user = await signedInMember(strapi, ctx);
        queryOf(ctx, noQuery);
        ctx.body = { data: await items().read({ user, resource, documentId: idOf(ctx) }) } satisfies Answer<Item<R>>;
      },
      async create(ctx: Context) {
        const user = await signedInMember(strapi, ctx);
        const { data, ...where } = bodyOf(ctx, createMine);
        ctx.body = { data: await items().create({ user, resource, data: data as ItemData<R>, ...where }) } satisfies Answer<Item<R>>;
        ctx.status = 201;
      },
      async update(ctx: Context) {
        const user = await signedInMember(strapi, ctx);
        const { data, ...as } = bodyOf(ctx, updateMine);
        const of = { user, resource, documentId: idOf(ctx) };
        await orConflict(ctx, async () => {
          ctx.body = { data: await items().update({ ...of, data: data as ItemData<R>, ...as }) } satisfies Answer<Item<R>>;
        });
      },
      async delete(ctx: Context) {
        const user = await signedInMember(strapi, ctx);
        queryOf(ctx, noQuery);
        await items().remove({ user, resource, documentId: idOf(ctx) });
        ctx.status = 204;
      },
    };
  };

export const myTasks = mine('tasks');

export const myEvents = ({ strapi }: { strapi: Core.Strapi }) => {
  const items = () => containerOf(strapi).ownItems;
  const placeOf = async (ctx: Context): Promise<OccurrenceAsked> => ({
    user: await signedInMember(strapi, ctx),
    series: idOf(ctx),
    originalStart: String(ctx.params['originalStart']),
  });
  return {
    ...mine('calendar')({ strapi }),
    async editOccurrence(ctx: Context) {
      const place = await placeOf(ctx);
      const { data, ...as } = bodyOf(ctx, editMine);
      ctx.body = { data: await items().editOccurrence({ ...place, data: data as EventData, ...as }) } satisfies Answer<Item<'calendar'>>;
    },
    async cancelOccurrence(ctx: Context) {
      const place = await placeOf(ctx);
      await items().cancelOccurrence({ ...place, ...queryOf(ctx, cancelQuery) });
      ctx.status = 204;
    },
  };
};

/** Whoever writes what somebody has changed meanwhile is told so by the status too. */
async function orConflict(ctx: Context, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const { message, details } = error as { message: string; details?: { code?: unknown } };
    if (details?.code !== 'already-changed') throw error;
    ctx.conflict(message, details);
  }
}
