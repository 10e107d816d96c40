import type { Core } from '@strapi/types';
import { containerOf } from '../container';
import type { Context } from './context';

/** More no delivery of Microsoft's has, by far. */
const MOST_BYTES = 512_000;
const MOST_OF_TOKEN = 2_000;

/**
 * What Microsoft 365 posts. Answered before anything is done about it: who answers slowly is told less (graph-facts §5). Who it is shows in the
 * `clientState` alone, and everybody else gets the same answer.
 */
export const notifications = ({ strapi }: { strapi: Core.Strapi }) => ({
  take(ctx: Context) {
    ctx.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    const { validationToken } = ctx.query;
    if (validationToken !== undefined) return handshake(ctx, validationToken);
    const length = Number(ctx.get('content-length') || 0);
    ctx.status = length > MOST_BYTES ? 413 : 202;
    ctx.body = '';
    if (length <= MOST_BYTES) containerOf(strapi).notices.take(ctx.request.body);
  },
});

/** The token goes back as it came, as plain text; signs that a browser could take for a page's are written out, which Microsoft's own have none of. */
function handshake(ctx: Context, token: unknown): void {
  const isToken = typeof token === 'string' && token.length <= MOST_OF_TOKEN;
  ctx.status = isToken ? 200 : 400;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = isToken ? escaped(token) : '';
}

const escaped = (text: string): string => text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
