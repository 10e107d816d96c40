import type { Core } from '@strapi/types';
import type { Context } from './context';
import { renderCallbackPage } from '../accounts';
import { containerOf } from '../container';

export const oauth = ({ strapi }: { strapi: Core.Strapi }) => ({
  async callback(ctx: Context) {
    const frontEnd = await containerOf(strapi).accounts.frontEndOf(ctx.query);
    if (frontEnd !== null) {
      ctx.status = 303;
      ctx.set({ Location: frontEnd, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
      ctx.body = '';
      return;
    }
    const { html, headers } = renderCallbackPage({ adminUrl: containerOf(strapi).config.adminUrl });
    ctx.set(headers);
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = html;
  },
});
