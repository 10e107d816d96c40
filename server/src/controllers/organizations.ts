import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { ApplicationVerdict } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';
import type {
  Answer,
  ApplicationPatch,
  ApplicationReading,
  ListPage,
  OrganizationHead,
  OrganizationItem,
  OrganizationType,
} from '../../../src/contracts/http';
import type { ApplicationNeed } from '../../../src/contracts/http-status';
import { mustReachOrganization, reachOf } from '../directory/reach';
import type { Permission } from '../permissions';
import { containerOf } from '../container';
import { type Context, idOf } from './context';
import { readLevel, weighLevel, writeLevel } from './level';
import { queryOf } from '../validation/parse';
import { organizationsQuery, pageOf } from '../validation/queries';

/** Nothing of its own: the system's application counts again. */
const NO_APPLICATION = {
  clientId: null,
  tenantId: null,
  mode: 'delegated',
  clientSecret: null,
  clientSecretExpiresAt: null,
  certificate: null,
} as const satisfies ApplicationPatch;

export const organizations = ({ strapi }: { strapi: Core.Strapi }) => {
  /** Throws where the caller's role does not reach the organization. */
  const reached = (ctx: Context, permission: Permission): string => {
    const id = idOf(ctx);
    mustReachOrganization(reachOf(ctx.state['userAbility'], permission), id);
    return id;
  };
  const scopeOf = (id: string) => ({ level: 'organization', id }) as const;
  async function mustExist(id: string): Promise<void> {
    if (!(await containerOf(strapi).organizations.exists(id)))
      throw new errors.NotFoundError('This organization does not exist (any more).', { code: 'unknown-organization' satisfies ErrorCode });
  }
  async function answerApplication(ctx: Context, organization: string): Promise<void> {
    ctx.body = { data: await containerOf(strapi).application.read({ organization }) } satisfies Answer<ApplicationReading>;
  }
  async function saveApplication(ctx: Context, patch: ApplicationPatch): Promise<void> {
    const organization = reached(ctx, 'organizations.update');
    await mustExist(organization);
    await containerOf(strapi).application.write(patch, { organization });
    await answerApplication(ctx, organization);
  }

  return {
    async list(ctx: Context) {
      const { page, pageSize, ...filter } = queryOf(ctx, organizationsQuery);
      const reach = reachOf(ctx.state['userAbility'], 'organizations.read');
      const data = await containerOf(strapi).people.organizations({ ...filter, reach, ...pageOf({ page, pageSize }) });
      ctx.body = { data } satisfies Answer<ListPage<OrganizationItem>>;
    },
    type(ctx: Context) {
      ctx.body = { data: containerOf(strapi).config.host.organization } satisfies Answer<OrganizationType>;
    },
    async find(ctx: Context) {
      const id = reached(ctx, 'organizations.read');
      await mustExist(id);
      const { namesOf, membersOf } = containerOf(strapi).organizations;
      const data = { id, name: (await namesOf([id])).get(id) ?? id, members: (await membersOf(id)).length };
      ctx.body = { data } satisfies Answer<OrganizationHead>;
    },
    readSettings: (ctx: Context) => readLevel(strapi, ctx, scopeOf(reached(ctx, 'organizations.read'))),
    writeSettings: (ctx: Context) => writeLevel(strapi, ctx, scopeOf(reached(ctx, 'organizations.update'))),
    weighSettings: (ctx: Context) => weighLevel(strapi, ctx, scopeOf(reached(ctx, 'organizations.update'))),
    async readApplication(ctx: Context) {
      const id = reached(ctx, 'organizations.read');
      await mustExist(id);
      await answerApplication(ctx, id);
    },
    writeApplication: (ctx: Context) => saveApplication(ctx, ctx.request.body as ApplicationPatch),
    removeApplication: (ctx: Context) => saveApplication(ctx, NO_APPLICATION),
    async checkApplication(ctx: Context) {
      const organization = reached(ctx, 'organizations.update');
      await mustExist(organization);
      ctx.body = { data: await containerOf(strapi).application.check({ organization }) } satisfies Answer<ApplicationVerdict[]>;
    },
    async applicationNeeds(ctx: Context) {
      const reach = reachOf(ctx.state['userAbility'], 'organizations.update');
      ctx.body = { data: await containerOf(strapi).applicationNeeds.ofOrganizations(reach) } satisfies Answer<ApplicationNeed[]>;
    },
  };
};
