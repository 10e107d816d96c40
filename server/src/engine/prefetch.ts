import { settingsOfResource } from '../../../src/settings/of-resource';
import { isTimeToWiden, isUsedUp } from '../../../src/sync/window';
import type { OpenedAccount } from '../accounts';
import { GraphError, type GraphAnswer, type GraphRequest, type Mailbox } from '../microsoft/port';
import type { Cursor, Pending } from '../storage/port';
import { asksForCollections } from './collections/taking-part';
import { isCompareDue, isWholeDue } from './pull/reading-position';
import type { Lease } from './lease/port';
import type { RunGuard } from './context';
import type { RunnerDeps, SettingsOfUser } from './dependencies';
import { jitterOf } from './jitter';
import { watchSwitch } from './lease/watch-switch';

/** What is found out of an account before any of its runs begins; handed to the runs, so that nothing is asked twice. */
export interface Prefetched {
  readonly settings: SettingsOfUser;
  /** Rejected where the account cannot be opened: then all of its runs end so. */
  readonly opened: Promise<OpenedAccount>;
  /** The next page of changes of each collection and, where that is to be known, which collections there are; where the target goes on from delta links. */
  readonly asked: Asked | null;
  /** Round trips that were made for this target: those of a batch count for the first in it. */
  readonly requests: number;
}

export interface Asked {
  readonly pending: Pending;
  readonly answers: readonly { readonly request: GraphRequest; readonly answer: GraphAnswer }[];
}

/**
 * Asks for the changes of all of an account's targets with one request (a `$batch` of the delta links of all their collections), whatever they are. Most visits find
 * nothing, and cost Microsoft and us one round trip; in application mode those of many accounts that are looked at beside each other share it.
 */
export async function prefetch(
  deps: RunnerDeps,
  leases: readonly Lease[],
  { isAmongMany }: { isAmongMany: boolean },
): Promise<Map<Lease, Prefetched>> {
  const user = leases[0]?.target.user ?? '';
  const settings = await deps.settings(user);
  const on: Lease[] = [];
  for (const lease of leases)
    if (settings.isOn(lease.target.resource) && (await deps.waiting(lease.target.resource)).length === 0) on.push(lease);
  if (on.length === 0) return new Map();
  const watched = watchSwitch(async () => {
    const now = await deps.settings(user);
    if (!on.some(({ target }) => now.isOn(target.resource))) return 'switched-off';
    return now.isBlocked ? 'user-blocked' : null;
  });
  try {
    const { organization, isBlocked } = settings;
    const opened = deps.accounts.open({ user, organization, isBlocked, signal: watched.signal });
    const found = new Map<Lease, Prefetched>(on.map((lease) => [lease, { settings, opened, asked: null, requests: 0 }]));
    const account = await opened.catch(() => null);
    if (account) await askTogether(deps, found, { ...account, mayShare: isAmongMany && !account.account.isDelegated });
    return found;
  } finally {
    watched.end();
  }
}

async function askTogether(
  deps: RunnerDeps,
  found: Map<Lease, Prefetched>,
  { mailbox, account, mayShare }: OpenedAccount & { readonly mayShare: boolean },
): Promise<void> {
  const ready = [...found]
    .filter(([{ isFullRequested, mailbox: before }]) => !isFullRequested && before === account.mailbox)
    .map(([lease]) => lease);
  if (ready.length === 0) return;
  const pending = await deps.store.pending(ready.map(({ target }) => target));
  const asking: { lease: Lease; pending: Pending; requests: GraphRequest[] }[] = [];
  for (const lease of ready) {
    const prefetched = found.get(lease);
    const waiting = pending.get(lease.target.resource);
    const resource = await deps.resourceOf(lease.target.resource, account);
    if (
      !prefetched ||
      !waiting ||
      waiting.cursors.length === 0 ||
      'unavailable' in resource ||
      !waiting.cursors.every((cursor) => goesOn(lease, prefetched, cursor)) ||
      waiting.cursors.some((cursor) => isCompareDue(resource, cursor, { ...ofLease(lease), several: waiting.cursors.length > 1 }))
    )
      continue;
    const headers = resource.readHeaders;
    const listing = asksForCollections(resource, { cursors: waiting.cursors, choice: lease.choice })
      ? [{ method: 'GET' as const, path: resource.collectionsPath, headers }]
      : [];
    asking.push({
      lease,
      pending: waiting,
      requests: [
        ...waiting.cursors.filter(({ isReadWhole }) => !isReadWhole).map(({ link }) => ({ method: 'GET' as const, link, headers })),
        ...listing,
      ],
    });
  }
  const before = mailbox.roundTrips();
  const answers = await ask(
    mailbox,
    asking.flatMap(({ requests }) => requests),
    mayShare,
  );
  let roundTrips = mailbox.roundTrips() - before;
  let from = 0;
  for (const { lease, pending: of, requests } of asking) {
    const prefetched = found.get(lease);
    const own = requests.flatMap((request, at) => {
      const answer = answers[from + at];
      return answer && !answer.isPutOff ? [{ request, answer }] : [];
    });
    from += requests.length;
    if (!prefetched || own.length < requests.length) continue;
    found.set(lease, { ...prefetched, asked: { pending: of, answers: own }, requests: roundTrips });
    roundTrips = 0; // they count for the first
  }
}

/** What is found out ahead is held beside what the runs read themselves. Where it is more, they ask again. */
const MOST_BYTES_AHEAD = 1_000_000;

const ofLease = ({ claimedAt, target }: Lease) => ({ now: claimedAt, jitter: jitterOf(target.user) });

/** Its last round is complete and still holds; `pull` would go on from here. */
function goesOn(lease: Lease, { settings }: Prefetched, cursor: Cursor): boolean {
  const { window, key } = settingsOfResource(lease.target.resource, settings.values);
  const { claimedAt: now, windowShrink, target } = lease;
  if (!cursor.isSettled || cursor.settingsKey !== key || isTimeToWiden(windowShrink, now)) return false;
  if (cursor.isReadWhole && isWholeDue(cursor, now)) return false;
  return !isUsedUp(cursor.window, window, { now, jitter: jitterOf(target.user), halvings: windowShrink.halvings });
}

async function ask(mailbox: Mailbox, requests: GraphRequest[], mayShare: boolean): Promise<GraphAnswer[]> {
  const [only] = requests;
  if (!only) return [];
  try {
    const isPlain = requests.length === 1 && !mayShare;
    const answers = isPlain ? [await mailbox.send(only)] : await mailbox.batch(requests, MOST_BYTES_AHEAD, { mayShare });
    return answers.reduce((sum, { bytes = 0 }) => sum + bytes, 0) > MOST_BYTES_AHEAD ? [] : answers;
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    // No answer came; the runs end as if they had asked themselves.
    return requests.map(() => ({ status: 0, headers: {}, body: null, failure: error.failure }));
  }
}

/** The answers that were asked for ahead, each for the request that it belongs to. */
export function prefetchedAnswers(asked: Prefetched['asked']): RunGuard['answered'] {
  const answers = new Map(asked?.answers.map(({ request, answer }) => [request.link ?? request.path, answer]));
  return ({ link, path }) => {
    const of = link ?? path;
    const answer = answers.get(of) ?? null;
    answers.delete(of);
    return answer;
  };
}
