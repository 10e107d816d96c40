import type { Values } from '../../../src/sync/resource';
import type { LinkChanges, LinkReads, StoredLink, SyncStore, Target } from '../storage/port';
import type { Writers } from '../storage/write-in-order';

interface OverlaidLinks extends LinkReads {
  readonly writers: Pick<Writers, 'droppedLinks' | 'newLinks' | 'linkChanges' | 'seen' | 'staged' | 'stagedUnseen'>;
  /** Written, as far as a preview goes: it waits for no answer. */
  settle(documentId: string): void;
}
const CHUNK = 500;

/**
 * Links as they would be: reads through, and keeps what a run writes to itself. Of an item that comes in anew only the ids are kept (it is
 * not looked at again), so that the preview of a first import stays small.
 */
export function overlayLinks(base: SyncStore, options: { isForgotten: () => boolean }): OverlaidLinks {
  const added = new Map<number, StoredLink>();
  const changes = new Map<number, LinkChanges>();
  const removed = new Set<number>();
  const seen = new Set<number>();
  let lastId = 0;

  const now = (links: Iterable<StoredLink>): StoredLink[] =>
    [...links].filter(({ id }) => !removed.has(id)).map((link) => ({ ...link, ...changes.get(link.id) }));
  const mine = (isMeant: (link: StoredLink) => boolean): StoredLink[] => now(added.values()).filter(isMeant);
  const under = async (read: () => Promise<Iterable<StoredLink>>): Promise<StoredLink[]> =>
    options.isForgotten() ? [] : now(await read());
  const change = (id: number, more: LinkChanges) => void changes.set(id, { ...changes.get(id), ...more });

  async function* everyLink(target: Target): AsyncGenerator<StoredLink[]> {
    for (let after = 0; !options.isForgotten();) {
      const page = await base.allLinks(target, after, CHUNK);
      const last = page.at(-1);
      if (!last) return;
      after = last.id;
      yield page;
    }
  }

  return {
    async linksByMicrosoftId(target, ids) {
      const wanted = new Set(ids);
      const isMeant = ({ microsoftId }: StoredLink) => microsoftId !== null && wanted.has(microsoftId);
      return new Map(
        [...(await under(async () => (await base.linksByMicrosoftId(target, ids)).values())), ...mine(isMeant)].map((link) => [
          link.microsoftId ?? '',
          link,
        ]),
      );
    },
    meetingsOfOthers: (target, meetingKeys) => base.meetingsOfOthers(target, meetingKeys),
    async linksByDocumentId(target, ids) {
      const wanted = new Set(ids);
      const isMeant = ({ documentId }: StoredLink) => documentId !== null && wanted.has(documentId);
      return new Map(
        [...(await under(async () => (await base.linksByDocumentId(target, ids)).values())), ...mine(isMeant)].map((link) => [
          link.documentId ?? '',
          link,
        ]),
      );
    },
    async linksBySharedUid(target, uids) {
      const isMeant = ({ part, sharedUid }: StoredLink) => part === null && sharedUid !== null && uids.includes(sharedUid);
      return [...(await under(() => base.linksBySharedUid(target, uids))), ...mine(isMeant)];
    },
    async linksOfParts(target, ids) {
      return [...(await under(() => base.linksOfParts(target, ids))), ...mine(({ part }) => part !== null && ids.includes(part.of))];
    },
    async partsByAddress(target, addresses) {
      const isMeant = ({ facts }: StoredLink) => Boolean(facts.address && addresses.includes(facts.address));
      return new Map(
        [...(await under(async () => (await base.partsByAddress(target, addresses)).values())), ...mine(isMeant)].map((link) => [
          link.facts.address ?? '',
          link,
        ]),
      );
    },
    async unanswered(target) {
      return [...(await under(() => base.unanswered(target))), ...mine(() => true)].filter(({ state }) => state === 'creating');
    },
    async staged(target, limit) {
      const staged: StoredLink[] = [];
      const isTouched = [...changes.values()].some(({ isStaged }) => isStaged);
      if (isTouched) for await (const page of everyLink(target)) staged.push(...now(page).filter(({ isStaged }) => isStaged));
      else staged.push(...(await under(() => base.staged(target, limit))).filter(({ isStaged }) => isStaged));
      return staged.slice(0, limit);
    },
    madeSince: async (target, since) => (options.isForgotten() ? [] : base.madeSince(target, since)),
    async allLinks(target, after, limit) {
      return under(() => base.allLinks(target, after, limit));
    },
    countLinked: async (target) => (options.isForgotten() ? 0 : await base.countLinked(target)) + added.size - removed.size,
    async seriesOfDates(target, after, limit) {
      const isSeries = ({ occurrence, state }: StoredLink) => occurrence === 'series' && state === 'linked';
      return (await under(() => base.seriesOfDates(target, after, limit))).filter(isSeries);
    },
    writers: {
      async droppedLinks(_target, ids) {
        for (const id of ids) removed.add(id);
      },
      async newLinks(_target, links) {
        for (const { seenRound: _round, ...link } of links) {
          const id = -(lastId += 1);
          added.set(id, link.origin === 'microsoft' ? { ...link, id, base: inShort(link.base), state: 'ended' } : { ...link, id });
        }
      },
      async linkChanges(_target, all) {
        for (const { id, changes: more } of all) change(id, more);
      },
      async seen(_target, { ids }) {
        for (const id of ids) {
          seen.add(id);
          if (changes.get(id)?.isStaged) change(id, { isStaged: false });
        }
      },
      async staged(_target, ids) {
        for (const id of ids) change(id, { isStaged: true });
      },
      async stagedUnseen(target, { collection }) {
        for await (const page of everyLink(target))
          for (const link of now(page))
            if (link.state === 'linked' && link.collection === collection && link.part === null && !seen.has(link.id))
              change(link.id, { isStaged: true });
      },
    },
    settle(documentId) {
      for (const [id, link] of added) if (link.documentId === documentId) added.set(id, { ...link, base: {}, state: 'ended' });
    },
  };
}

/** Of many that come in nothing is asked again; of a series, that its occurrences are of it is shown. */
const inShort = (base: Values): Values => (typeof base['recurrence'] === 'string' ? base : {});
