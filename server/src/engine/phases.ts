import { newChangeSet } from './changes/change-set';
import { commit } from './changes/commit';
import type { RunContext } from './context';
import { maskNotes } from './mask-notes';
import { completeDays } from './pull/complete-days';
import { compareLocal } from './pull/compare-local';
import { stageAfterBreak } from './pull/not-yet-in-feed';
import { removeProven } from './pull/prove-deletions';
import { pull } from './pull/pull';
import { releaseGone } from './pull/release-gone';
import { push } from './push/push';
import { recover } from './push/recover';
import { readHeldAgain, writeHeldAgain } from './retry-held';
import { countUnfinished } from './unfinished';

/** The steps of a run; what one finds out it hands on to those that go by it. Returns true when everything was read and compared. */
export async function runPhases(run: RunContext): Promise<boolean> {
  await writeHeldAgain(run);
  const recovered = await recover(run);
  await stageAfterBreak(run);
  const pulled = await pull(run);
  if (pulled.wasFull) await releaseGone(run);
  await readHeldAgain(run);
  if (!run.start.hasCompared) await maskNotes(run);
  let proven = await removeProven(run, pulled.listed);
  await completeDays(run);
  const compares = pulled.wasFull || !run.start.hasCompared;
  if (compares) await compareLocal(run);
  const written = await push(run, { ...recovered, unproven: proven.unproven });
  let { findings } = written;
  const notYetInFeed = [...proven.notYetInFeed];
  // What writing has found gone is settled in the same run: the feed may never tell of what came and went between two readings.
  if (written.hasFoundGone && !run.tally.isStoppedByGuard) {
    proven = await removeProven(run, pulled.listed);
    notYetInFeed.push(...proven.notYetInFeed);
    if (proven.hasChanged) ({ findings } = await push(run, { ...findings, unproven: proven.unproven }));
  }
  // What the feed does not bring the next time is asked for by its id: it need not tell of what came and went between two readings.
  const staged = [...new Set([...notYetInFeed, ...findings.notYetInFeed])];
  if (staged.length > 0) await commit(run, { ...newChangeSet(), staged });
  run.tally.unfinished = await countUnfinished(run, { judged: findings.judged, unproven: pulled.unproven.size + proven.unproven.size });
  return compares;
}
