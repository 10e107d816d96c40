import type { GraphAnswer } from '../../microsoft/port';
import type { Asking } from '../context';
import { isTooLarge } from '../failure-policy';

type Request = { readonly path: string } | { readonly link: string };

/** How many items a page may have, as long as one list is read. */
export interface PageSize {
  now: number;
}

const MOST = 200;

export const wholePages = (): PageSize => ({ now: MOST });

/**
 * Asks for a page. What is too large to be read is asked for in pages of half as many items, down to one; of that, and of a series that stays
 * whole on one page whatever is asked for, too long entries come as their ids, and are read by themselves. `early`: what was answered already.
 */
export async function askPage(run: Asking, request: Request, size: PageSize, early: GraphAnswer | null = null): Promise<GraphAnswer> {
  let answer = early ?? (await ask(run, request, size.now));
  while (isTooLarge(answer.failure) && size.now > 1) {
    await run.guard.checkpoint();
    size.now = Math.floor(size.now / 2);
    answer = await ask(run, request, size.now);
  }
  if (!answer.failure) size.now = Math.min(MOST, size.now * 2); // what was too large is behind
  return answer;
}

const ask = ({ mailbox, resource }: Pick<Asking, 'mailbox' | 'resource'>, request: Request, size: number): Promise<GraphAnswer> =>
  mailbox.send({ method: 'GET', headers: inPagesOf(resource.readHeaders, size), mayLeaveOut: size === 1, ...request });

/** A round keeps no page size: each of its requests names it. */
function inPagesOf(headers: Readonly<Record<string, string>>, size: number): Record<string, string> {
  if (size >= MOST) return { ...headers };
  const others = (headers['Prefer'] ?? '').split(', ').filter((preference) => preference !== '' && !/maxpagesize/i.test(preference));
  return { ...headers, Prefer: [...others, `odata.maxpagesize=${size}`].join(', ') };
}
