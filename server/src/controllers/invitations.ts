import type { Core } from '@strapi/types';
import type { Answer } from '../../../src/contracts/http';
import type { InvitationOutcome, Invitations } from '../../../src/contracts/http-invitations';
import { mustReachUser, reachesUser, reachOf } from '../directory/reach';
import { containerOf } from '../container';
import type { Context } from './context';
import { invite } from '../validation/bodies';
import { bodyOf, queryOf } from '../validation/parse';
import { invitationsQuery } from '../validation/queries';

const MOST_SHOWN = 100;

/** Invitations to connect, by whoever looks after the accounts of others. */
export const invitations = ({ strapi }: { strapi: Core.Strapi }) => ({
  async read(ctx: Context) {
    const { user, ...filter } = queryOf(ctx, invitationsQuery);
    const { people, organizations, invitations: of } = containerOf(strapi);
    const reach = reachOf(ctx.state['userAbility'], 'accounts.manage');
    if (user !== undefined) await mustReachUser(reach, user, organizations);
    const { items, total } =
      user === undefined
        ? await people.users({ ...filter, state: 'not-connected', reach, page: 1, pageSize: MOST_SHOWN })
        : { items: [{ id: user }], total: 1 };
    const { url, canMail, read } = of();
    const data: Invitations = { people: await read(items.map(({ id }) => id)), total, url, canMail };
    ctx.body = { data } satisfies Answer<Invitations>;
  },
  async send(ctx: Context) {
    const { users } = bodyOf(ctx, invite);
    const { organizations, invitations: of } = containerOf(strapi);
    const reach = reachOf(ctx.state['userAbility'], 'accounts.manage');
    const reached = new Set<string>();
    for (const user of new Set(users)) if (await reachesUser(reach, user, organizations)) reached.add(user);
    const told = await of().send(users.filter((user) => reached.has(user)));
    const outcomes = new Map(told.map(({ user, outcome }) => [user, outcome]));
    const data = users.map((user): InvitationOutcome => ({ user, outcome: outcomes.get(user) ?? 'out-of-reach' }));
    ctx.body = { data } satisfies Answer<InvitationOutcome[]>;
  },
});
