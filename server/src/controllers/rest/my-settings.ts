import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../../src/contracts/errors';
import type { SettingValues } from '../../../../src/contracts';
import { containerOf } from '../../container';
import type { Context } from '../context';
import { readLevel, writeLevel } from '../level';
import { signedInMember } from '../signed-in';
import { settingsPatch } from '../validation/bodies';
import { bodyOf } from '../validation/parse';

/** The own level of the settings. */
export const mySettings = ({ strapi }: { strapi: Core.Strapi }) => {
  const scopeOf = async (ctx: Context) => ({ level: 'user', id: await signedInMember(strapi, ctx) }) as const;
  return {
    read: async (ctx: Context) => readLevel(strapi, ctx, await scopeOf(ctx)),
    async write(ctx: Context) {
      const scope = await scopeOf(ctx);
      const { fields: patch = {} } = bodyOf(ctx, settingsPatch('user'));
      const { fields } = await containerOf(strapi).settings.read(scope);
      const locked = Object.keys(patch)
        .filter((name): name is keyof SettingValues => Object.hasOwn(fields, name))
        .flatMap((name) => {
          const { lockedBy } = fields[name];
          return lockedBy === null ? [] : [{ name, lockedBy }];
        });
      if (locked.length > 0) throw refused(locked);
      await writeLevel(strapi, ctx, scope);
    },
  };
};

/** What is stored below a lock would not count: whoever saves it has to know. */
const refused = (locked: readonly { name: string; lockedBy: 'system' | 'organization' }[]) =>
  new errors.ValidationError('Some of these settings are locked at a level above.', {
    code: 'locked' satisfies ErrorCode,
    errors: locked.map(({ name, lockedBy }) => ({
      path: [name],
      message: lockedBy === 'system' ? 'Locked for everybody.' : 'Locked by your organization.',
      lockedBy,
      name: 'ValidationError',
    })),
  });
