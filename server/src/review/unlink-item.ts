import type { ReasonCode } from '../../../src/contracts/reasons';
import { factsOfNew } from '../../../src/sync/link';
import { type NewLink, notReadYet, type StoredHeld, type SyncStore } from '../storage/port';
import { beforeNextRun, type ReviewDeps, linkOf } from './dependencies';
import { findHeld } from './held-item';

/**
 * Both sides keep what they have and are the same no longer. The link is remembered as ended, also of an item that was never linked: without
 * it, the next full read would make a second one on the other side.
 */
export async function unlinkHeld(deps: ReviewDeps, { id }: { id: string }): Promise<void> {
  const { store } = deps;
  const target = await findHeld(store, id);
  await beforeNextRun(deps, target, async () => {
    const held = await findHeld(store, id);
    const link = await linkOf(store, held, held);
    const parts = link?.microsoftId ? await store.linksOfParts(held, [link.microsoftId]) : [];
    const documentId = link?.documentId ?? held.documentId;
    const marked = documentId === null ? [] : [...(await store.marksOf(held, [documentId])).values()];
    const item = { title: held.title, uid: null, documentId, microsoftId: link?.microsoftId ?? held.microsoftId };
    await store.commit(held, {
      newLinks: link ? [] : [await rememberedAlone(store, held)],
      linkChanges: (link ? [link, ...parts] : []).map(({ id: linkId, facts }) => {
        const { verdict: _verdict, goneSince: _since, isGoneOpen: _open, isGone: _gone, ...others } = facts;
        return { id: linkId, changes: { state: 'ended' as const, isStaged: false, facts: { ...others, open: [] } } };
      }),
      clearedMarks: marked,
      closedConflicts: documentId === null ? [] : [documentId],
      noteChanges: [{ kind: 'drop-held', id: Number(held.id) }],
      log: [
        {
          side: held.side,
          kind: 'unlink',
          item,
          fields: [],
          mails: [],
          why: 'unlinked' satisfies ReasonCode,
          isKept: true,
        },
      ],
    });
  });
}

async function rememberedAlone(store: SyncStore, held: StoredHeld): Promise<NewLink> {
  const [cursor] = await store.cursors(held);
  return {
    documentId: held.documentId,
    microsoftId: held.microsoftId,
    collection: cursor?.collection.id ?? '',
    part: null,
    origin: held.documentId === null ? 'microsoft' : 'strapi',
    state: 'ended',
    base: {},
    facts: factsOfNew,
    ...notReadYet,
    seenRound: cursor?.round ?? 0,
  };
}
