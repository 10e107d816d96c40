import type { Core } from '@strapi/types';
import type { Scope } from '../../../src/contracts';
import type { Answer, LevelSettings, LevelSettingsPatch, SettingsImpact } from '../../../src/contracts/http';
import { containerOf } from '../container';
import type { Context } from './context';
import { settingsPatch } from './validation/bodies';
import { bodyOf } from './validation/parse';

/** Reading, saving and weighing the settings of one level, whichever it is. */
export async function readLevel(strapi: Core.Strapi, ctx: Context, scope: Scope): Promise<void> {
  ctx.body = { data: await containerOf(strapi).settings.read(scope) } satisfies Answer<LevelSettings>;
}

export async function writeLevel(strapi: Core.Strapi, ctx: Context, scope: Scope): Promise<void> {
  try {
    await containerOf(strapi).settings.save(scope, patchOf(ctx, scope));
  } catch (error) {
    const { message, details } = error as { message: string; details?: { code?: unknown } };
    if (details?.code !== 'already-changed') throw error;
    ctx.conflict(message, details);
    return;
  }
  await readLevel(strapi, ctx, scope);
}

export async function weighLevel(strapi: Core.Strapi, ctx: Context, scope: Scope): Promise<void> {
  ctx.body = { data: await containerOf(strapi).settings.impact(scope, patchOf(ctx, scope)) } satisfies Answer<SettingsImpact>;
}

function patchOf(ctx: Context, { level }: Scope): LevelSettingsPatch {
  return bodyOf(ctx, settingsPatch(level));
}
