import type { Core } from '@strapi/types';
import { reachOf, reachesUser } from '../directory/reach';
import { containerOf } from '../container';
import { type Editor, editorText, namesOfEditors } from '../host/editors';
import type { Context } from './context';

interface Ability {
  can(action: string, subject: string): boolean;
}

/**
 * Names of those who have changed something, as far as whoever asks may see them. In the panel that is every administrator, whom Strapi names beside
 * each entry too, and of other people those whom the caller may read or reach, or whose entry it is. Front ends name their own person only, for REST
 * names no editors either.
 */
export async function shownEditors(
  strapi: Core.Strapi,
  ctx: Context,
  edits: readonly { readonly by: Editor | null; readonly owner: string | null }[],
): Promise<(by: Editor | null) => string | null> {
  const shown: Editor[] = [];
  for (const { by, owner } of edits) if (by && (await isShown(strapi, ctx, by, owner))) shown.push(by);
  const names = await namesOfEditors(strapi, shown);
  return (by) => names.get(editorText(by) ?? '') ?? null;
}

async function isShown(strapi: Core.Strapi, ctx: Context, { type, documentId }: Editor, owner: string | null): Promise<boolean> {
  const ability = ctx.state['userAbility'] as Ability | undefined;
  if (ability === undefined) return type === USERS && documentId === ctx.state['user']?.documentId;
  const { config, organizations } = containerOf(strapi);
  if (type === 'admin::user' || (type === config.host.user && documentId === owner)) return true;
  if (ability.can('plugin::content-manager.explorer.read', type)) return true;
  return type === config.host.user && reachesUser(reachOf(ability, 'sync.read'), documentId, organizations);
}

const USERS = 'plugin::users-permissions.user';
