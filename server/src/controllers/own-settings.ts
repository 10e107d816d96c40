import type { Core } from '@strapi/types';
import { containerOf } from '../container';
import type { Context } from './context';
import { readLevel, weighLevel, writeLevel } from './level';
import { mustNotBeLocked } from './locked';
import type { WhoAsks } from './signed-in';
import { settingsPatch } from '../validation/bodies';
import { bodyOf } from '../validation/parse';

/** The level of the settings of whoever asks. */
export const ownSettings = (strapi: Core.Strapi, whoAsks: WhoAsks) => {
  const scopeOf = async (ctx: Context) => ({ level: 'user', id: await whoAsks(strapi, ctx) }) as const;
  return {
    read: async (ctx: Context) => readLevel(strapi, ctx, await scopeOf(ctx)),
    weigh: async (ctx: Context) => weighLevel(strapi, ctx, await scopeOf(ctx)),
    async write(ctx: Context) {
      const scope = await scopeOf(ctx);
      const { fields: patch = {} } = bodyOf(ctx, settingsPatch('user'));
      mustNotBeLocked((await containerOf(strapi).settings.read(scope)).fields, patch);
      await writeLevel(strapi, ctx, scope);
    },
  };
};
