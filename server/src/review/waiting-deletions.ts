import type { Side } from '../../../src/contracts';
import { askedAbout } from '../../../src/sync/link';
import { type Mark, type StoredLink, type SyncStore, type Target } from '../storage/port';
import { beforeNextRun, type Opened, type ReviewDeps } from './dependencies';

/** More is neither listed nor brought back at once; what is beyond has its turn when these are gone. */
const MOST = 10_000;
const CHUNK = 200;

export interface WaitingDeletion {
  /** Where it would be deleted. */
  readonly side: Side;
  readonly link: StoredLink;
  readonly mark: Mark | null;
}

/** What a run that was stopped by the guard would delete: entries whose items are gone in Microsoft, and items whose entries are gone in Strapi. */
export async function waitingDeletions(
  { store }: Pick<ReviewDeps, 'store'>,
  target: Target,
  { items }: Opened,
): Promise<WaitingDeletion[]> {
  const inStrapi = (await store.staged(target, MOST)).filter(
    ({ facts, state }) => state !== 'ended' && facts.goneSince !== undefined && !facts.verdict,
  );
  const marks = (await store.marks(target, MOST)).filter(({ sawDelete }) => sawDelete);
  const inMicrosoft: WaitingDeletion[] = [];
  for (let from = 0; from < marks.length; from += CHUNK)
    inMicrosoft.push(...(await goneInStrapi(store, target, items, marks.slice(from, from + CHUNK))));
  return [...inStrapi.map((link) => ({ side: 'strapi' as const, link, mark: null })), ...inMicrosoft];
}

async function goneInStrapi(store: SyncStore, target: Target, items: Opened['items'], marks: readonly Mark[]): Promise<WaitingDeletion[]> {
  const ids = marks.map(({ documentId }) => documentId);
  const links = await store.linksByDocumentId(target, ids);
  const rows = await items.read(ids);
  return marks.flatMap((mark) => {
    const link = links.get(mark.documentId);
    const isThere = rows.get(mark.documentId)?.owner === target.user;
    return link?.state === 'linked' && !link.isStaged && !isThere ? [{ side: 'microsoft' as const, link, mark }] : [];
  });
}

/**
 * Takes the deletions back: what is gone in Microsoft is made there anew from Strapi, what is gone in Strapi comes in again as a new entry, each as far as
 * the direction writes that side; else it stays where it is. Parts go with what they belong to. A date of a series by itself waits on, for only its
 * series can bring it back. Returns how many it was about; a run follows.
 */
export async function bringBack(deps: ReviewDeps, target: Target): Promise<number> {
  const opened = await deps.open(target);
  let count = 0;
  await beforeNextRun(deps, target, async () => {
    const waiting = (await waitingDeletions(deps, target, opened)).filter(({ link }) => isWhole(link));
    count = waiting.length;
    for (let from = 0; from < waiting.length; from += CHUNK) await forget(deps.store, target, waiting.slice(from, from + CHUNK));
    if (waiting.some(({ side }) => side === 'microsoft')) await deps.leases.requestFull(target);
  });
  return count;
}

const isWhole = ({ part, occurrence }: StoredLink): boolean => !part && !occurrence;

async function forget(store: SyncStore, target: Target, waiting: readonly WaitingDeletion[]): Promise<void> {
  const parts = await store.linksOfParts(
    target,
    waiting.flatMap(({ link }) => link.microsoftId ?? []),
  );
  const going = [...waiting.map(({ link }) => link), ...parts];
  const isInStrapi = new Set(waiting.flatMap(({ side, link }) => (side === 'strapi' ? [link.microsoftId] : [])));
  const entries = going.flatMap(({ documentId, microsoftId, part }) =>
    documentId !== null && isInStrapi.has(part?.of ?? microsoftId) ? [documentId] : [],
  );
  const ofParts = [...(await store.marksOf(target, parts.flatMap(({ documentId }) => documentId ?? []))).values()]; // prettier-ignore
  await store.commit(target, {
    droppedLinks: going.map(({ id }) => id),
    closedConflicts: going.flatMap((link) => askedAbout(link) ?? []),
    clearedMarks: [...waiting.flatMap(({ mark }) => mark ?? []), ...ofParts.filter(({ sawDelete }) => sawDelete)],
    marks: entries,
  });
}
