import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { needsApproval } from '../../../../src/sync/mass-deletion';
import type { StoredLink } from '../../storage/port';
import { inChunks, judgeGone } from './after-gone';
import { entryOfStopped } from '../changes/journal';
import type { RunContext } from '../context';

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
  if (!needsApproval({ deletions: countedOnce(deletions), linked: linked - countedOnce([...approved]) })) return [];
  await leaveWaiting(run, deletions);
  return deletions;
}

/** However many dates of a series go, with it or without it, that is one deletion. */
export function countedOnce(links: readonly StoredLink[]): number {
  const nameOf = ({ id, part, microsoftId, occurrence }: StoredLink): string =>
    occurrence === 'date' ? `series ${part?.of}` : occurrence === 'series' ? `series ${microsoftId}` : `link ${id}`;
  return new Set(links.map(nameOf)).size;
}

/** Known to be gone, and nobody has said anything since: there is nothing to ask Microsoft. */
export const isWaiting = (run: RunContext, { facts }: StoredLink): boolean =>
  facts.goneSince !== undefined && facts.verdict === undefined && !isApproved(run, facts);

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
