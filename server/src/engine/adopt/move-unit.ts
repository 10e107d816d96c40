import { because, type ReasonCode } from '../../../../src/contracts/reasons';
import type { Home } from '../../../../src/homes/home';
import { canHold } from '../../../../src/homes/accepts';
import { valuesMeant } from '../../../../src/sync/as-meant';
import { documentIdOf, entryId } from '../../../../src/sync/entry-id';
import type { LocalItem, ResourceDefinition, Values } from '../../../../src/sync/resource';
import type { KeptEntry } from '../../storage/entries/kept';
import type { LocalRow, StoredLink, Target } from '../../storage/port';
import { renameEntries } from '../../storage/sql/rename-entries';
import { type AdoptDeps, NotMoved, type Opened } from './dependencies';

/** An entry and, of a series, its exceptions: they stand in one home. */
export interface Unit {
  /** What they belong to comes first. */
  readonly entries: readonly UnitEntry[];
}
interface UnitEntry {
  readonly row: LocalRow;
  /** Null: an exception that Microsoft has not been told of. */
  readonly link: StoredLink | null;
}

/** The entry of this name with its parts, as it stands now; null: it has left meanwhile. */
export async function readUnit({ store }: AdoptDeps, { from, resource }: Opened, target: Target, id: string): Promise<Unit | null> {
  const link = (await store.linksByDocumentId(target, [id])).get(id);
  const [row] = await from.read([documentIdOf(id)]);
  if (!link || link.state !== 'linked' || !row) return null;
  const linkedParts = resource.parts && link.microsoftId !== null ? await store.linksOfParts(target, [link.microsoftId]) : [];
  const parts = resource.parts ? await from.partsOf([row.documentId].map(documentIdOf)) : [];
  const known = new Map(parts.map((part) => [part.documentId, part]));
  const missing = linkedParts.flatMap(({ documentId }) => (documentId === null || known.has(documentId) ? [] : [documentIdOf(documentId)]));
  for (const part of await from.read(missing)) known.set(part.documentId, part);
  const links = new Map(linkedParts.map((part) => [part.documentId, part]));
  return { entries: [{ row, link }, ...[...known.values()].map((part) => ({ row: part, link: links.get(part.documentId) ?? null }))] };
}

export interface Moving {
  readonly target: Target;
  readonly unit: Unit;
  /** Of the collection that the item stands in. */
  readonly collectionName: string | null;
  /** Nothing is written. */
  readonly isDry: boolean;
}

/**
 * Moves a unit to the other home, in the transaction of the caller, and returns how many entries that are. What is known of them goes on under their
 * new names; Microsoft is told nothing, for its items carry documentIds, and those stay. Throws why it cannot be.
 */
export async function moveUnit(deps: AdoptDeps, opened: Opened, { target, unit, collectionName, isDry }: Moving): Promise<number> {
  const { from, to, resource } = opened;
  const { definition } = resource;
  const isSameType = from.home.uid === to.home.uid;
  const names = new Map<string, string>();
  const placed: { entry: UnitEntry; id: string; meant: Values }[] = [];
  const kept: { id: string; kept: KeptEntry | null }[] = [];
  for (const entry of unit.entries) {
    const { row, link } = entry;
    const documentId = documentIdOf(row.documentId);
    const id = entryId({ home: to.home.name, documentId });
    const meant = movable(definition, to.home, target, entry);
    const before = await deps.adoptions.keptOf(target, row.documentId, to.home.name);
    const columns = {
      ...definition.rowForStrapi(meant, Object.keys(definition.fields)),
      [resource.collectionColumn]: row.row[resource.collectionColumn] ?? collectionName,
      ...(resource.parts && entry !== unit.entries[0] ? { [resource.parts.column]: unit.entries[0]?.row.documentId } : {}),
    };
    if (isDry) {
      await to.mustBeValid(target.user, documentId, { columns, kept: before });
      continue;
    }
    if (!isSameType && (await to.keep(documentId)).length > 0) throw new NotMoved('stays-known-there');
    kept.push({ id, kept: isSameType ? null : await from.keep(documentId) });
    await to.place(target.user, documentId, { columns, kept: before });
    names.set(row.documentId, id);
    placed.push({ entry: { row, link }, id, meant });
  }
  if (isDry) return unit.entries.length;
  await renameEntries(deps.sql, target, names);
  await keepHeld(deps, opened, target, placed);
  for (const one of kept) {
    await deps.adoptions.forget(target, one.id, to.home.name);
    await deps.adoptions.keep(target, one.id, from.home.name, one.kept);
  }
  // Exceptions first: by themselves they would go with what they belong to.
  if (!isSameType) for (const { row } of [...unit.entries].reverse()) await from.remove(documentIdOf(row.documentId));
  return unit.entries.length;
}

