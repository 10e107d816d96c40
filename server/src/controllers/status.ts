import type { Core } from '@strapi/types';
import { Readable } from 'node:stream';
import type { Answer, StatusPage } from '../../../src/contracts/http';
import type { StatusHistory, StatusPeople } from '../../../src/contracts/http-status';
import { reachOf } from '../directory/reach';
import { containerOf } from '../container';
import type { Context } from './context';
import { queryOf } from '../validation/parse';
import { pageOf, statusExportQuery, statusHistoryQuery, statusPeopleQuery, statusQuery } from '../validation/queries';

const reached = (ctx: Context) => reachOf(ctx.state['userAbility'], 'sync.read');

export const status = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const { page, pageSize, ...filter } = queryOf(ctx, statusQuery);
    const data = await containerOf(strapi).people.status({ ...filter, reach: reached(ctx), ...pageOf({ page, pageSize }) });
    ctx.body = { data } satisfies Answer<StatusPage>;
  },
  async people(ctx: Context) {
    const { page, pageSize, ...filter } = queryOf(ctx, statusPeopleQuery);
    const data = await containerOf(strapi).monitor.people({ ...filter, reach: reached(ctx), ...pageOf({ page, pageSize }) });
    ctx.body = { data } satisfies Answer<StatusPeople>;
  },
  async history(ctx: Context) {
    const { days = 7, ...filter } = queryOf(ctx, statusHistoryQuery);
    const data = await containerOf(strapi).monitor.history({ ...filter, reach: reached(ctx), days });
    ctx.body = { data } satisfies Answer<StatusHistory>;
  },
  async export(ctx: Context) {
    const filter = queryOf(ctx, statusExportQuery);
    ctx.set({ 'Content-Disposition': 'attachment; filename="microsoft-365-status.csv"', 'Cache-Control': 'no-store' });
    ctx.type = 'text/csv; charset=utf-8';
    ctx.body = Readable.from(containerOf(strapi).monitor.export({ ...filter, reach: reached(ctx) }));
  },
});
