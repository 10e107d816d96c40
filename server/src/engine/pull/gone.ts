import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { decide } from '../../../../src/sync/decide';
import type { Decision } from '../../../../src/sync/decision';
import { needsApproval } from '../../../../src/sync/guard';
import type { LocalRow, StoredLink } from '../../storage/port';
import { localState } from './plan-page';
import { entryOfStopped } from '../changes/journal';
import { isElsewhere, ownersOf } from '../parts/moved-entries';
import type { RunContext } from '../context';
import { wholeState } from '../parts/removed';
import { isUnusable, undeletable } from '../parts/unusable';

const CHUNK = 100;
/** What the entry was is gone from Strapi too: it stands elsewhere by now. */
const DELETED = { kind: 'deleted' } as const;

/**
 * The deletions that have to wait for somebody; noted, so that what was counted now is what an approval is about. What a person
 * has decided, one by one or as a plan, is not counted again.
 */
export async function stoppedByGuard(run: RunContext, gone: readonly StoredLink[]): Promise<StoredLink[]> {
  const approved = new Set(gone.filter(({ facts }) => facts.verdict !== undefined || isApproved(run, facts)));
  const deletions = await deletingOnly(
    run,
    gone.filter((link) => !approved.has(link)),
  );
  const linked = await run.store.countLinked(run.target);
  if (!needsApproval({ deletions: deletions.length, linked: linked - approved.size })) return [];
  await leaveWaiting(run, deletions);
  return deletions;
}

/** Known to be gone, and nobody has said anything since: there is nothing to ask Microsoft. */
export const isWaiting = (run: RunContext, { facts }: StoredLink): boolean =>
  facts.goneSince !== undefined && facts.verdict === undefined && !isApproved(run, facts);

/** What becomes of the entries of items that are gone. A kind that is left alone stays, and stays staged; so does what cannot be read, until it can. */
export async function judgeGone(
  run: RunContext,
  links: readonly StoredLink[],
): Promise<{ link: StoredLink; row: LocalRow | null; decision: Decision }[]> {
  const documentIds = links.flatMap(({ documentId }) => documentId ?? []);
  const rows = await run.items.read(documentIds);
  const marks = await run.store.marksOf(run.target, documentIds);
  const kept = await undeletable(run, rows);
  const owners = await ownersOf(run, links);
  const ownerRows = await run.items.read([...owners.values()].flatMap(({ documentId }) => documentId ?? []));
  return links.flatMap((link) => {
    if (link.documentId && kept.has(link.documentId)) return [];
    const row = (link.documentId && rows.get(link.documentId)) || null;
    const owner = owners.get(link.part?.of ?? '') ?? null;
    const isMoved = row !== null && isElsewhere(run, { link, row, owner });
    const ownerRow = ownerRows.get(owner?.documentId ?? '') ?? null;
    const whole = owner && !isUnusable(run, ownerRow) ? { whole: wholeState(run, { owner, ownerRow }) } : {};
    const local = isMoved ? DELETED : localState(run, row, link, (link.documentId && marks.get(link.documentId)) || null);
    if (local === null) return [];
    return [
      {
        link,
        row: isMoved ? null : row,
        decision: decide({
          definition: run.resource.definition,
          settings: run.settings,
          link,
          local,
          remote: { kind: 'deleted' },
          ...whole,
        }),
      },
    ];
  });
}

export function inChunks(all: readonly StoredLink[]): StoredLink[][] {
  const parts: StoredLink[][] = [];
  for (let from = 0; from < all.length; from += CHUNK) parts.push(all.slice(from, from + CHUNK));
  return parts;
}

/** The plan that was stopped is what is approved: what was gone by the time of the approved run. */
const isApproved = ({ start: { approvedUntil } }: RunContext, { goneSince }: StoredLink['facts']): boolean =>
  approvedUntil !== null && goneSince !== undefined && goneSince <= approvedUntil;

/** Those of which an entry in Strapi would be deleted: not what is asked about, made again or only remembered. */
async function deletingOnly(run: RunContext, gone: readonly StoredLink[]): Promise<StoredLink[]> {
  const deletions: StoredLink[] = [];
  for (const links of inChunks(gone))
    for (const { link, decision } of await judgeGone(run, links)) if (decision.strapi.kind === 'delete') deletions.push(link);
  return deletions;
}

async function leaveWaiting(run: RunContext, stopped: readonly StoredLink[]): Promise<void> {
  run.tally.isStoppedByGuard = true;
  for (const links of inChunks(stopped))
    await commit(run, {
      ...newChangeSet(),
      linkChanges: links.flatMap(({ id, facts }) =>
        facts.goneSince === undefined || facts.goneSince > run.start.at
          ? [{ id, changes: { facts: { ...facts, goneSince: run.start.at } } }]
          : [],
      ),
      log: links.map((link) => entryOfStopped(run, { link, row: null, remote: null })),
    });
}
