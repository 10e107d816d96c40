import type { Mark } from '../../storage/port';
import { newChangeSet } from '../changes/change-set';
import type { RunContext } from '../context';
import { judgePlace } from './judge-place';
import { judgeWrite } from './judge-write';
import { load, type Loaded } from './load';
import type { PlannedWrite } from './planned-write';
import type { PushFindings } from './push-findings';

const CHUNK = 200;

/** Whether judging these marks would write anything to the mailbox: an entry to be made, changed or deleted there. Nothing is noted. */
export async function wouldWrite(run: RunContext, marks: readonly Mark[], findings: PushFindings): Promise<boolean> {
  for (let from = 0; from < marks.length; from += CHUNK) {
    await run.guard.checkpoint();
    const some = marks.slice(from, from + CHUNK);
    const ids = some.map(({ documentId }) => documentId);
    const loaded = await load(run, ids, await run.items.read(ids));
    const readToWrite = new Set([...loaded.links.values()].map(({ id }) => id));
    const writes = some.some((mark) => {
      const planned = judge(run, loaded, mark, findings);
      if (planned.kind !== 'unread') return isWrite(planned);
      const read = judge(run, loaded, mark, { ...findings, readToWrite });
      return isWrite(read) || read.kind === 'later'; // what only reading tells may be a write
    });
    if (writes) return true;
  }
  return false;
}

/** As it is judged before it is written; what that would note is let go. */
function judge(run: RunContext, loaded: Loaded, mark: Mark, findings: PushFindings): PlannedWrite {
  const changes = newChangeSet();
  const place = judgePlace(run, loaded, changes, { mark, left: undefined, taken: new Set(), findings });
  return place.kind === 'stands' ? judgeWrite(run, loaded, changes, { mark, findings, place }) : place;
}

const isWrite = ({ kind }: PlannedWrite): boolean => kind === 'write' || kind === 'cancels';
