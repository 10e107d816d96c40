import type { LinkReads, StoredLink, Target } from '../../server/src/storage/port';
import { onceEach, type Writers } from '../../server/src/storage/write-in-order';
import { frozen, ofTarget, type State } from './state';

type LinkWriters = Pick<Writers, 'droppedLinks' | 'newLinks' | 'linkChanges' | 'seen' | 'staged' | 'stagedUnseen'>;
type Kept = StoredLink & { readonly seenRound: number };

/** Links in memory, with the promises of the table: unique per target by Microsoft's id and by documentId. */
export function memoryLinks(holder: { state: State }): LinkReads & { writers: LinkWriters } {
  const linksOf = (target: Target) => [...ofTarget(holder.state, target).links.values()];
  const shown = ({ seenRound: _seenRound, ...link }: Kept): StoredLink => frozen(link);
  const changeEach = (ids: readonly number[], changes: Partial<Kept>) => {
    for (const { links } of holder.state.targets.values())
      for (const id of ids) if (links.has(id)) links.set(id, frozen({ ...links.get(id), ...changes } as Kept));
  };
  const mustBeUnique = (target: Target) => {
    for (const name of ['microsoftId', 'documentId'] as const) {
      const all = linksOf(target).flatMap((link) => link[name] ?? []);
      if (new Set(all).size !== all.length) throw new Error(`two links with one ${name}`);
    }
  };
  const by = (name: 'microsoftId' | 'documentId', target: Target, ids: readonly string[]) =>
    new Map(
      linksOf(target).flatMap((link): [string, StoredLink][] =>
        link[name] !== null && ids.includes(link[name]) ? [[link[name], shown(link)]] : [],
      ),
    );

  return {
    linksByMicrosoftId: async (target, ids) => by('microsoftId', target, ids),
    linksByDocumentId: async (target, ids) => by('documentId', target, ids),
    linksBySharedUid: async (target, uids) =>
      linksOf(target)
        .filter(({ part, sharedUid }) => part === null && sharedUid !== null && uids.includes(sharedUid))
        .map(shown),
    linksOfParts: async (target, of) =>
      linksOf(target)
        .filter(({ part }) => part !== null && of.includes(part.of))
        .map(shown),
    partsByAddress: async (target, addresses) =>
      new Map(
        linksOf(target).flatMap((link): [string, StoredLink][] =>
          link.facts.address && addresses.includes(link.facts.address) ? [[link.facts.address, shown(link)]] : [],
        ),
      ),
    async meetingsOfOthers(target, meetingKeys) {
      const others = [...holder.state.targets].flatMap(([key, { links }]) =>
        key === `${target.user}|${target.resource}` ? [] : [...links.values()].filter(({ state }) => state !== 'ended'),
      );
      return new Set(others.flatMap(({ meetingKey }) => (meetingKey && meetingKeys.includes(meetingKey) ? [meetingKey] : [])));
    },
    unanswered: async (target) =>
      linksOf(target)
        .filter(({ state }) => state === 'creating')
        .map(shown),
    staged: async (target, limit) =>
      linksOf(target)
        .filter(({ isStaged }) => isStaged)
        .slice(0, limit)
        .map(shown),
    madeSince: async (target, since) =>
      linksOf(target)
        .filter(({ state, origin, modifiedAt }) => state === 'linked' && origin === 'strapi' && Date.parse(modifiedAt ?? '') >= since)
        .map(({ id }) => id),
    allLinks: async (target, after, limit) =>
      linksOf(target)
        .filter(({ id }) => id > after)
        .slice(0, limit)
        .map(shown),
    countLinked: async (target) => linksOf(target).filter(({ state, occurrence }) => state === 'linked' && occurrence !== 'date').length,
    seriesOfDates: async (target, after, limit) =>
      linksOf(target)
        .filter(({ id, state, occurrence }) => id > after && state === 'linked' && occurrence === 'series')
        .slice(0, limit)
        .map(shown),
    writers: {
      async droppedLinks(_target, ids) {
        for (const { links } of holder.state.targets.values()) for (const id of ids) links.delete(id);
      },
      async newLinks(target, added) {
        const { links } = ofTarget(holder.state, target);
        for (const link of added) {
          const id = holder.state.nextId++;
          links.set(id, frozen({ ...link, id }));
        }
        mustBeUnique(target);
      },
      async linkChanges(target, all) {
        for (const { id, changes } of onceEach(all)) changeEach([id], changes);
        mustBeUnique(target);
      },
      seen: async (_target, { ids, round }) => changeEach(ids, { seenRound: round, isStaged: false }),
      staged: async (_target, ids) => changeEach(ids, { isStaged: true }),
      async stagedUnseen(target, { collection, round }) {
        const unseen = linksOf(target).filter(
          (link) => link.state === 'linked' && link.collection === collection && link.part === null && link.seenRound < round,
        );
        changeEach(
          unseen.map(({ id }) => id),
          { isStaged: true },
        );
      },
    },
  };
}
