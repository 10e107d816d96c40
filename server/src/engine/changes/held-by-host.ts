import { type Because, because } from '../../../../src/contracts/reasons';
import type { Link } from '../../../../src/sync/link';
import type { Values } from '../../../../src/sync/resource';
import { HostRefusal } from '../../storage/host-refusal';
import type { LocalRow } from '../../storage/port';
import type { RunContext } from '../context';
import type { ChangeSet } from './change-set';

type Written = Pick<ChangeSet, 'updates' | 'completions' | 'unwritten'>;
type Rows = ReadonlyMap<string, LocalRow>;

/** Entries in content types of the host that are about to be written, as they stand. */
export async function standingBefore(run: RunContext, { updates, completions, unwritten }: Written): Promise<Rows> {
  const ids = [...new Set([...updates.keys(), ...completions.keys(), ...unwritten.keys()])].filter((id) => run.items.homes.isOfHost(id));
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
  const made = created.filter((id) => run.items.homes.isOfHost(id));
  const ids = [...made, ...before.keys()];
  if (ids.length === 0) return;
  const [rows, links] = [await run.items.read(ids), await run.store.linksByDocumentId(run.target, ids)];
  // A link to nothing would be held as an entry that is missing, and the item would never come in.
  if (made.some((id) => !rows.has(id))) throw new HostRefusal(null, 'what was made is not there');
  const nobodys = made.find((id) => rows.get(id)?.owner === null);
  if (nobodys !== undefined) throw new HostRefusal(null, wouldBeNobodys(run.items.homes.ownerOf(nobodys)), 'no-owner');
  const { definition } = run.resource;
  const linkChanges = [];
  for (const id of ids) {
    const [link, now] = [links.get(id), valuesIn(run, rows.get(id)?.row)];
    if (!link || !now) continue;
    const then = valuesIn(run, before.get(id)?.row);
    const written = new Set(
      then ? [updates, completions, unwritten].flatMap((columns) => Object.keys(columns.get(id) ?? {})) : Object.keys(now),
    );
    const isOther = (field: string): boolean =>
      written.has(field) || (then !== null && !definition.fields[field]?.isEqual(then[field], now[field]));
    const facts = factsOf(run, link, { now, isOther });
    if (JSON.stringify(facts.held ?? {}) !== JSON.stringify(link.facts.held ?? {})) linkChanges.push({ id: link.id, changes: { facts } });
  }
  if (linkChanges.length > 0) await run.store.commit(run.target, { linkChanges });
}

/** The mapping says how an entry leads to its owner, and nothing of a new one does. */
const wouldBeNobodys = (path: readonly string[]): Because => because('would-be-nobodys', { path: path.join('.'), relation: path[0] ?? '' });

/** The new link of an entry whose row is known as it was made. */
export function withHeld<Of extends Pick<Link, 'base' | 'facts'>>(run: RunContext, link: Of, row: LocalRow['row']): Of {
  const now = valuesIn(run, row);
  return now ? { ...link, facts: factsOf(run, link, { now, isOther: (field) => field in now }) } : link;
}

/** Fields in which the entry may say something else than before are looked at; of the others it holds what it held. */
function factsOf(
  { resource: { definition } }: RunContext,
  { base, facts: { held: known, ...facts } }: Pick<Link, 'base' | 'facts'>,
  { now, isOther }: { now: Values; isOther: (field: string) => boolean },
): Link['facts'] {
  const held: Record<string, unknown> = { ...known };
  for (const [field, { isEqual }] of Object.entries(definition.fields)) {
    if (!isOther(field)) continue;
    if (isEqual(now[field], base[field])) delete held[field];
    else held[field] = now[field];
  }
  return Object.keys(held).length > 0 ? { ...facts, held } : facts;
}

function valuesIn(run: RunContext, row: LocalRow['row'] | undefined): Values | null {
  const reading = row && run.resource.definition.readStrapi(row);
  return reading?.kind === 'item'
    ? Object.fromEntries(Object.entries(reading.values).filter(([field]) => !reading.unread?.includes(field)))
    : null;
}
