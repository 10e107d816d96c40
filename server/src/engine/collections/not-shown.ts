import { because } from '../../../../src/contracts/reasons';
import type { HoldNote } from '../../../../src/sync/decision';
import { within } from '../../causes/without-full-stop';
import type { GraphFailure } from '../../microsoft/port';
import type { Collection } from '../../storage/port';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import type { RunContext } from '../context';

/** What Microsoft refuses to show of a collection is held under its id. */
export function notShown({ message, code, status }: GraphFailure): HoldNote {
  const why = within(message || code || `status ${status}`);
  return { code: 'collection-not-shown', side: 'strapi', fields: [], message: because('not-shown', { why }) };
}

/** What was held of a collection that is gone, is not chosen any more or has another id by now, nobody waits for. One that a list has left out is held again when it is back. */
export async function releaseUnread(run: RunContext, read: readonly Collection[]): Promise<void> {
  const ids = new Set(read.map(({ id }) => id));
  const releases = (await run.store.held(run.target)).flatMap(({ code, microsoftId }) =>
    code === 'collection-not-shown' && microsoftId !== null && !ids.has(microsoftId) ? [microsoftId] : [],
  );
  if (releases.length > 0) await commit(run, { ...newChangeSet(), releases });
}
