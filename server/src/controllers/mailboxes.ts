import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';
import type { Answer, MailboxPage, MailboxRule, MailboxVerdict, UserHead } from '../../../src/contracts/http';
import { mustReachAll, mustReachUser, type Reach, reachesUser, reachOf } from '../directory/reach';
import { containerOf } from '../container';
import type { Context } from './context';
import { reachedUser } from './reached-user';
import { assignMailbox, assignMailboxes, writeMailboxRule } from '../validation/bodies';
import { bodyOf, queryOf } from '../validation/parse';
import { mailboxesQuery, pageOf } from '../validation/queries';

const AT_ONCE = 4;

/** Whose mailbox is whose in application mode. Every action is for `accounts.manage`; nobody's own page leads in here. */
export const mailboxes = ({ strapi }: { strapi: Core.Strapi }) => {
  const reach = (ctx: Context): Reach => reachOf(ctx.state['userAbility'], 'accounts.manage');
  const callerOf = (ctx: Context): string => String(ctx.state['user']?.documentId);
  /** Who has a mailbox already is told by name where the role reaches them. */
  const mayName = (ctx: Context) => (user: string) => reachesUser(reach(ctx), user, containerOf(strapi).organizations);
  /** A role that is limited to some people must not decide about its own holder. */
  function mustNotBeOneself(ctx: Context, user: string): void {
    if (reach(ctx).kind === 'some' && user === callerOf(ctx))
      throw new errors.PolicyError('Your own mailbox is assigned by somebody whose role reaches everybody.', {
        code: 'out-of-reach' satisfies ErrorCode,
      });
  }
  async function isOutOfReach(ctx: Context, user: string): Promise<boolean> {
    try {
      await mustReachUser(reach(ctx), user, containerOf(strapi).organizations);
      mustNotBeOneself(ctx, user);
      return false;
    } catch (error) {
      if (error instanceof errors.PolicyError) return true;
      throw error;
    }
  }
  /** What would come of it, in the order of the body; `reached` are those that the caller may decide about. */
  async function verdictsOf(ctx: Context): Promise<{ verdicts: MailboxVerdict[] }> {
    const { assignments: wanted } = bodyOf(ctx, assignMailboxes);
    const isReached: boolean[] = [];
    for (const { user } of wanted) isReached.push(!(await isOutOfReach(ctx, user)));
    const weighed = await containerOf(strapi).mailboxes.weigh(
      wanted.filter((_, at) => isReached[at]),
      mayName(ctx),
    );
    const rest = weighed[Symbol.iterator]();
    const verdicts = wanted.map(({ user, address }, at): MailboxVerdict => {
      if (isReached[at]) return { ...(rest.next().value as (typeof weighed)[number]), state: null };
      const message = 'Your role does not reach this person here; your own mailbox is assigned by somebody whose role reaches everybody.';
      return { user, name: user, address, before: null, verdict: 'out-of-reach', message, state: null };
    });
    return { verdicts };
  }
  async function carryOut(ctx: Context, verdict: MailboxVerdict): Promise<MailboxVerdict> {
    if (!['new', 'changes', 'same'].includes(verdict.verdict)) return verdict;
    const { accounts } = containerOf(strapi);
    const { user, address } = verdict;
    try {
      await accounts.assignMailbox({ user, address, how: 'person', by: callerOf(ctx), mayName: mayName(ctx) });
      return { ...verdict, state: (await accounts.status({ user })).state };
    } catch (error) {
      // Somebody was faster; the others go on.
      const { message, details } = error as { message: string; details?: { code?: unknown } };
      if (details?.code === 'mailbox-taken') return { ...verdict, verdict: 'taken', message };
      throw error;
    }
  }

  return {
    async list(ctx: Context) {
      const { page, pageSize, ...filter } = queryOf(ctx, mailboxesQuery);
      const { show, ...rest } = filter;
      const found = { ...rest, ...(show === undefined ? {} : { mailbox: show }), reach: reach(ctx), ...pageOf({ page, pageSize }) };
      ctx.body = { data: await containerOf(strapi).mailboxReadings.page(found) } satisfies Answer<MailboxPage>;
    },
    async preview(ctx: Context) {
      ctx.body = { data: (await verdictsOf(ctx)).verdicts } satisfies Answer<MailboxVerdict[]>;
    },
    async assignMany(ctx: Context) {
      const { verdicts } = await verdictsOf(ctx);
      const data: MailboxVerdict[] = [];
      for (let from = 0; from < verdicts.length; from += AT_ONCE)
        data.push(...(await Promise.all(verdicts.slice(from, from + AT_ONCE).map((verdict) => carryOut(ctx, verdict)))));
      ctx.body = { data } satisfies Answer<MailboxVerdict[]>;
    },
    async assignOne(ctx: Context) {
      const { documentId: user } = await reachedUser(strapi, ctx, 'accounts.manage');
      mustNotBeOneself(ctx, user);
      const { address } = bodyOf(ctx, assignMailbox);
      const { accounts, mailboxReadings } = containerOf(strapi);
      await accounts.assignMailbox({ user, address, how: 'person', by: callerOf(ctx), mayName: mayName(ctx) });
      ctx.body = { data: await mailboxReadings.ofPerson(user) } satisfies Answer<UserHead['mailbox']>;
    },
    async readRule(ctx: Context) {
      ctx.body = { data: await containerOf(strapi).mailboxReadings.rule() } satisfies Answer<MailboxRule>;
    },
    /** It decides about everybody, so a role that reaches only some cannot switch it. */
    async writeRule(ctx: Context) {
      mustReachAll(reach(ctx));
      const { attribute } = bodyOf(ctx, writeMailboxRule);
      const { mailboxes: all, mailboxReadings } = containerOf(strapi);
      await all.writeRule({ attribute, by: callerOf(ctx) });
      ctx.body = { data: await mailboxReadings.rule() } satisfies Answer<MailboxRule>;
    },
  };
};
