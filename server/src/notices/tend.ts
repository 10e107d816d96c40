import type { Accounts, OpenedAccount } from '../accounts';
import { AccountFailure } from '../accounts';
import type { Leases } from '../engine/lease/port';
import { GraphError, type GraphFailure } from '../microsoft/port';
import { grouped } from '../../../src/canonical/grouped';
import type { Followed, Subscription, SubscriptionChanges, SubscriptionStore } from '../storage/sql/subscriptions';
import { type Asked, isUnreachable, make, type Made, remove, renew } from './ask-microsoft';
import { clientStateOf, madeFor, newName } from './client-state';
import type { NoticeAddress } from './address';
import { againAfterMs, ASKED_AGAIN_MS, MOST_SILENCES, REACHED_AGAIN_MS, renewedAt } from './lives';

export interface TendDeps {
  readonly subscriptions: SubscriptionStore;
  readonly accounts: Pick<Accounts, 'open'>;
  readonly leases: Pick<Leases, 'wakeThoseThere'>;
  readonly address: NoticeAddress;
  readonly codes: Parameters<typeof clientStateOf>[0] & Parameters<typeof madeFor>[1];
  /** Root of Graph with its version. */
  readonly graph: string;
  readonly hasTasks: boolean;
  /** Epoch milliseconds of the database. */
  readonly now: () => Promise<number>;
  readonly random: () => number;
  readonly log: { warn(message: string): void };
}

const MOST_AT_ONCE = 100;
const ACCOUNTS_AT_ONCE = 4;
const HOUR = 3_600_000;

/** Makes, renews, makes anew and takes away what is due. */
export async function tendSubscriptions(deps: TendDeps): Promise<void> {
  const due = await deps.subscriptions.claimDue(MOST_AT_ONCE);
  const accounts = [...grouped(due.map((one) => [one.target.user, one])).entries()];
  const next = async (): Promise<void> => {
    for (let account = accounts.shift(); account; account = accounts.shift()) await tendAccount(deps, account[0], account[1]);
  };
  await Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, next));
}

async function tendAccount(deps: TendDeps, user: string, due: readonly Subscription[]): Promise<void> {
  const put = (one: Subscription, changes: SubscriptionChanges) => deps.subscriptions.change([one.key], changes);
  const now = await deps.now();
  try {
    const opened = await deps.accounts.open({ user });
    const { followed } = await deps.subscriptions.of(due.map(({ target }) => target));
    const byKey = new Map(followed.map((one) => [one.key, one]));
    for (const one of due) await tendOne({ ...deps, opened, now }, one, byKey.get(one.key) ?? null);
  } catch (error) {
    if (!(error instanceof AccountFailure) && !(error instanceof GraphError)) throw error;
    if (error instanceof AccountFailure && error.reason === 'not-connected') return deps.subscriptions.remove(due.map(({ key }) => key));
    // It lives on for as long as it does; polling says what is wrong with the account.
    for (const one of due)
      await put(one, {
        failures: one.failures + 1,
        nextAt: now + (error instanceof AccountFailure ? HOUR : againAfterMs(one.failures, deps.random())),
      });
  }
}

interface Tending extends Omit<TendDeps, 'now'> {
  readonly opened: OpenedAccount;
  readonly now: number;
}

async function tendOne(deps: Tending, one: Subscription, followed: Followed | null): Promise<void> {
  const { subscriptions, address, opened, now } = deps;
  const asked: Asked = { mailbox: opened.mailbox, root: `${deps.graph}/subscriptions`, now };
  const takenAway = async (): Promise<boolean> => {
    const failure = one.subscriptionId === null ? null : await remove(asked, one.subscriptionId);
    if (failure === null || !isPassing(failure)) return true;
    await later(deps, one, failure);
    return false;
  };
  if (followed === null || !followed.isOwned || one.state === 'unwanted' || 'why' in address) {
    if (await takenAway()) await subscriptions.remove([one.key]);
    return;
  }
  if (one.target.resource === 'tasks' && (!opened.account.isDelegated || !deps.hasTasks))
    return subscriptions.change([one.key], { state: 'refused', reason: 'no-notices-of-tasks', failures: 0, nextAt: now + ASKED_AGAIN_MS });
  const isOurs = one.mailbox === opened.account.mailbox && one.address === madeFor(address.url, deps.codes);
  const isSilent = one.doubtedAt !== null && (one.heardAt ?? 0) < one.doubtedAt;
  if (one.state === 'live' && one.subscriptionId !== null && isOurs && !isSilent) {
    const renewed = await renew(asked, { id: one.subscriptionId, resource: one.target.resource });
    if (!('failure' in renewed)) return void (await live(deps, one, renewed, { doubtedAt: null }));
    if (isPassing(renewed.failure)) return later(deps, one, renewed.failure);
    // Microsoft does not know it any more: what has happened since nobody has told.
  } else if (!(await takenAway())) return;
  const silences = isSilent ? one.silences + 1 : one.silences;
  if (isSilent && silences >= MOST_SILENCES) {
    deps.log.warn(
      'microsoft-sync: Microsoft has not told of changes three times in a row, though it was to; it is polled as the settings say, and asked again tomorrow.',
    );
    return refused(deps, one, { reason: 'silent', afterMs: ASKED_AGAIN_MS });
  }
  await makeAnew(deps, asked, one, followed, silences);
}

