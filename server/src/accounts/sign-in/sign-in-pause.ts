import type { Pauses } from '../../microsoft/index';
import { AccountFailure } from '../health/account-failure';

/** Throws 'throttled' while the sign-in service wants to be left alone, by account or application. */
export function checkSignInPause(pauses: Pauses, key: string): void {
  const left = pauses.leftMs(nameOf(key));
  if (left > 0) throw new AccountFailure('throttled', { retryAfterMs: left });
}

export async function noteSignInPause(pauses: Pauses, key: string, failure: AccountFailure): Promise<AccountFailure> {
  if (failure.retryAfterMs !== null) await pauses.note(nameOf(key), failure.retryAfterMs);
  return failure;
}

const nameOf = (key: string): string => `sign-in:${key}`;
