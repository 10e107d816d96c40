import type { Core, UID } from '@strapi/types';
import type { SettingValues } from '../../../src/contracts';
import { withoutCaller } from '../local-changes/caller';
import type { Leases } from '../engine/lease/lease';
import type { GraphResource } from '../engine/resources/graph-resource';
import { withLease } from '../engine/lease/borrow-target';
import type { ItemIds, LocalItems, StoredLink, SyncStore, Target } from '../storage/port';
import { refusals } from './refusals';

export interface ReviewDeps {
  readonly store: SyncStore;
  readonly leases: Leases;
  readonly items: (places: GraphResource) => LocalItems;
  /** Throws where the resource does not exist for this person. */
  readonly places: (target: Target) => Promise<GraphResource>;
  readonly settings: (user: string) => Promise<SettingValues>;
  readonly entries: Entries;
}

/** Writes of entries that count as a person's: they leave marks, and go to Microsoft like any other edit. */
export interface Entries {
  create(uid: string, owner: string, data: Record<string, unknown>): Promise<string>;
  update(uid: string, documentId: string, data: Record<string, unknown>): Promise<void>;
  remove(uid: string, documentId: string): Promise<void>;
}
/** Whoever decides has been let in by a permission of ours: these are the plugin's own writes. */
export const createEntries = (strapi: Core.Strapi): Entries => {
  const documents = (uid: string) => strapi.documents(uid as UID.ContentType);
  return {
    create: (uid, owner, data) =>
      withoutCaller(strapi, async () => (await documents(uid).create({ data: { ...data, owner } as never })).documentId),
    update: (uid, documentId, data) =>
      withoutCaller(strapi, async () => void (await documents(uid).update({ documentId, data: data as never }))),
    remove: (uid, documentId) => withoutCaller(strapi, async () => void (await documents(uid).delete({ documentId }))),
  };
};

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
