import type { AccountReason } from '../../../src/contracts/index';
import type { Expiry } from './expiry';

/** Of which application somebody who may edit it has to hear something. */
export interface OpenNeed {
  /** Null: the system's. */
  readonly organization: string | null;
  /** Why it cannot be used; null: it can. */
  readonly problem: AccountReason | null;
  /** Of what ends soon, or has ended; null: there is time, or nobody has entered the day. */
  readonly ends: Expiry | null;
}

const SOON_DAYS = 30;

/** Null where there is nothing to say. What is refused is said alone: whoever mends it enters a new secret anyway. */
export function needOf({
  organization,
  isConfigured,
  expiry,
  ...facts
}: {
  readonly organization: string | null;
  readonly isConfigured: boolean;
  readonly problem: AccountReason | null;
  readonly expiry: Expiry | null;
}): OpenNeed | null {
  const problem = isConfigured ? facts.problem : 'application-missing';
  if (problem !== null) return { organization, problem, ends: null };
  return expiry !== null && expiry.daysLeft <= SOON_DAYS ? { organization, problem, ends: expiry } : null;
}
