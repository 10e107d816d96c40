import type { StoredLink } from '../../storage/port';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import type { RunContext } from '../context';

/** The feed lags behind: what it has not named yet can come and go without its ever telling. Whatever it has not told after this time it never will. */
const FEED_LAGS_MS = 3_600_000;

export const isRecent = ({ start }: RunContext, { modifiedAt }: StoredLink): boolean =>
  modifiedAt !== null && start.at - Date.parse(modifiedAt) < FEED_LAGS_MS;

/**
 * A run before this one came to nothing, or was killed: what it made in Microsoft may be gone again before any list of changes has named it. So it is
 * staged, and asked for unless the list names it now.
 */
export async function stageAfterBreak(run: RunContext): Promise<void> {
  const { attempts, lastEndedAt } = run.start;
  if (attempts === 0) return;
  const staged = await run.store.madeSince(run.target, (lastEndedAt ?? 0) - FEED_LAGS_MS);
  if (staged.length > 0) await commit(run, { ...newChangeSet(), staged });
}
