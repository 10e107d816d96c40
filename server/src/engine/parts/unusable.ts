import type { LocalRow } from '../../storage/port';
import type { RunContext } from '../context';

/** What the entry holds cannot be read, so nobody knows what somebody has changed in it. */
export const isUnusable = ({ resource, target }: RunContext, row: LocalRow | null): boolean =>
  row?.owner === target.user && resource.definition.readStrapi(row.row).kind === 'unusable';

/** Of these entries, those that nothing may take away: they cannot be read, or something that belongs to them and would go along. */
export async function undeletable(run: RunContext, rows: ReadonlyMap<string, LocalRow>): Promise<ReadonlySet<string>> {
  const kept = new Set([...rows.values()].filter((row) => isUnusable(run, row)).map(({ documentId }) => documentId));
  if (!run.resource.parts || rows.size === 0) return kept;
  const { column } = run.resource.parts;
  for (const part of await run.items.partsOf([...rows.keys()])) {
    const owner = part.row[column] as { documentId?: string } | null;
    if (owner?.documentId && isUnusable(run, part)) kept.add(owner.documentId);
  }
  return kept;
}
