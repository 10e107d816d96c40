import type { Core } from '@strapi/types';
import type { Context } from './context';
import { renderCallbackPage } from '../accounts';
import { containerOf } from '../container';

export const oauth = ({ strapi }: { strapi: Core.Strapi }) => ({
  callback(ctx: Context) {
    const { html, headers } = renderCallbackPage({ adminUrl: containerOf(strapi).config.adminUrl });
    ctx.set(headers);
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = html;
  },
});
