import type { StoredHeld, SyncStore } from '../storage/port';
import { beforeNextRun, type ReviewDeps, linkOf } from './dependencies';
import { refusals } from './refusals';

/** The next run sends that very write, once, and only while the item still says what was approved. */
export async function approveHeld(deps: ReviewDeps, { id }: { id: string }): Promise<void> {
  const { user, resource } = mayBeApproved(await findHeld(deps.store, id));
  const { calendarInvitations } = await deps.settings(user);
  if (calendarInvitations === 'never') throw refusals.invitationsOff();
  await beforeNextRun(deps, { user, resource }, async () => {
    const held = mayBeApproved(await findHeld(deps.store, id));
    const link = await linkOf(deps.store, held, held);
    if (!link?.documentId) throw refusals.unknownItem();
    const facts = { ...link.facts, verdict: { kind: 'mail' as const, write: held.write } };
    // Looked at again, though nobody has edited it since.
    await deps.store.commit(held, { linkChanges: [{ id: link.id, changes: { facts } }], marks: [link.documentId] });
  });
}

/** The next run looks at it again: at the entry, at Microsoft's item, or, where only a full read can tell, at everything. */
export async function retryHeld(deps: ReviewDeps, { id }: { id: string }): Promise<void> {
  const target = await findHeld(deps.store, id);
  await beforeNextRun(deps, target, async () => {
    const held = await findHeld(deps.store, id);
    const link = await linkOf(deps.store, held, held);
    if (held.side === 'microsoft' && held.code !== 'missing-without-mark' && held.documentId !== null)
      await deps.store.commit(held, { marks: [held.documentId] });
    else if (link && held.code !== 'missing-without-mark') await deps.store.commit(held, { staged: [link.id] });
    else {
      await deps.leases.requestFull(held);
      await deps.store.commit(held, { noteChanges: [{ kind: 'drop-held', id: Number(held.id) }] }); // found again if it is still so
    }
  });
}

/** Not shown or counted until the item changes. */
export async function ignoreHeld({ store }: ReviewDeps, { id }: { id: string }): Promise<void> {
  const held = await findHeld(store, id);
  await store.commit(held, { noteChanges: [{ kind: 'ignore-held', id: Number(held.id) }] });
}

export async function findHeld(store: SyncStore, id: string): Promise<StoredHeld> {
  const [held] = await store.held({ id: String(id) });
  if (!held) throw refusals.unknownItem();
  return held;
}

function mayBeApproved(held: StoredHeld): StoredHeld & { write: NonNullable<StoredHeld['write']> } {
  if (held.code !== 'would-send-mail' || held.write === null) throw refusals.notApprovable();
  return { ...held, write: held.write };
}
