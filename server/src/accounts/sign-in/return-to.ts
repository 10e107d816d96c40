import { frontEndProblems, type FrontEndProblem } from '../../../../src/contracts/errors';
import { invalidInput } from '../../application/index';
import type { AccountsContext } from '../context';
import { signInRefusal } from './fail-connect';
import { lookAtSignIn } from './sign-in-state';

const LONGEST_PAGE = 2000;
const LONGEST_CODE = 10_000;

/** The page, as it will be gone to. Throws 'invalid-input' for any that is not at an origin of the configuration. */
export function pageOfFrontEnd({ frontEnds = [] }: Pick<AccountsContext, 'frontEnds'>, returnTo: unknown): string {
  const url = typeof returnTo === 'string' && returnTo.length <= LONGEST_PAGE && URL.canParse(returnTo) ? new URL(returnTo) : null;
  if (url === null || !isAllowed(frontEnds, url) || url.username !== '' || url.password !== '' || url.hash !== '')
    throw invalidInput([
      { path: ['returnTo'], message: 'Must be an address without a fragment, at one of the origins in frontEnds of the configuration.' },
    ]);
  return url.href;
}

/** By what is gone to, not by `origin`: that of a blob is the origin of whoever made it. */
const isAllowed = (frontEnds: readonly string[], url: URL): boolean => frontEnds.includes(`${url.protocol}//${url.host}`);

/**
 * Where Microsoft's answer leads that came to the redirect URI: to the front end that began, with code and state, or one of a few words, in the
 * fragment, which no server is sent. Null: it was not begun by a front end, or that one may no longer. Nobody is signed in here: that the state and
 * the person belong together is found out when the sign-in is finished.
 */
export async function frontEndOf(context: AccountsContext, query: Readonly<Record<string, unknown>>): Promise<string | null> {
  const { state, code, error, error_description: description } = query;
  const begun = await lookAtSignIn(context, state);
  if (begun === null || typeof state !== 'string' || !isAllowed(context.frontEnds ?? [], new URL(begun.returnTo))) return null;
  const back = (answer: { code: string } | { error: FrontEndProblem }) =>
    `${begun.returnTo}#${new URLSearchParams({ ...answer, state }).toString()}`;
  if (begun.isExpired) return back({ error: 'expired' });
  if (typeof error !== 'string')
    return typeof code === 'string' && code !== '' && code.length <= LONGEST_CODE ? back({ code }) : back({ error: 'ended' });
  const { reason } = signInRefusal({ error, ...(typeof description === 'string' ? { errorDescription: description } : {}) }).details as {
    reason?: unknown;
  };
  return back({ error: frontEndProblems.find((one) => one === reason) ?? 'ended' });
}
