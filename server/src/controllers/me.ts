import type { Core } from '@strapi/types';
import type { Context } from './context';
import type { DeletionsPage } from '../../../src/contracts';
import type { AccountStatus, Answer, CheckVerdict, ConnectBegun, Me, Preview, RunReport } from '../../../src/contracts/http';
import { lastRunsOf } from './last-runs';
import { containerOf } from '../container';
import { approveOf } from './approve-of';
import { chooseCollections, readCollections } from './collections';
import { ownAccount } from './own-account';
import { ownSettings } from './own-settings';
import { previewOf } from './preview-of';
import { approveRun, beginSync, connectFailed, connectFinish, disconnect, syncNow } from '../validation/bodies';
import { bodyOf, queryOf } from '../validation/parse';
import { deletionsQuery, ownHistoryQuery, previewQuery } from '../validation/queries';
import { signedIn } from './signed-in';

/** What people do with their own account: every action is about the signed-in person, whatever the request says. */
export const me = ({ strapi }: { strapi: Core.Strapi }) => ({
  async read(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const { sync, held, organizations, application } = containerOf(strapi);
    const organization = await organizations.of(user);
    const { isConfigured, problem } = await application.facts(organization === null ? undefined : { organization });
    const own = await ownAccount(strapi, user);
    const data: Me = {
      ...own,
      waitsForApplication: own.account.state === 'action-required' && (!isConfigured || problem !== null),
      organization:
        organization === null ? null : { name: (await organizations.namesOf([organization])).get(organization) ?? organization },
      sync: await sync.status({ user }),
      lastRuns: await lastRunsOf(sync, user),
      held: await held.list({ user }),
    };
    ctx.body = { data } satisfies Answer<Me>;
  },
  readSettings: (ctx: Context) => ownSettings(strapi, signedIn).read(ctx),
  writeSettings: (ctx: Context) => ownSettings(strapi, signedIn).write(ctx),
  weighSettings: (ctx: Context) => ownSettings(strapi, signedIn).weigh(ctx),
  async history(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const runs = await containerOf(strapi).sync.history({ user, ...queryOf(ctx, ownHistoryQuery) });
    ctx.body = { data: runs } satisfies Answer<RunReport[]>;
  },
  async connect(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    ctx.body = { data: await containerOf(strapi).accounts.beginConnect({ user }) } satisfies Answer<ConnectBegun>;
  },
  async finishConnect(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const { code, state } = bodyOf(ctx, connectFinish);
    ctx.body = {
      data: await containerOf(strapi).accounts.finishConnect({ user, code, state, waitsForStart: true }),
    } satisfies Answer<AccountStatus>;
  },
  async failConnect(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    await containerOf(strapi).accounts.failConnect({ user, ...bodyOf(ctx, connectFailed) });
  },
  async check(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    ctx.body = { data: await containerOf(strapi).accounts.check({ user }) } satisfies Answer<CheckVerdict[]>;
  },
  async disconnect(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const given = bodyOf(ctx, disconnect);
    const { accounts } = containerOf(strapi);
    await accounts.disconnect({ user, ...given });
    ctx.body = { data: await accounts.status({ user }) } satisfies Answer<AccountStatus>;
  },
  async approve(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const { run } = bodyOf(ctx, approveRun);
    ctx.body = { data: await approveOf(strapi, user, run) } satisfies Answer<{ runs: RunReport[] }>;
  },
  async deletions(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const data = await containerOf(strapi).sync.deletions({ user, ...queryOf(ctx, deletionsQuery) });
    ctx.body = { data } satisfies Answer<DeletionsPage>;
  },
  async bringBack(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    ctx.body = { data: await containerOf(strapi).sync.bringBack({ user, ...bodyOf(ctx, beginSync) }) } satisfies Answer<{
      runs: RunReport[];
    }>;
  },
  async start(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const { runs } = await containerOf(strapi).sync.start({ user, ...bodyOf(ctx, beginSync) });
    ctx.body = { data: { runs } } satisfies Answer<{ runs: RunReport[] }>;
  },
  async preview(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const { resource = 'calendar', ...as } = queryOf(ctx, previewQuery);
    ctx.body = { data: await previewOf(strapi, { user, resource, ...as }) } satisfies Answer<Preview>;
  },
  collections: async (ctx: Context) => readCollections(strapi, ctx, await signedIn(strapi, ctx)),
  chooseCollections: async (ctx: Context) => chooseCollections(strapi, ctx, await signedIn(strapi, ctx)),
  async sync(ctx: Context) {
    const user = await signedIn(strapi, ctx);
    const { runs } = await containerOf(strapi).sync.run({ user, ...bodyOf(ctx, syncNow) });
    ctx.body = { data: { runs } } satisfies Answer<{ runs: RunReport[] }>;
  },
});