/** The values that the entry stands for, if it can be moved at all. */
function movable(definition: ResourceDefinition, to: Home, target: Target, { row, link }: UnitEntry): Values {
  if (row.standing !== undefined) throw new NotMoved('stays-apart');
  if (row.owner !== target.user) throw new NotMoved('stays-of-another');
  const reading = definition.readStrapi(row.row);
  if (reading.kind !== 'item') throw new NotMoved(reading.why);
  if (reading.waits !== undefined) throw new NotMoved(reading.waits);
  const values = link ? valuesMeant({ definition, link }, reading) : reading.values;
  // What is a series stays one entry.
  if (!canHold({ ...to, occurrenceDays: null }, values)) throw new NotMoved(cannotHold(values));
  if (link && link.facts.masked.length > 0 && to.name !== '') throw new NotMoved('stays-private');
  return values;
}

const cannotHold = (values: Values): ReasonCode =>
  values['isAllDay'] === true && (values['recurrence'] ?? null) === null ? 'stays-whole-day' : 'stays-series';

/**
 * What the new home holds otherwise than it is meant stands for what was agreed, as after any write of the engine. An edit that Microsoft has not
 * been told of and that cannot be held there would be lost.
 */
async function keepHeld(
  { store }: AdoptDeps,
  { to, resource: { definition } }: Opened,
  target: Target,
  placed: readonly { entry: UnitEntry; id: string; meant: Values }[],
): Promise<void> {
  const rows = new Map((await to.read(placed.map(({ id }) => documentIdOf(id)))).map((row) => [row.documentId, row]));
  const linkChanges = [];
  for (const { entry, id, meant } of placed) {
    const now = standsIn(definition, target, rows.get(id));
    const { link } = entry;
    if (!link) continue;
    const held: Record<string, unknown> = {};
    for (const [field, { isEqual, writtenBy }] of Object.entries(definition.fields)) {
      const isEdit = writtenBy === 'both' && !isEqual(meant[field], link.base[field]);
      const isSilent = now.unread?.includes(field) === true;
      if (isEdit && (isSilent || !isEqual(now.values[field], meant[field]))) throw new NotMoved(because('stays-edited', { field }));
      if (!isEdit && !isSilent && !isEqual(now.values[field], link.base[field])) held[field] = now.values[field];
    }
    const { held: _held, ...facts } = link.facts;
    linkChanges.push({ id: link.id, changes: { facts: Object.keys(held).length > 0 ? { ...facts, held } : facts } });
  }
  await store.commit(target, {
    linkChanges,
    log: placed.map(({ entry, id, meant }) => ({
      side: 'strapi' as const,
      kind: 'update' as const,
      fields: [],
      mails: [],
      why: because('adopted', { to: to.home.name === '' ? to.home.uid : to.home.name }),
      item: { title: definition.title(meant), uid: to.home.uid, documentId: id, microsoftId: entry.link?.microsoftId ?? null },
      isKept: true,
    })),
  });
}

function standsIn(definition: ResourceDefinition, target: Target, row: LocalRow | undefined): LocalItem {
  if (!row) throw new NotMoved('stays-not-made');
  if (row.standing !== undefined || row.owner !== target.user)
    throw new NotMoved(row.owner === target.user ? 'stays-not-taking-part' : 'stays-other-owner');
  const reading = definition.readStrapi(row.row);
  if (reading.kind !== 'item') throw new NotMoved(reading.why);
  return reading;
}
