import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { Answer, ExplainedTypes, Explanation } from '../../../src/contracts/http';
import { besideEntry, targetOf } from '../explain/explain-entry';
import { mustReachUser, reachesUser, reachOf } from '../directory/reach';
import { containerOf } from '../container';
import type { Target } from '../storage/port';
import type { Context } from './context';
import { shownEditors } from './editor-names';
import { signedIn } from './signed-in';
import { queryOf } from '../validation/parse';
import { explainQuery, standingsQuery } from '../validation/queries';

export const explain = ({ strapi }: { strapi: Core.Strapi }) => {
  const asked = (ctx: Context) => {
    const { uid, documentId } = queryOf(ctx, explainQuery);
    return { uid: uid ?? '', documentId: documentId ?? '' };
  };
  const answer = async (ctx: Context, options: { uid: string; documentId: string }, target: Target | null) => {
    const { accounts, sync, users, config, explain: deps } = containerOf(strapi);
    const owner = target && (await users.find(target.user));
    const { link, decisions, held, conflict, unsynchronized } = await sync.explain(options);
    const edits = decisions.flatMap(({ edited }) => (edited ? [{ ...edited, owner: target?.user ?? null }] : []));
    const nameOf = await shownEditors(strapi, ctx, edits);
    const data = {
      link: link && { agreedAt: link.agreedAt, origin: link.origin },
      held,
      conflict: conflict && { fields: conflict.fields },
      unsynchronized,
      decisions: decisions.map(({ edited, ...decision }) => ({
        ...decision,
        edited: edited && { at: edited.at, byName: nameOf(edited.by) },
      })),
      mailbox: target && ((await accounts.status({ user: target.user })).mailbox?.address ?? null),
      owner: owner && { name: owner.displayName },
      hasOwnPage: config.host.user === 'admin::user',
      user: target?.user ?? null,
      ...(await besideEntry(deps, options)),
    };
    ctx.body = { data } satisfies Answer<Explanation>;
  };

  return {
    types(ctx: Context) {
      const uids = containerOf(strapi).homes.all().map(({ uid }) => uid); // prettier-ignore
      ctx.body = { data: [...new Set(uids)] } satisfies Answer<ExplainedTypes>;
    },
    /** How the entries of one page of a list stand; of those that the role does not reach, nothing is told. */
    async standings(ctx: Context) {
      const { uid = '', ids = [] } = queryOf(ctx, standingsQuery);
      const { agenda, organizations } = containerOf(strapi);
      const reach = reachOf(ctx.state['userAbility'], 'sync.read');
      ctx.body = { data: await agenda.standings({ uid, ids, isShown: (user) => reachesUser(reach, user, organizations) }) };
    },
    async ownStandings(ctx: Context) {
      const { uid = '', ids = [] } = queryOf(ctx, standingsQuery);
      const me = await signedIn(strapi, ctx);
      ctx.body = { data: await containerOf(strapi).agenda.standings({ uid, ids, isShown: async (user) => user === me }) };
    },
    async find(ctx: Context) {
      const of = asked(ctx);
      const { explain: deps, organizations } = containerOf(strapi);
      const target = await targetOf(deps, of);
      if (target) await mustReachUser(reachOf(ctx.state['userAbility'], 'sync.read'), target.user, organizations);
      await answer(ctx, of, target);
    },
    async findOwn(ctx: Context) {
      const of = asked(ctx);
      const me = await signedIn(strapi, ctx);
      const target = await targetOf(containerOf(strapi).explain, of);
      if (target && target.user !== me) throw new errors.PolicyError('This entry belongs to somebody else.', { code: 'out-of-reach' });
      await answer(ctx, of, target);
    },
  };
};
