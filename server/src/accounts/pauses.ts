import { AccountFailure } from './account-failure';

/** Remembers how long the sign-in service wants to be left alone, by account or application. */
export function createPauses(now: () => number) {
  const until = new Map<string, number>();
  return {
    /** Throws 'throttled' while the pause lasts. */
    check(key: string): void {
      const remaining = (until.get(key) ?? 0) - now();
      if (remaining > 0) throw new AccountFailure('throttled', { retryAfterMs: remaining });
      until.delete(key);
    },
    remember(key: string, failure: AccountFailure): AccountFailure {
      if (failure.retryAfterMs !== null) until.set(key, now() + failure.retryAfterMs);
      return failure;
    },
  };
}
