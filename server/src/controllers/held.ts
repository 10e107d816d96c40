import type { Core } from '@strapi/types';
import type { Answer, HeldEntry, ListPage } from '../../../src/contracts/http';
import { refusals } from '../review/refusals';
import { containerOf } from '../container';
import type { StoredHeld } from '../storage/port';
import type { Context } from './context';
import { forMe, forOthers, pageOfNotes, reached } from './notes';
import { signedIn } from './signed-in';
import { nothing } from './validation/bodies';
import { queryOf } from './validation/parse';
import { heldQuery, ownHeldQuery } from './validation/queries';

export const held = ({ strapi }: { strapi: Core.Strapi }) => {
  const find = async (id: string): Promise<StoredHeld> => {
    const { held: items } = containerOf(strapi);
    const [item] = [...(await items.list({ id })), ...(await items.list({ id, ignored: true }))];
    if (!item) throw refusals.unknownItem();
    return item;
  };
  const verb = (name: 'approve' | 'retry' | 'ignore' | 'unlink') => ({
    find,
    body: nothing,
    act: (options: { id: string }) => containerOf(strapi).held[name](options),
  });
  const others = (name: Parameters<typeof verb>[0]) => forOthers(strapi, verb(name));
  const own = (name: Parameters<typeof verb>[0]) => forMe(strapi, verb(name), refusals.unknownItem);
  const answer = async (ctx: Context, notes: readonly StoredHeld[], asked: { page?: number; pageSize?: number }) =>
    void (ctx.body = { data: await pageOfNotes(strapi, notes, asked, toEntry) } satisfies Answer<ListPage<HeldEntry>>);

  return {
    async list(ctx: Context) {
      const { page, pageSize, ...filter } = queryOf(ctx, heldQuery);
      await answer(ctx, await reached(strapi, ctx, 'sync.read', await containerOf(strapi).held.list(filter)), {
        ...(page && { page }),
        ...(pageSize && { pageSize }),
      });
    },
    async listOwn(ctx: Context) {
      const user = await signedIn(strapi, ctx);
      const { page, pageSize, ...filter } = queryOf(ctx, ownHeldQuery);
      await answer(ctx, await containerOf(strapi).held.list({ ...filter, user }), { ...(page && { page }), ...(pageSize && { pageSize }) });
    },
    approve: others('approve'),
    retry: others('retry'),
    ignore: others('ignore'),
    unlink: others('unlink'),
    approveOwn: own('approve'),
    retryOwn: own('retry'),
    ignoreOwn: own('ignore'),
    unlinkOwn: own('unlink'),
  };
};

function toEntry(
  { microsoftId: _microsoftId, write, ...item }: StoredHeld,
  { userName, uid }: { userName: string; uid: string },
): HeldEntry {
  return { ...item, userName, uid, write: write && { kind: write.kind, values: { ...write.values }, mails: [...write.mails] } };
}
