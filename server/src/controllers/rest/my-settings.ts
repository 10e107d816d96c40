import type { Core } from '@strapi/types';
import { containerOf } from '../../container';
import type { Context } from '../context';
import { readLevel, writeLevel } from '../level';
import { signedInMember } from '../signed-in';
import { settingsPatch } from '../validation/bodies';
import { bodyOf } from '../validation/parse';
import { mustNotBeLocked } from './locked';

/** The own level of the settings. */
export const mySettings = ({ strapi }: { strapi: Core.Strapi }) => {
  const scopeOf = async (ctx: Context) => ({ level: 'user', id: await signedInMember(strapi, ctx) }) as const;
  return {
    read: async (ctx: Context) => readLevel(strapi, ctx, await scopeOf(ctx)),
    async write(ctx: Context) {
      const scope = await scopeOf(ctx);
      const { fields: patch = {} } = bodyOf(ctx, settingsPatch('user'));
      mustNotBeLocked((await containerOf(strapi).settings.read(scope)).fields, patch);
      await writeLevel(strapi, ctx, scope);
    },
  };
};
