import { grouped } from '../../../../src/canonical/grouped';
import type { StoredLink } from '../../storage/port';
import { addColumns, type ChangeSet } from '../changes/change-set';
import type { RunContext } from '../context';
import { partsGoingAlong } from '../parts/gone-in-microsoft';
import type { Outgoing, Write } from './outgoing';

/** They are written over the new one's occurrences. */
export function moveParts(
  run: RunContext,
  changes: ChangeSet,
  { link, row }: Outgoing,
  parts: ReadonlyMap<string, readonly StoredLink[]>,
): void {
  const column = run.resource.collectionColumn;
  for (const { id, documentId } of parts.get(link?.microsoftId ?? '') ?? []) {
    changes.droppedLinks.push(id);
    if (documentId === null) continue;
    changes.marks.push(documentId);
    if (run.settings.direction !== 'strapi-to-microsoft') addColumns(changes.completions, documentId, { [column]: row?.row[column] });
  }
}

/** Parts of what goes to another collection, by Microsoft's id of that. */
export async function partsOfMoving(run: RunContext, writes: readonly Write[]): Promise<ReadonlyMap<string, readonly StoredLink[]>> {
  const moving = writes.flatMap(({ one: { link, isMoving } }) => (isMoving && link?.microsoftId ? [link.microsoftId] : []));
  const parts = await partsGoingAlong(run, moving);
  return grouped(parts.map((link) => [link.part?.of ?? '', link]));
}
