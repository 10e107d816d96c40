import type { GraphAnswer, GraphFailure } from '../../microsoft/port';
import { askPage, wholePages } from './ask-page';
import type { Asking } from '../context';
import { nonsense } from '../nonsense';

/** A list longer than this is not a mailbox but a server that hands out links for ever (graph-facts §10.2). */
const MOST_PAGES = 5_000;

/**
 * Follows a list of Microsoft's page by page, until `see` has seen enough. Returns the failure that broke it off: an answer without a list is none that is
 * empty, for whoever looks through it would take it for a proof.
 */
export async function eachPage(
  run: Asking,
  from: string | { readonly link: string },
  see: (value: readonly unknown[], body: unknown) => 'more' | 'enough' | Promise<'more' | 'enough'>,
): Promise<GraphFailure | null> {
  const size = wholePages();
  let request: { path: string } | { link: string } = typeof from === 'string' ? { path: from } : from;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    await run.guard.checkpoint();
    const answer = await askPage(run, request, size, run.guard.answered(request));
    if (answer.failure) return answer.failure;
    const body = (answer.body ?? {}) as { value?: unknown; '@odata.nextLink'?: unknown };
    const value = listIn(answer);
    if (value === null) return nonsense('A page without a list.', answer);
    if ((await see(value, answer.body)) === 'enough') return null;
    const next = body['@odata.nextLink'];
    if (typeof next !== 'string') return null;
    request = { link: next };
  }
  return nonsense('A list has no end.');
}

/** What an answer lists; null where it lists nothing, not even that there is nothing. */
export const listIn = ({ body, failure }: Pick<GraphAnswer, 'body' | 'failure'>): readonly unknown[] | null => {
  const value = failure ? null : (body as { value?: unknown } | null)?.value;
  return Array.isArray(value) ? value : null;
};
