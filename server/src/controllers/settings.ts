import type { Core } from '@strapi/types';
import type { Context } from './context';
import type { Answer, ApplicationReading, SystemSettings } from '../../../src/contracts/http';
import { runtimeOf } from '../runtime';
import { bodyOf } from './body';

const SYSTEM = { level: 'system' } as const;

export const settings = ({ strapi }: { strapi: Core.Strapi }) => {
  const system = (): Promise<SystemSettings> => runtimeOf(strapi).settings.read(SYSTEM);
  return {
    async readSystem(ctx: Context) {
      ctx.body = { data: await system() } satisfies Answer<SystemSettings>;
    },
    async writeSystem(ctx: Context) {
      const { settings: service } = runtimeOf(strapi);
      const patch = bodyOf(ctx, { fields: 'object', integrations: 'object' });
      // Both are looked at before either is stored: half a save would be a surprise.
      if (patch['fields']) service.mustBeValid(SYSTEM, patch['fields']);
      if (patch['integrations']) await service.writeIntegrations(patch['integrations'] as never);
      if (patch['fields']) await service.write(SYSTEM, patch['fields'] as never);
      ctx.body = { data: await system() } satisfies Answer<SystemSettings>;
    },
    async readApplication(ctx: Context) {
      ctx.body = { data: await runtimeOf(strapi).application.read() } satisfies Answer<ApplicationReading>;
    },
    async writeApplication(ctx: Context) {
      const { application } = runtimeOf(strapi);
      await application.write(ctx.request.body as never);
      ctx.body = { data: await application.read() } satisfies Answer<ApplicationReading>;
    },
  };
};
