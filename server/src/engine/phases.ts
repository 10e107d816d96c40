import { newChangeSet } from './changes/change-set';
import { commit } from './changes/commit';
import { compareLocal } from './pull/compare-local';
import { pull } from './pull/pull';
import { push } from './push/push';
import { recover } from './push/recover';
import { releaseGone } from './pull/release-gone';
import { removeProven } from './pull/deletions';
import type { RunContext } from './context';
import { maskNotes } from './mask-notes';
import { countUnfinished } from './unfinished';
import { readHeldAgain, writeHeldAgain } from './retry-held';

/** The steps of a run (docs/architecture.md). Returns true when everything was read and compared. */
export async function carryThrough(run: RunContext): Promise<boolean> {
  await writeHeldAgain(run);
  await recover(run);
  const wasFull = await pull(run);
  if (wasFull) await releaseGone(run);
  await readHeldAgain(run);
  if (!run.hasCompared) await maskNotes(run);
  await removeProven(run);
  const compares = wasFull || !run.hasCompared;
  if (compares) await compareLocal(run);
  // What writing has found gone is settled in the same run: the feed may never tell of what came and went between two readings.
  if ((await push(run)) && !run.tally.isStoppedByGuard && (await removeProven(run))) await push(run);
  if (run.unlisted.size > 0) await askForUnlisted(run);
  run.tally.unfinished = await countUnfinished(run);
  return compares;
}

/** What the feed does not bring the next time is asked for by its id: it need not tell of what came and went between two readings. */
async function askForUnlisted(run: RunContext): Promise<void> {
  await commit(run, { ...newChangeSet(), staged: [...run.unlisted] });
}
