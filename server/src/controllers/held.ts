import type { Core } from '@strapi/types';
import type { Answer, HeldEntry, ListPage } from '../../../src/contracts/http';
import { refusals } from '../review/refusals';
import { containerOf } from '../container';
import type { ToldHeld } from '../review/told-held';
import type { Context } from './context';
import { forMe, forOthers, ofPeople, pageOfNotes, reached } from './notes';
import { signedIn, type WhoAsks } from './signed-in';
import { nothing } from '../validation/bodies';
import { queryOf } from '../validation/parse';
import { heldQuery, ownHeldQuery } from '../validation/queries';

export const held = ({ strapi }: { strapi: Core.Strapi }) => {
  const others = (name: VerbName) => forOthers(strapi, verb(strapi, name));
  const own = ownHeld(strapi, signedIn);
  return {
    async list(ctx: Context) {
      const { page, pageSize, search, organization, ...filter } = queryOf(ctx, heldQuery);
      const all = await reached(strapi, ctx, 'sync.read', await containerOf(strapi).held.list(filter));
      const notes = await ofPeople(strapi, all, { search, organization });
      await answer(strapi, ctx, notes, { ...(page && { page }), ...(pageSize && { pageSize }) });
    },
    listOwn: own.list,
    approve: others('approve'),
    retry: others('retry'),
    ignore: others('ignore'),
    unlink: others('unlink'),
    approveOwn: own.approve,
    retryOwn: own.retry,
    ignoreOwn: own.ignore,
    unlinkOwn: own.unlink,
  };
};

/** What people see of their own, and decide about it. */
export const ownHeld = (strapi: Core.Strapi, who: WhoAsks) => {
  const own = (name: VerbName) => forMe(strapi, who, verb(strapi, name), refusals.unknownItem);
  return {
    async list(ctx: Context) {
      const user = await who(strapi, ctx);
      const { page, pageSize, ...filter } = queryOf(ctx, ownHeldQuery);
      const notes = await containerOf(strapi).held.list({ ...filter, user });
      await answer(strapi, ctx, notes, { ...(page && { page }), ...(pageSize && { pageSize }) });
    },
    approve: own('approve'),
    retry: own('retry'),
    ignore: own('ignore'),
    unlink: own('unlink'),
  };
};

type VerbName = 'approve' | 'retry' | 'ignore' | 'unlink';

const verb = (strapi: Core.Strapi, name: VerbName) => ({
  async find(id: string): Promise<ToldHeld> {
    const { held: items } = containerOf(strapi);
    const [item] = [...(await items.list({ id })), ...(await items.list({ id, ignored: true }))];
    if (!item) throw refusals.unknownItem();
    return item;
  },
  body: nothing,
  act: (options: { id: string }) => containerOf(strapi).held[name](options),
});

async function answer(
  strapi: Core.Strapi,
  ctx: Context,
  notes: readonly ToldHeld[],
  asked: { page?: number; pageSize?: number },
): Promise<void> {
  ctx.body = { data: await pageOfNotes(strapi, notes, asked, toEntry) } satisfies Answer<ListPage<HeldEntry>>;
}

function toEntry({ microsoftId: _microsoftId, write, ...item }: ToldHeld, { userName, uid }: { userName: string; uid: string }): HeldEntry {
  return { ...item, userName, uid, write: write && { kind: write.kind, values: { ...write.values }, mails: [...write.mails] } };
}
