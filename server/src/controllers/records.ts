import type { Core } from '@strapi/types';
import type { Answer } from '../../../src/contracts/http';
import type { AdoptedRecords, RecordsPreview, RecordsReading } from '../../../src/contracts/http-records';
import { mustReachAll, reachOf } from '../directory/reach';
import type { Permission } from '../permissions';
import { containerOf } from '../container';
import type { Context } from './context';
import { adoptRecords, confirmRecords, previewRecords } from '../validation/bodies';
import { bodyOf } from '../validation/parse';

/** Which content types hold events and tasks. It concerns everybody, so a role that sees only part does not reach it. */
export const records = ({ strapi }: { strapi: Core.Strapi }) => {
  const must = (ctx: Context, permission: Permission) => mustReachAll(reachOf(ctx.state['userAbility'], permission));
  return {
    async read(ctx: Context) {
      must(ctx, 'settings.read');
      ctx.body = { data: await containerOf(strapi).records.read() } satisfies Answer<RecordsReading>;
    },
    async confirm(ctx: Context) {
      must(ctx, 'settings.update');
      const { records: service, resources } = containerOf(strapi);
      await resources.confirm({ ...bodyOf(ctx, confirmRecords), by: String(ctx.state['user']?.documentId) });
      ctx.body = { data: await service.read() } satisfies Answer<RecordsReading>;
    },
    async preview(ctx: Context) {
      must(ctx, 'settings.update');
      ctx.body = { data: await containerOf(strapi).records.preview(bodyOf(ctx, previewRecords)) } satisfies Answer<RecordsPreview>;
    },
    async adopt(ctx: Context) {
      must(ctx, 'settings.update');
      ctx.body = { data: await containerOf(strapi).records.adopt(bodyOf(ctx, adoptRecords)) } satisfies Answer<AdoptedRecords>;
    },
  };
};
