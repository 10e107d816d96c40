import type { Effects } from '../../microsoft/index';
import { AccountFailure } from '../health/account-failure';
import type { AccountStore } from '../store';

const LEASE_MS = 60_000; // well above the time-out of a token request
const LONGEST_WAIT_MS = 75_000;

/** Runs `work` while no other instance does so for this account. A holder that died is waited for until its lease ends. */
export async function withAccountLock<T>(
  options: { store: AccountStore; userId: string; effects: Effects; now(): Promise<number> },
  work: () => Promise<T>,
): Promise<T> {
  const { store, userId, effects } = options;
  const owner = effects.newId();
  for (let waited = 0; ;) {
    const now = await options.now();
    if (await store.takeLock({ userId, owner, now, until: now + LEASE_MS })) break;
    if ((await store.find(userId)) === null) throw new AccountFailure('not-connected');
    if (waited >= LONGEST_WAIT_MS) throw new AccountFailure('microsoft-unavailable');
    const pause = 100 + 200 * effects.random();
    await effects.sleep(pause);
    waited += pause;
  }
  try {
    return await work();
  } finally {
    await store.releaseLock({ userId, owner });
  }
}
