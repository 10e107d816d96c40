import type { SettingValues } from '../../../src/contracts';
import type { Leases } from '../engine/lease/port';
import type { GraphResource } from '../engine/resources/graph-resource';
import { withLease } from '../engine/lease/borrow-target';
import type { ItemIds, LocalItems, StoredLink, SyncStore, Target } from '../storage/port';
import { refusals } from './refusals';

export interface ReviewDeps {
  readonly store: SyncStore;
  readonly leases: Leases;
  /** Throws where the resource does not exist for this person. */
  readonly open: (target: Target) => Promise<Opened>;
  readonly settings: (user: string) => Promise<SettingValues>;
}
/** A person's entries, and what they are. Whoever decides has been let in by a permission of ours: these are the plugin's own writes. */
export interface Opened {
  readonly places: GraphResource;
  readonly items: LocalItems;
}

/** A run that is under way is waited for this long. */
const WAIT_MS = 30_000;

/** Changes what the next run goes by, while none is under way; the run follows at once. All of it or nothing. */
export async function beforeNextRun(deps: Pick<ReviewDeps, 'store' | 'leases'>, target: Target, work: () => Promise<void>): Promise<void> {
  const done = await withLease(deps.leases, target, { waitMs: WAIT_MS, after: 'due' }, async (lease) =>
    deps.store.transaction(async () => {
      await work();
      await deps.leases.renew(lease);
    }),
  );
  if (!done) throw refusals.busy();
}

/** By whichever of its ids is still the present one. */
export async function linkOf(store: SyncStore, target: Target, { documentId, microsoftId }: ItemIds): Promise<StoredLink | null> {
  const byDocument = documentId === null ? undefined : (await store.linksByDocumentId(target, [documentId])).get(documentId);
  if (byDocument || microsoftId === null) return byDocument ?? null;
  return (await store.linksByMicrosoftId(target, [microsoftId])).get(microsoftId) ?? null;
}
