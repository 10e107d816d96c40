import type { RemoteItem } from '../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../storage/port';
import type { RunContext } from './context';

/** What people call the item: by the entry, else by Microsoft's item, else by what was agreed last. */
export function titleOf(
  run: RunContext,
  { link, row, remote }: { link: StoredLink | null; row: LocalRow | null; remote: RemoteItem | null },
): string {
  const { definition } = run.resource;
  if (row) {
    const reading = definition.readStrapi(row.row);
    if (reading.kind === 'item') return definition.title(reading.values);
    if (reading.kind === 'unusable') return reading.title;
  }
  const values = remote?.values ?? link?.base;
  return values ? definition.title(values) : '';
}
