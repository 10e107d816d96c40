import type { Core } from '@strapi/types';
import type { Scope } from '../../../src/contracts';
import type { Answer, LevelSettings, LevelSettingsPatch, SettingsImpact } from '../../../src/contracts/http';
import { containerOf } from '../container';
import type { Context } from './context';
import { orConflict } from './or-conflict';
import { settingsPatch } from '../validation/bodies';
import { bodyOf } from '../validation/parse';

/** Reading, saving and weighing the settings of one level, whichever it is. */
export async function readLevel(strapi: Core.Strapi, ctx: Context, scope: Scope): Promise<void> {
  ctx.body = { data: await containerOf(strapi).settings.read(scope) } satisfies Answer<LevelSettings>;
}

export async function writeLevel(strapi: Core.Strapi, ctx: Context, scope: Scope): Promise<void> {
  await orConflict(ctx, async () => {
    await containerOf(strapi).settings.save(scope, patchOf(ctx, scope));
    await readLevel(strapi, ctx, scope);
  });
}

export async function weighLevel(strapi: Core.Strapi, ctx: Context, scope: Scope): Promise<void> {
  ctx.body = { data: await containerOf(strapi).settings.impact(scope, patchOf(ctx, scope)) } satisfies Answer<SettingsImpact>;
}

function patchOf(ctx: Context, { level }: Scope): LevelSettingsPatch {
  return bodyOf(ctx, settingsPatch(level));
}
