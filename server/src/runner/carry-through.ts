import { compareLocal } from './compare-local';
import { pull } from './pull';
import { push } from './push';
import { recover } from './recover';
import { releaseGone } from './release-gone';
import { removeProven } from './removals';
import type { RunContext } from './run-context';
import { scrubNotes } from './scrub-notes';
import { countUnfinished } from './unfinished';
import { readHeldAgain, writeHeldAgain } from './try-held-again';

/** The steps of a run (docs/architecture.md). Gives true when everything was read and compared. */
export async function carryThrough(run: RunContext): Promise<boolean> {
  await writeHeldAgain(run);
  await recover(run);
  const wasFull = await pull(run);
  if (wasFull) await releaseGone(run);
  await readHeldAgain(run);
  if (!run.hasCompared) await scrubNotes(run);
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
async function askForUnlisted({ store, unlisted }: RunContext): Promise<void> {
  await store.stage([...unlisted]);
}
