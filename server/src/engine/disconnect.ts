import { addressOf } from '../../../src/sync/entry-id';
import type { Accounts } from '../accounts';
import type { LocalItems, StoredLink, SyncStore, Target } from '../storage/port';
import { allLinks } from './all-links';
import { collectionOf } from './collections/taking-part';
import { isNotThere } from './failure-policy';
import type { Lease, Leases } from './lease/port';
import type { GraphResource, ResourceOf } from './resources/graph-resource';
import { withLease } from './lease/borrow-target';

export interface LeaveDeps {
  readonly store: SyncStore;
  readonly leases: Leases;
  readonly accounts: Pick<Accounts, 'open'>;
  readonly resourceOf: ResourceOf;
  readonly items: (resource: GraphResource, timeZone: string) => LocalItems;
}
const CHUNK = 100;
const WAIT_MS = 10_000;

/**
 * What becomes of the items when an account is disconnected. `keep` keeps links too, so that connecting the same mailbox again doubles
 * nothing; what is removed loses its link, and comes back when everything is read again. Under the target's lease: a run that is under way
 * may end, and if it does not in time its lease is taken away, so that it writes no more.
 */
export async function disconnectMailbox(
  deps: LeaveDeps,
  options: { targets: readonly Target[]; items: 'keep' | 'remove-imported' | 'remove-exported'; homes: 'keep' | 'remove' },
): Promise<void> {
  for (const target of options.targets) {
    const resource = await deps.resourceOf(target.resource, { timeZone: null }); // no date is read or written here
    const leave = () =>
      withLease(deps.leases, target, { waitMs: WAIT_MS, after: 'asleep' }, async (lease) => {
        if ('unavailable' in resource) return;
        if (options.items === 'remove-imported') await removeImported(deps, { lease, resource, homes: options.homes });
        if (options.items === 'remove-exported') await removeExported(deps, lease, resource);
      });
    if (await leave()) continue;
    await deps.leases.takeAway([target]);
    await leave();
  }
}

/** An entry of a content type of the host may hold what was never in Microsoft. Kept, it keeps its link, so that connecting again doubles nothing. */
async function removeImported(
  { store, items, leases }: LeaveDeps,
  { lease, resource, homes }: { lease: Lease; resource: GraphResource; homes: 'keep' | 'remove' },
): Promise<void> {
  const { target } = lease;
  await store.commit(target, { droppedCursors: 'all' });
  await eachLink(store, target, 'microsoft', async (all) => {
    const links = all.filter(({ documentId }) => homes === 'remove' || documentId === null || addressOf(documentId).home === '');
    if (links.length === 0) return;
    await store.transaction(async () => {
      await leases.renew(lease);
      const documentIds = links.flatMap(({ documentId }) => documentId ?? []);
      const entries = items(resource, 'UTC'); // no date is read or written here
      for (const documentId of (await entries.read(documentIds)).keys()) await entries.remove(documentId);
      await store.commit(target, {
        droppedLinks: links.map(({ id }) => id),
        clearedMarks: [...(await store.marksOf(target, documentIds)).values()],
      });
    });
  });
}

/** Only events that mail nobody: a cancellation to others is not a by-product of leaving. */
async function removeExported({ store, accounts, leases }: LeaveDeps, lease: Lease, resource: GraphResource): Promise<void> {
  const { target } = lease;
  const { mailbox } = await accounts.open({ user: target.user, evenBlocked: true });
  const reading = { cursors: new Map((await store.cursors(target)).map((cursor) => [cursor.collection.id, cursor])) };
  await eachLink(store, target, 'strapi', async (links) => {
    await leases.renew(lease);
    const removable = links.filter(({ microsoftId, facts }) => microsoftId !== null && facts.wouldMail.length === 0);
    const answers = await mailbox.batch(
      removable.map(({ collection, microsoftId }) => ({
        method: 'DELETE' as const,
        path: resource.itemPath(collectionOf({ reading }, collection), microsoftId ?? ''),
      })),
    );
    const gone = removable.filter((_, at) => !answers[at]?.failure || isNotThere(answers[at]?.failure));
    await store.commit(target, { droppedLinks: gone.map(({ id }) => id) });
  });
}

async function eachLink(
  store: SyncStore,
  target: Target,
  origin: StoredLink['origin'],
  work: (links: StoredLink[]) => Promise<void>,
): Promise<void> {
  for await (const links of allLinks(store, target, CHUNK)) {
    const chosen = links.filter((link) => link.origin === origin && link.state !== 'ended');
    if (chosen.length > 0) await work(chosen);
  }
}
