import type { GraphFailure } from '../../microsoft/port';
import { askPage, wholePages } from './ask-page';
import type { Asking } from '../context';

/** A list longer than this is not a mailbox but a server that hands out links for ever (graph-facts §10.2). */
const MOST_PAGES = 5_000;

/** Follows a list of Microsoft's page by page, until `see` has seen enough. Returns the failure that broke it off. */
export async function eachPage(
  run: Asking,
  path: string,
  see: (value: readonly unknown[], body: unknown) => 'more' | 'enough' | Promise<'more' | 'enough'>,
): Promise<GraphFailure | null> {
  const size = wholePages();
  let request: { path: string } | { link: string } = { path };
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    await run.guard.checkpoint();
    const answer = await askPage(run, request, size, run.guard.answered(request));
    if (answer.failure) return answer.failure;
    const body = (answer.body ?? {}) as { value?: unknown; '@odata.nextLink'?: unknown };
    if ((await see(Array.isArray(body.value) ? body.value : [], answer.body)) === 'enough') return null;
    const next = body['@odata.nextLink'];
    if (typeof next !== 'string') return null;
    request = { link: next };
  }
  return { reason: 'nonsense', status: 200, code: '', message: 'A list has no end.', retryAfterMs: null, requestId: null };
}
