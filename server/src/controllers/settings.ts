import type { Core } from '@strapi/types';
import type { Context } from './context';
import type { ApplicationVerdict } from '../../../src/contracts';
import type { Answer, ApplicationReading } from '../../../src/contracts/http';
import type { ApplicationNeed } from '../../../src/contracts/http-status';
import { mustReachAll, reachOf } from '../directory/reach';
import type { Permission } from '../permissions';
import { containerOf } from '../container';
import { readLevel, weighLevel, writeLevel } from './level';

const SYSTEM = { level: 'system' } as const;

/** The system level concerns everybody, so a role that sees only part does not reach it. */
export const settings = ({ strapi }: { strapi: Core.Strapi }) => {
  const must = (ctx: Context, permission: Permission) => mustReachAll(reachOf(ctx.state['userAbility'], permission));
  return {
    async readSystem(ctx: Context) {
      must(ctx, 'settings.read');
      await readLevel(strapi, ctx, SYSTEM);
    },
    async writeSystem(ctx: Context) {
      must(ctx, 'settings.update');
      await writeLevel(strapi, ctx, SYSTEM);
    },
    async weighSystem(ctx: Context) {
      must(ctx, 'settings.update');
      await weighLevel(strapi, ctx, SYSTEM);
    },
    async readApplication(ctx: Context) {
      must(ctx, 'settings.read');
      ctx.body = { data: await containerOf(strapi).application.read() } satisfies Answer<ApplicationReading>;
    },
    async checkApplication(ctx: Context) {
      must(ctx, 'settings.update');
      ctx.body = { data: await containerOf(strapi).application.check() } satisfies Answer<ApplicationVerdict[]>;
    },
    /** Nothing, and no refusal, for a role that reaches only some: every page asks, and this is none of theirs. */
    async applicationNeeds(ctx: Context) {
      const isReached = reachOf(ctx.state['userAbility'], 'settings.update').kind === 'all';
      ctx.body = { data: isReached ? await containerOf(strapi).applicationNeeds.ofSystem() : [] } satisfies Answer<ApplicationNeed[]>;
    },
    async writeApplication(ctx: Context) {
      must(ctx, 'settings.update');
      const { application } = containerOf(strapi);
      await application.write(ctx.request.body as never);
      ctx.body = { data: await application.read() } satisfies Answer<ApplicationReading>;
    },
  };
};
