import type { Core } from '@strapi/types';
import { containerOf } from '../container';
import type { Context } from './context';

export const health = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const found = await containerOf(strapi).health();
    // What waits for long is no reason to start the process anew.
    ctx.status = found.status === 'failing' ? 503 : 200;
    ctx.set({ 'Cache-Control': 'no-store' });
    ctx.body = found;
  },
});
