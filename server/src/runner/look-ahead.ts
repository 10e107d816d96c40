import { settingsOfResource } from '../../../src/settings/of-resource';
import { isUsedUp } from '../../../src/sync/window';
import type { OpenedAccount } from '../accounts';
import { GraphError, type GraphAnswer, type GraphRequest, type Mailbox } from '../microsoft/port';
import type { Cursor, Pending } from '../stores/port';
import type { Lease } from './lease';
import type { RunnerDeps, SettingsOfUser } from './run-target';
import { spreadOf } from './spread';
import { watchSwitch } from './watch-switch';

/** What a visit has found out before any of its runs begins; handed to the runs, so that nothing is asked twice. */
export interface Ahead {
  readonly settings: SettingsOfUser;
  /** Rejected where the account cannot be opened: then all of its runs end so. */
  readonly opened: Promise<OpenedAccount>;
  /** The first page of changes, where the target goes on from a delta link. */
  readonly first: { readonly link: string; readonly answer: GraphAnswer; readonly cursor: Cursor; readonly pending: Pending } | null;
  /** Round trips that were made for this target: those of a batch count for the first in it. */
  readonly requests: number;
}

/**
 * Asks for the changes of all of an account's targets with one request (a `$batch` of their delta links), whatever they are. Most visits find
 * nothing, and cost Microsoft and us one round trip.
 */
export async function lookAhead(deps: RunnerDeps, leases: readonly Lease[]): Promise<Map<Lease, Ahead>> {
  const user = leases[0]?.target.user ?? '';
  const settings = await deps.settings(user);
  const on = leases.filter(({ target }) => settings.isOn(target.resource));
  if (on.length === 0) return new Map();
  const watched = watchSwitch(async () => {
    const now = await deps.settings(user);
    return on.some(({ target }) => now.isOn(target.resource));
  });
  try {
    const opened = deps.accounts.open({ user, organization: settings.organization, signal: watched.signal });
    const found = new Map<Lease, Ahead>(on.map((lease) => [lease, { settings, opened, first: null, requests: 0 }]));
    const account = await opened.catch(() => null);
    if (account) await askTogether(deps, found, account);
    return found;
  } finally {
    watched.end();
  }
}

async function askTogether(deps: RunnerDeps, found: Map<Lease, Ahead>, { mailbox, account }: OpenedAccount): Promise<void> {
  const ready = [...found].filter(([{ isFullRequested, mailbox: before }]) => !isFullRequested && before === account.mailbox).map(([lease]) => lease);
  if (ready.length === 0) return;
  const pending = await deps.store.pending(ready.map(({ target }) => target));
  const asking: { lease: Lease; ahead: Ahead; request: GraphRequest & { link: string }; cursor: Cursor; pending: Pending }[] = [];
  for (const lease of ready) {
    const ahead = found.get(lease);
    const waiting = pending.get(lease.target.resource);
    const places = await deps.places(lease.target.resource, account);
    if (!ahead || !waiting?.cursor || 'unavailable' in places || !goesOn(lease, ahead, waiting.cursor)) continue;
    asking.push({ lease, ahead, cursor: waiting.cursor, pending: waiting, request: { method: 'GET', link: waiting.cursor.link, headers: places.readHeaders } });
  }
  const before = mailbox.roundTrips();
  const answers = await ask(mailbox, asking.map(({ request }) => request));
  const requests = mailbox.roundTrips() - before;
  for (const [at, { lease, ahead, request, ...known }] of asking.entries()) {
    const answer = answers[at];
    if (answer) found.set(lease, { ...ahead, first: { ...known, link: request.link, answer }, requests: at === 0 ? requests : 0 });
  }
}

/** Its last round is complete and still holds; `pull` would go on from here. */
function goesOn(lease: Lease, { settings }: Ahead, cursor: Cursor): boolean {
  const { window, key } = settingsOfResource(lease.target.resource, settings.values);
  return cursor.isSettled && cursor.settingsKey === key && !isUsedUp(cursor.window, window, lease.claimedAt, spreadOf(lease.target.user));
}

async function ask(mailbox: Mailbox, requests: GraphRequest[]): Promise<GraphAnswer[]> {
  const [only] = requests;
  if (!only) return [];
  try {
    return requests.length === 1 ? [await mailbox.send(only)] : await mailbox.batch(requests);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    // No answer came; the runs end as if they had asked themselves.
    return requests.map(() => ({ status: 0, headers: {}, body: null, failure: error.failure }));
  }
}
