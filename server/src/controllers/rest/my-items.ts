import type { Core } from '@strapi/types';
import type { EventData, Item, ItemData, OccurrenceAsked, Resource } from '../../../../src/contracts';
import type { Answer } from '../../../../src/contracts/http';
import type { ItemsAnswer } from '../../../../src/contracts/rest';
import { containerOf } from '../../container';
import { type Context, idOf } from '../context';
import { orConflict } from '../or-conflict';
import { signedInMember } from '../signed-in';
import { editMine, mine as bodies } from '../../validation/bodies';
import { bodyOf, queryOf } from '../../validation/parse';
import { cancelQuery, itemsQuery, noQuery } from '../../validation/queries';
import { inTurn } from './turn';

/** One's own entries of a resource, whichever types hold them. What they may hold, the service says. */
const mine =
  <R extends Resource>(resource: R) =>
  ({ strapi }: { strapi: Core.Strapi }) => {
    const items = () => containerOf(strapi).ownItems;
    const asked = (answer: (ctx: Context, user: string) => Promise<void>) => async (ctx: Context) => {
      const user = await signedInMember(strapi, ctx);
      await inTurn(strapi, ctx, user, () => answer(ctx, user), 'ownTurns');
    };
    return {
      find: asked(async (ctx, user) => {
        const { pagination, ...of } = queryOf(ctx, itemsQuery);
        const found = await items().list({ user, resource, ...of, ...pagination });
        const meta = { pagination: found.pagination, homes: await items().homes({ resource }) };
        ctx.body = { data: found.items, meta } satisfies ItemsAnswer<R>;
      }),
      findOne: asked(async (ctx, user) => {
        queryOf(ctx, noQuery);
        ctx.body = { data: await items().read({ user, resource, documentId: idOf(ctx) }) } satisfies Answer<Item<R>>;
      }),
      create: asked(async (ctx, user) => {
        const { data, ...where } = bodyOf(ctx, bodies[resource].create);
        ctx.body = { data: await items().create({ user, resource, data: data as ItemData<R>, ...where }) } satisfies Answer<Item<R>>;
        ctx.status = 201;
      }),
      update: asked(async (ctx, user) => {
        const { data, ...as } = bodyOf(ctx, bodies[resource].update);
        const of = { user, resource, documentId: idOf(ctx) };
        await orConflict(ctx, async () => {
          ctx.body = { data: await items().update({ ...of, data: data as ItemData<R>, ...as }) } satisfies Answer<Item<R>>;
        });
      }),
      delete: asked(async (ctx, user) => {
        queryOf(ctx, noQuery);
        await items().remove({ user, resource, documentId: idOf(ctx) });
        ctx.status = 204;
      }),
    };
  };

export const myTasks = mine('tasks');

export const myEvents = ({ strapi }: { strapi: Core.Strapi }) => {
  const items = () => containerOf(strapi).ownItems;
  const atPlace = (act: (ctx: Context, place: OccurrenceAsked) => Promise<void>) => async (ctx: Context) => {
    const user = await signedInMember(strapi, ctx);
    const place = { user, series: idOf(ctx), originalStart: String(ctx.params['originalStart']) };
    await inTurn(strapi, ctx, user, () => act(ctx, place), 'ownTurns');
  };
  return {
    ...mine('calendar')({ strapi }),
    editOccurrence: atPlace(async (ctx, place) => {
      const { data, ...as } = bodyOf(ctx, editMine);
      ctx.body = { data: await items().editOccurrence({ ...place, data: data as EventData, ...as }) } satisfies Answer<Item<'calendar'>>;
    }),
    cancelOccurrence: atPlace(async (ctx, place) => {
      await items().cancelOccurrence({ ...place, ...queryOf(ctx, cancelQuery) });
      ctx.status = 204;
    }),
  };
};
