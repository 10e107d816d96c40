import type { Core } from '@strapi/types';
import type { DeletionsPage } from '../../../src/contracts';
import type { AccountStatus, Answer, CheckVerdict, ListPage, Preview, RunReport, UserHead, UserItem } from '../../../src/contracts/http';
import { reachOf } from '../directory/reach';
import { reachedUser } from './reached-user';
import type { Permission } from '../permissions';
import { lastRunsOf } from './last-runs';
import { containerOf } from '../container';
import { approveOf } from './approve-of';
import { chooseCollections, readCollections } from './collections';
import type { Context } from './context';
import { readLevel, weighLevel, writeLevel } from './level';
import { previewOf } from './preview-of';
import { approveRun, beginSync, disconnect, syncNow } from '../validation/bodies';
import { bodyOf, queryOf } from '../validation/parse';
import { deletionsQuery, historyQuery, pageOf, previewQuery, usersQuery } from '../validation/queries';

/** What administrators see of others, and do for them. */
export const users = ({ strapi }: { strapi: Core.Strapi }) => {
  const reached = (ctx: Context, permission: Permission) => reachedUser(strapi, ctx, permission);
  const scopeOf = async (ctx: Context, permission: Permission) =>
    ({ level: 'user', id: (await reached(ctx, permission)).documentId }) as const;

  return {
    async list(ctx: Context) {
      const { page, pageSize, ...filter } = queryOf(ctx, usersQuery);
      const reach = reachOf(ctx.state['userAbility'], 'users.read');
      const data = await containerOf(strapi).people.users({ ...filter, reach, ...pageOf({ page, pageSize }) });
      ctx.body = { data } satisfies Answer<ListPage<UserItem>>;
    },
    async find(ctx: Context) {
      const host = await reached(ctx, 'users.read');
      const { config, people, accounts, organizations, sync, mailboxReadings } = containerOf(strapi);
      const user = host.documentId;
      const data: UserHead = {
        ...(await people.item(host)),
        hasOwnPage: config.host.user === 'admin::user',
        frontEnds: config.host.user === 'admin::user' ? [] : [...config.frontEnds],
        account: await accounts.status({ user }),
        mailbox: await mailboxReadings.ofPerson(user),
        otherOrganizations: (await organizations.allOf(user)).slice(1),
        sync: await sync.status({ user }),
        lastRuns: await lastRunsOf(sync, user),
      };
      ctx.body = { data } satisfies Answer<UserHead>;
    },
    readSettings: async (ctx: Context) => readLevel(strapi, ctx, await scopeOf(ctx, 'users.read')),
    writeSettings: async (ctx: Context) => writeLevel(strapi, ctx, await scopeOf(ctx, 'users.update')),
    weighSettings: async (ctx: Context) => weighLevel(strapi, ctx, await scopeOf(ctx, 'users.update')),
    async check(ctx: Context) {
      const { documentId: user } = await reached(ctx, 'accounts.manage');
      ctx.body = { data: await containerOf(strapi).accounts.check({ user }) } satisfies Answer<CheckVerdict[]>;
    },
    async disconnect(ctx: Context) {
      const { documentId: user } = await reached(ctx, 'accounts.manage');
      const given = bodyOf(ctx, disconnect);
      const { accounts } = containerOf(strapi);
      await accounts.disconnect({ user, ...given });
      ctx.body = { data: await accounts.status({ user }) } satisfies Answer<AccountStatus>;
    },
    async sync(ctx: Context) {
      const { documentId: user } = await reached(ctx, 'sync.run');
      const { runs } = await containerOf(strapi).sync.run({ user, ...bodyOf(ctx, syncNow) });
      ctx.body = { data: { runs } } satisfies Answer<{ runs: RunReport[] }>;
    },
    async preview(ctx: Context) {
      const { documentId: user } = await reached(ctx, 'sync.run');
      const { resource = 'calendar', ...as } = queryOf(ctx, previewQuery);
      ctx.body = { data: await previewOf(strapi, { user, resource, ...as }) } satisfies Answer<Preview>;
    },
    collections: async (ctx: Context) => readCollections(strapi, ctx, (await reached(ctx, 'users.read')).documentId),
    chooseCollections: async (ctx: Context) => chooseCollections(strapi, ctx, (await reached(ctx, 'accounts.manage')).documentId),
    async approve(ctx: Context) {
      const { documentId: user } = await reached(ctx, 'sync.run');
      const { run } = bodyOf(ctx, approveRun);
      ctx.body = { data: await approveOf(strapi, user, run) } satisfies Answer<{ runs: RunReport[] }>;
    },
    async deletions(ctx: Context) {
      const { documentId: user } = await reached(ctx, 'sync.read');
      const data = await containerOf(strapi).sync.deletions({ user, ...queryOf(ctx, deletionsQuery) });
      ctx.body = { data } satisfies Answer<DeletionsPage>;
    },
    async bringBack(ctx: Context) {
      const { documentId: user } = await reached(ctx, 'sync.run');
      const data = await containerOf(strapi).sync.bringBack({ user, ...bodyOf(ctx, beginSync) });
      ctx.body = { data } satisfies Answer<{ runs: RunReport[] }>;
    },
    async history(ctx: Context) {
      const { documentId: user } = await reached(ctx, 'sync.read');
      const query = queryOf(ctx, historyQuery);
      ctx.body = { data: await containerOf(strapi).sync.history({ user, ...query }) } satisfies Answer<RunReport[]>;
    },
  };
};