async function makeAnew(deps: Tending, asked: Asked, one: Subscription, followed: Followed, silences: number): Promise<void> {
  const { opened, address, subscriptions, now } = deps;
  if ('why' in address) return;
  const name = newName();
  const { isDelegated, mailbox } = opened.account;
  // Before it is made, so that what comes at once is known.
  const isStillWanted = await subscriptions.changeWanted(one, {
    name,
    state: 'wanted',
    subscriptionId: null,
    mailbox,
    address: madeFor(address.url, deps.codes),
  });
  if (!isStillWanted) return;
  const made = await make(asked, {
    resource: one.target.resource,
    collection: one.collection,
    isDefault: followed.isDefault,
    owner: isDelegated ? 'me' : `users/${encodeURIComponent(mailbox)}`,
    address: address.url,
    clientState: clientStateOf(deps.codes, name),
  });
  if ('failure' in made) {
    if (isPassing(made.failure)) return later(deps, one, made.failure);
    return isUnreachable(made.failure)
      ? refused(deps, { ...one, name }, { reason: 'not-reached', afterMs: REACHED_AGAIN_MS })
      : refused(deps, { ...one, name }, { reason: made.failure.code || made.failure.reason, afterMs: ASKED_AGAIN_MS });
  }
  const isWanted = await live(deps, { ...one, name }, made, { madeAt: now, doubtedAt: null, lookedAt: null, silences });
  // Somebody has disconnected or switched it off meanwhile, and could not know of this one. Where Microsoft does not take it back now it ends by itself.
  if (!isWanted) return void (await remove(asked, made.id));
  // What happened before it was made.
  await deps.leases.wakeThoseThere([one.target], { priority: 'notice' });
}

/** Returns whether it is still wanted. */
async function live(
  deps: Tending,
  one: Subscription,
  made: Exclude<Made, { failure: unknown }>,
  more: SubscriptionChanges,
): Promise<boolean> {
  const { id, expiresAt } = made;
  return deps.subscriptions.changeWanted(one, {
    ...more,
    state: 'live',
    reason: null,
    subscriptionId: id,
    expiresAt: Math.round(expiresAt),
    isAskedAgain: false,
    failures: 0,
    nextAt: renewedAt({ now: deps.now, expiresAt }, deps.random()),
  });
}

/** It is polled at the pace of the settings from now on. */
async function refused(deps: Tending, one: Subscription, { reason, afterMs }: { reason: string; afterMs: number }): Promise<void> {
  await deps.subscriptions.changeWanted(one, {
    state: 'refused',
    reason: reason.slice(0, 200),
    subscriptionId: null,
    doubtedAt: null,
    isAskedAgain: false,
    silences: 0,
    failures: 0,
    nextAt: Math.round(deps.now + afterMs * (0.9 + 0.2 * deps.random())),
  });
  if (one.state === 'live') await deps.leases.wakeThoseThere([one.target], { priority: 'notice' });
}

async function later(deps: Tending, one: Subscription, { retryAfterMs }: GraphFailure): Promise<void> {
  const waitMs = Math.max(retryAfterMs ?? 0, againAfterMs(one.failures, deps.random()));
  await deps.subscriptions.change([one.key], { failures: one.failures + 1, nextAt: Math.round(deps.now + waitMs) });
}

/** Gets better by itself, or with the account; whatever else Microsoft says is its answer. */
function isPassing({ reason }: GraphFailure): boolean {
  switch (reason) {
    case 'throttled':
    case 'unavailable':
    case 'nonsense':
    case 'unauthorized':
    case 'claims-required':
    case 'changed-meanwhile':
      return true;
    case 'forbidden':
    case 'no-mailbox':
    case 'not-found':
    case 'sync-state-gone':
    case 'window-too-wide':
    case 'too-large':
    case 'mailbox-full':
    case 'rejected':
      return false;
  }
}
