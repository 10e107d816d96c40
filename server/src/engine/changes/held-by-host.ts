import type { Values } from '../../../../src/sync/resource';
import { HostRefusal } from '../../storage/host-refusal';
import type { LocalRow } from '../../storage/port';
import type { RunContext } from '../context';
import type { ChangeSet } from './change-set';

type Written = Pick<ChangeSet, 'updates' | 'completions' | 'unwritten'>;
type Rows = ReadonlyMap<string, LocalRow>;

/** Entries in content types of the host that are about to be written, as they stand. */
export async function standingBefore(run: RunContext, { updates, completions, unwritten }: Written): Promise<Rows> {
  const ids = [...new Set([...updates.keys(), ...completions.keys(), ...unwritten.keys()])].filter((id) => run.homes.isOfHost(id));
  return ids.length > 0 ? run.items.read(ids) : new Map();
}

/**
 * What is written into a type of the host may not be what stands there afterwards: the mapping holds fewer values, or a hook makes something else
 * of it. It counts as written, is nobody's edit and is not sent. The caller holds the transaction.
 */
export async function keepWhatIsHeld(
  run: RunContext,
  { updates, completions, unwritten }: Written,
  { created, before }: { created: readonly string[]; before: Rows },
): Promise<void> {
  const made = created.filter((id) => run.homes.isOfHost(id));
  const ids = [...made, ...before.keys()];
  if (ids.length === 0) return;
  const [rows, links] = [await run.items.read(ids), await run.store.linksByDocumentId(run.target, ids)];
  // A link to nothing would be held as an entry that is missing, and the item would never come in.
  if (made.some((id) => !rows.has(id))) throw new HostRefusal(null, 'what was made is not there');
  const { definition } = run.resource;
  const linkChanges = [];
  for (const id of ids) {
    const [link, now] = [links.get(id), valuesIn(run, rows.get(id))];
    if (!link || !now) continue;
    const then = valuesIn(run, before.get(id));
    const written = new Set(
      then ? [updates, completions, unwritten].flatMap((columns) => Object.keys(columns.get(id) ?? {})) : Object.keys(now),
    );
    const held: Record<string, unknown> = { ...link.facts.held };
    for (const [field, { isEqual }] of Object.entries(definition.fields)) {
      if (!written.has(field) && (!then || isEqual(then[field], now[field]))) continue;
      if (isEqual(now[field], link.base[field])) delete held[field];
      else held[field] = now[field];
    }
    const { held: known, ...facts } = link.facts;
    if (JSON.stringify(known ?? {}) !== JSON.stringify(held))
      linkChanges.push({ id: link.id, changes: { facts: Object.keys(held).length > 0 ? { ...facts, held } : facts } });
  }
  if (linkChanges.length > 0) await run.store.commit(run.target, { linkChanges });
}

function valuesIn(run: RunContext, row: LocalRow | undefined): Values | null {
  const reading = row && run.resource.definition.readStrapi(row.row);
  return reading?.kind === 'item'
    ? Object.fromEntries(Object.entries(reading.values).filter(([field]) => !reading.unread?.includes(field)))
    : null;
}
