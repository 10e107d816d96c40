import type { Core } from '@strapi/types';
import type { Answer, StatusPage } from '../../../src/contracts/http';
import { reachOf } from '../directory/reach';
import { containerOf } from '../container';
import type { Context } from './context';
import { queryOf } from './validation/parse';
import { pageOf, statusQuery } from './validation/queries';

export const status = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const { page, pageSize, ...filter } = queryOf(ctx, statusQuery);
    const reach = reachOf(ctx.state['userAbility'], 'sync.read');
    const data = await containerOf(strapi).people.status({ ...filter, reach, ...pageOf({ page, pageSize }) });
    ctx.body = { data } satisfies Answer<StatusPage>;
  },
});
