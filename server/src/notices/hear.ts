import type { Subscription, SubscriptionStore } from '../storage/sql/subscriptions';
import type { Target } from '../storage/port';
import type { Notice } from './read-notices';

export interface HearDeps {
  readonly subscriptions: Pick<SubscriptionStore, 'find' | 'change'>;
  /** Makes targets due at once, before those that only wait for their next look. */
  readonly wake: (targets: readonly Target[]) => Promise<unknown>;
  readonly now: () => Promise<number>;
}

/** What notices mean for us: where to look. Nothing that they say of items is believed, or even read. */
export async function hearNotices({ subscriptions, wake, now }: HearDeps, notices: readonly Notice[]): Promise<void> {
  const known = new Map((await subscriptions.find([...new Set(notices.map(({ name }) => name))])).map((one) => [one.name, one]));
  const meant = notices.flatMap((notice) => {
    const one = known.get(notice.name);
    return one && isOf(one, notice) ? [{ one, kind: notice.kind }] : [];
  });
  if (meant.length === 0) return;
  const at = await now();
  const keysOf = (...kinds: Notice['kind'][]) => meant.filter(({ kind }) => kinds.includes(kind)).map(({ one }) => one.key);
  await subscriptions.change(keysOf('change', 'missed'), { heardAt: at, silences: 0 });
  await subscriptions.change(keysOf('reauthorizationRequired'), { isAskedAgain: true, nextAt: at });
  await subscriptions.change(keysOf('subscriptionRemoved'), { state: 'wanted', subscriptionId: null, nextAt: at });
  const targets = new Map(
    meant
      .filter(({ kind }) => kind !== 'reauthorizationRequired')
      .map(({ one: { target } }) => [`${target.user}|${target.resource}`, target]),
  );
  await wake([...targets.values()]);
}

/** One that was made before, and is not any more, may still speak for a while. While one is being made, its id is not known yet. */
const isOf = (one: Subscription, { subscriptionId }: Notice): boolean =>
  one.subscriptionId === null || one.subscriptionId === subscriptionId;
