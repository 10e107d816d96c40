import type { Resource } from '../../../src/contracts';
import type { Looked } from '../engine/dependencies';
import type { SubscriptionStore } from '../storage/sql/subscriptions';
import { newName } from './client-state';
import { SILENT_AFTER_MS } from './lives';
import { isDoubtful, paceOf } from './pace';

/**
 * After a run: what is followed is to be told of, and what is followed no longer is not. Returns in how many minutes each resource is to be looked at
 * again by itself.
 */
export async function afterRun(
  subscriptions: SubscriptionStore,
  { looked, intervalMinutes }: { readonly looked: readonly Looked[]; readonly intervalMinutes: number },
): Promise<Map<Resource, number>> {
  const known = await subscriptions.of(looked.map(({ target }) => target));
  const pace = new Map<Resource, number>();
  for (const { target, startedAt, changedIn } of looked) {
    const followed = known.followed.filter((one) => one.target.resource === target.resource);
    const own = known.subscriptions.filter((one) => one.target.resource === target.resource);
    const there = new Map(own.map((one) => [one.key, one]));
    const wanted = followed.filter(({ isOwned }) => isOwned);
    await subscriptions.add(wanted.filter(({ key }) => !there.has(key)).map((one) => ({ followed: one, name: newName() })));
    const isWanted = new Set(wanted.map(({ key }) => key));
    const gone = own.filter(({ key, state }) => !isWanted.has(key) && state !== 'unwanted');
    await subscriptions.change(
      gone.map(({ key }) => key),
      { state: 'unwanted', nextAt: startedAt },
    );
    const kept = own.filter(({ key }) => isWanted.has(key));
    const back = kept.filter(({ state }) => state === 'unwanted');
    await subscriptions.change(
      back.map(({ key }) => key),
      { state: 'wanted', nextAt: startedAt },
    );
    const doubtful = kept.filter((one) => isDoubtful(one, { hasChanged: changedIn.has(one.collection) }));
    await subscriptions.change(
      doubtful.map(({ key }) => key),
      { doubtedAt: startedAt, nextAt: startedAt + SILENT_AFTER_MS[target.resource] },
    );
    await subscriptions.looked({ keys: kept.filter(({ state }) => state === 'live').map(({ key }) => key), at: startedAt });
    const isDoubted = new Set(doubtful.map(({ key }) => key));
    pace.set(
      target.resource,
      paceOf({
        intervalMinutes,
        followed: followed.length,
        subscriptions: kept.map((one) => (isDoubted.has(one.key) ? { ...one, doubtedAt: startedAt } : one)),
        isQuiet: changedIn.size === 0,
        now: startedAt,
      }),
    );
  }
  return pace;
}
