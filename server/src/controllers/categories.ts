import type { Core } from '@strapi/types';
import type { Answer } from '../../../src/contracts/http';
import type { MailboxCategories } from '../../../src/contracts/http-calendar';
import { containerOf } from '../container';
import { reachesUser, reachOf } from '../directory/reach';
import { targetOf } from '../explain/explain-entry';
import type { Context } from './context';
import { queryOf } from '../validation/parse';
import { explainQuery } from '../validation/queries';

/** What forms offer: the categories of the mailbox of whose the entry is; of one that is being made, one's own. */
export const categories = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const { uid, documentId } = queryOf(ctx, explainQuery);
    const { categories: of, explain, organizations, config } = containerOf(strapi);
    const id: unknown = ctx.state['user']?.documentId;
    const me = config.host.user === 'admin::user' && typeof id === 'string' ? id : null;
    const target = uid === undefined || documentId === undefined ? null : await targetOf(explain, { uid, documentId });
    const user = target?.user ?? me;
    // What others call their categories may tell more of them than their entries do.
    const isTold =
      user !== null && (user === me || (await reachesUser(reachOf(ctx.state['userAbility'], 'calendar.others'), user, organizations)));
    ctx.body = { data: isTold ? await of.of(user) : null } satisfies Answer<MailboxCategories>;
  },
});
