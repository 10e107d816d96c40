import { factsOfNew } from '../../../src/sync/link';
import { notReadYet, type StoredHeld } from '../storage/port';
import { beforeNextRun, type DecisionDeps, linkOf } from './dependencies';
import { findHeld } from './held-item';

/**
 * Both sides keep what they have and are the same no longer. The link is remembered as ended, also of an item that was never linked: without
 * it, the next full read would make a second one on the other side.
 */
export async function unlinkHeld(deps: DecisionDeps, { id }: { id: string }): Promise<void> {
  const { store } = deps;
  const target = await findHeld(store, id);
  await beforeNextRun(deps, target, async () => {
    const held = await findHeld(store, id);
    const link = await linkOf(store, held, held);
    if (link) {
      const parts = link.microsoftId === null ? [] : await store.linksOfParts(held, [link.microsoftId]);
      for (const one of [link, ...parts]) {
        const { verdict: _verdict, goneSince: _since, isGoneOpen: _open, ...facts } = one.facts;
        await store.changeLink(held, one.id, { state: 'ended', isStaged: false, facts: { ...facts, open: [] } });
      }
    } else await rememberAlone(deps, held);
    const documentId = link?.documentId ?? held.documentId;
    if (documentId !== null) {
      await store.clearMarks(held, [...(await store.marksOf(held, [documentId])).values()]);
      await store.closeConflicts(held, [documentId]);
    }
    await store.dropHeld(Number(held.id));
    const item = { title: held.title, uid: null, documentId, microsoftId: link?.microsoftId ?? held.microsoftId };
    await store.log(held, [
      {
        side: held.side,
        kind: 'unlink',
        item,
        fields: [],
        mails: [],
        why: 'unlinked by a person: both sides keep what they have',
        isKept: true,
      },
    ]);
  });
}

async function rememberAlone({ store }: DecisionDeps, held: StoredHeld): Promise<void> {
  const [cursor] = await store.cursors(held);
  await store.addLinks(held, [
    {
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
    },
  ]);
}
