import type { Core } from '@strapi/types';
import type { DeletionsPage, Occurrence } from '../../../../src/contracts';
import type { AccountStatus, Answer, CheckVerdict, ConnectBegun, Preview, RunReport } from '../../../../src/contracts/http';
import type { MyMicrosoft } from '../../../../src/contracts/rest';
import { containerOf } from '../../container';
import { approveOf } from '../approve-of';
import { type Context, idOf } from '../context';
import { ownAccount } from '../own-account';
import { previewOf } from '../preview-of';
import { signedInMember } from '../signed-in';
import { beginSync, connectFinish, connectMine as mine, nothing, previewMine } from '../../validation/bodies';
import { bodyOf, queryOf } from '../../validation/parse';
import { deletionsQuery, disconnectQuery, occurrencesQuery, runsQuery } from '../../validation/queries';
import { beginRuns } from './begin-runs';
import { connectMine } from './connect-mine';
import { eachInTurn, inTurn } from './turn';

/** The own account over REST: every action is about the signed-in person, whatever the request says. */
export const myAccount = ({ strapi }: { strapi: Core.Strapi }) => ({
  ...eachInTurn(strapi, {
    async read(ctx: Context) {
      const user = await signedInMember(strapi, ctx);
      const { sync, settings } = containerOf(strapi);
      const rows = await sync.status({ user });
      const data: MyMicrosoft = {
        ...(await ownAccount(strapi, user)),
        resources: rows.map(({ user: _user, userName: _userName, organization: _organization, ...row }) => row),
        settings: (await settings.read({ level: 'user', id: user })).fields,
      };
      ctx.body = { data } satisfies Answer<MyMicrosoft>;
    },
    async runs(ctx: Context) {
      const user = await signedInMember(strapi, ctx);
      const { since, ...query } = queryOf(ctx, runsQuery);
      const runs = await containerOf(strapi).sync.history({ user, ...query });
      const data = since === undefined ? runs : runs.filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(since));
      ctx.body = { data } satisfies Answer<RunReport[]>;
    },
    async deletions(ctx: Context) {
      const user = await signedInMember(strapi, ctx);
      const data = await containerOf(strapi).sync.deletions({ user, ...queryOf(ctx, deletionsQuery) });
      ctx.body = { data } satisfies Answer<DeletionsPage>;
    },
    async occurrences(ctx: Context) {
      const user = await signedInMember(strapi, ctx);
      const { from = '', to = '' } = queryOf(ctx, occurrencesQuery);
      const data = await containerOf(strapi).calendar.occurrences({ user, from, to });
      ctx.body = { data } satisfies Answer<Occurrence[]>;
    },
    async disconnect(ctx: Context) {
      const user = await signedInMember(strapi, ctx);
      const { items = 'keep', homes = 'keep' } = queryOf(ctx, disconnectQuery);
      const { accounts } = containerOf(strapi);
      await accounts.disconnect({ user, items, homes });
      ctx.body = { data: await accounts.status({ user }) } satisfies Answer<AccountStatus>;
    },
  }),
  async connect(ctx: Context) {
    const user = await signedInMember(strapi, ctx);
    const given = bodyOf(ctx, mine);
    const data = await inTurn(strapi, ctx, user, () => connectMine(strapi, user, given), 'signInTurns');
    ctx.body = { data } satisfies Answer<ConnectBegun>;
  },
  async finishConnect(ctx: Context) {
    const user = await signedInMember(strapi, ctx);
    const { code, state } = bodyOf(ctx, connectFinish);
    const { accounts } = containerOf(strapi);
    const data = await inTurn(strapi, ctx, user, () => accounts.finishConnect({ user, code, state, waitsForStart: true }), 'signInTurns');
    ctx.body = { data } satisfies Answer<AccountStatus>;
  },
  async check(ctx: Context) {
    const user = await signedInMember(strapi, ctx);
    bodyOf(ctx, nothing);
    const data = await inTurn(strapi, ctx, user, () => containerOf(strapi).accounts.check({ user }));
    ctx.body = { data } satisfies Answer<CheckVerdict[]>;
  },
  async sync(ctx: Context) {
    const user = await signedInMember(strapi, ctx);
    const of = { user, ...bodyOf(ctx, beginSync) };
    await beginRuns(strapi, ctx, user, () => containerOf(strapi).sync.run(of));
  },
  async approve(ctx: Context) {
    const user = await signedInMember(strapi, ctx);
    bodyOf(ctx, nothing);
    await beginRuns(strapi, ctx, user, () => approveOf(strapi, user, idOf(ctx)));
  },
  async start(ctx: Context) {
    const user = await signedInMember(strapi, ctx);
    const of = { user, ...bodyOf(ctx, beginSync) };
    await beginRuns(strapi, ctx, user, () => containerOf(strapi).sync.start(of));
  },
  async bringBack(ctx: Context) {
    const user = await signedInMember(strapi, ctx);
    const of = { user, ...bodyOf(ctx, beginSync) };
    await beginRuns(strapi, ctx, user, () => containerOf(strapi).sync.bringBack(of));
  },
  async preview(ctx: Context) {
    const user = await signedInMember(strapi, ctx);
    const { resource = 'calendar', ...as } = bodyOf(ctx, previewMine);
    const data = await inTurn(strapi, ctx, user, () => previewOf(strapi, { user, resource, ...as }));
    ctx.body = { data } satisfies Answer<Preview>;
  },
});
