import { decide } from '../../../../src/sync/decide';
import type { Mark } from '../../storage/port';
import type { RunContext } from '../context';
import { localState } from '../pull/states';

const CHUNK = 200;

/** Whether judging these marks would write anything to the mailbox: an entry to be made, changed or deleted there. Nothing is noted. */
export async function wouldWrite(run: RunContext, marks: readonly Mark[]): Promise<boolean> {
  for (let from = 0; from < marks.length; from += CHUNK) {
    await run.guard.checkpoint();
    const some = marks.slice(from, from + CHUNK);
    const ids = some.map(({ documentId }) => documentId);
    const rows = await run.items.read(ids);
    const links = await run.store.linksByDocumentId(run.target, ids);
    const writes = some.some((mark) => {
      const link = links.get(mark.documentId) ?? null;
      const local = localState(run, rows.get(mark.documentId) ?? null, link, mark);
      if (local === null || local.kind === 'unusable') return false;
      const { definition } = run.resource;
      const remote = link ? ({ kind: 'as-agreed' } as const) : ({ kind: 'none' } as const);
      return decide({ definition, settings: run.settings, link, local, remote }).microsoft.kind !== 'none';
    });
    if (writes) return true;
  }
  return false;
}
