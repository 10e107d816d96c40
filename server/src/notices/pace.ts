import type { Subscription } from '../storage/sql/subscriptions';

/** Where Microsoft tells of every change, polling only makes sure. */
const HEALTHY_MINUTES = 240;
/** What was told of may show a moment later (graph-facts §1.3). */
const TOLD_LATELY_MS = 45_000;
const LOOK_AGAIN_MINUTES = 1;
const SOON_OVER_MS = 60_000;

export interface PaceOf {
  /** Of the settings: never slower than this but where every collection is told of. */
  readonly intervalMinutes: number;
  /** How many collections are followed. */
  readonly followed: number;
  readonly subscriptions: readonly Subscription[];
  /** The run has found nothing. */
  readonly isQuiet: boolean;
  readonly now: number;
}

/** Minutes until the next look at Microsoft that nobody asks for. */
export function paceOf({ intervalMinutes, followed, subscriptions, isQuiet, now }: PaceOf): number {
  const isTold = followed > 0 && subscriptions.length === followed && subscriptions.every((one) => isHealthy(one, now));
  if (!isTold) return intervalMinutes;
  const last = Math.max(...subscriptions.map(({ heardAt }) => heardAt ?? 0));
  if (isQuiet && now - last < TOLD_LATELY_MS) return Math.min(intervalMinutes, LOOK_AGAIN_MINUTES);
  const left = Math.min(...subscriptions.map(({ expiresAt }) => ((expiresAt ?? 0) - now) / 60_000));
  return Math.max(intervalMinutes, Math.min(HEALTHY_MINUTES, left));
}

export function isHealthy({ state, expiresAt, doubtedAt, isAskedAgain }: Subscription, now: number): boolean {
  return state === 'live' && doubtedAt === null && !isAskedAgain && (expiresAt ?? 0) - now > SOON_OVER_MS;
}

/** A run has found a change that came after the run before it, and nobody has told of it. */
export function isDoubtful(subscription: Subscription, { hasChanged }: { readonly hasChanged: boolean }): boolean {
  const { state, doubtedAt, heardAt, lookedAt, madeAt } = subscription;
  if (!hasChanged || state !== 'live' || doubtedAt !== null || lookedAt === null || madeAt === null) return false;
  return madeAt < lookedAt && (heardAt ?? 0) < lookedAt;
}
