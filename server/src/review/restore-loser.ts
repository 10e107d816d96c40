import type { Values } from '../../../src/sync/resource';
import type { GraphResource } from '../engine/resources/graph-resource';
import { addressOf } from '../../../src/sync/entry-id';
import type { LocalRow, StoredConflict, StoredLink } from '../storage/port';
import { beforeNextRun, type Opened, type ReviewDeps, linkOf } from './dependencies';
import { refusals } from './refusals';
import { findConflict } from './resolve-conflict';

/** What is put back, where, and over what. */
interface Restoring extends Opened {
  readonly conflict: StoredConflict;
  readonly link: StoredLink | null;
  readonly row: LocalRow | null;
}

/**
 * Puts the loser of a decided conflict back as a person's edit in Strapi, which the run carries to Microsoft whatever the strategy says. What
 * it replaces is in turn kept, and can be put back the same way.
 */
export async function restoreLoser(deps: ReviewDeps, { id }: { id: string }): Promise<void> {
  const target = await findConflict(deps.store, id);
  const opened = await deps.open(target);
  await beforeNextRun(deps, target, async () => {
    const conflict = await findConflict(deps.store, id);
    if (!conflict.decided) throw refusals.notDecided();
    if (conflict.restoredAt !== null) throw refusals.alreadyRestored();
    const link = await linkOf(deps.store, conflict, conflict);
    const documentId = link?.documentId ?? conflict.documentId;
    const found = documentId === null ? undefined : (await opened.items.read([documentId])).get(documentId);
    const row = found?.owner === conflict.user && found.standing === undefined ? found : null;
    const loser = conflict[conflict.decided.winner === 'strapi' ? 'microsoft' : 'strapi'];
    const of = { ...opened, conflict, link, row };
    if (loser === null) await deleteAgain(deps, of);
    else if (row) await writeAgain(deps, of, row, loser);
    else await makeAgain(deps, of, loser);
    await deps.store.commit(conflict, { noteChanges: [{ kind: 'restored', id: Number(conflict.id) }] });
  });
}

async function writeAgain(
  { store }: ReviewDeps,
  { conflict, places, items, link }: Restoring,
  row: LocalRow,
  loser: Values,
): Promise<void> {
  const { definition } = places;
  const now = definition.readStrapi(row.row);
  if (now.kind !== 'item') throw refusals.notRestorable('the entry in Strapi cannot be read as it is now. Correct it first.');
  const fields = withUnits(places, conflict.fields).filter((name) => !definition.fields[name]?.isEqual(loser[name], now.values[name]));
  if (fields.length === 0) return;
  mayBeWritten(places, link, fields);
  const values = { ...now.values, ...Object.fromEntries(fields.map((name) => [name, loser[name]])) };
  const [problem] = definition.problems(values);
  if (problem) throw refusals.notRestorable(problem.message);
  const decided = { by: 'person', winner: 'strapi' } as const;
  const note = { fields, base: link?.base ?? null, strapi: values, microsoft: now.values, decided };
  const facts = link && { ...link.facts, verdict: { kind: 'winner' as const, winner: 'strapi' as const, fields } };
  await store.commit(conflict, {
    conflicts: [{ item: row.documentId, note }],
    linkChanges: link && facts ? [{ id: link.id, changes: { facts } }] : [],
  });
  await items.update(row.documentId, definition.rowForStrapi(values, fields));
}

/** The entry is gone: it is made anew, and so is Microsoft's item. */
async function makeAgain({ store }: ReviewDeps, { conflict, places, items, link }: Restoring, loser: Values): Promise<void> {
  const { definition } = places;
  if (link?.state === 'ended') throw refusals.notRestorable('the item was deleted on one side and is kept on the other.');
  const names = Object.keys(definition.fields).filter((name) => definition.fields[name]?.writtenBy === 'both');
  const { home } = addressOf(conflict.documentId ?? link?.documentId ?? '');
  const [documentId = ''] = await items.create(conflict.user, [definition.rowForStrapi(loser, names)], home);
  const decided = { by: 'person', winner: 'strapi' } as const;
  const note = { fields: conflict.fields, base: null, strapi: loser, microsoft: null, decided };
  await store.commit(conflict, { conflicts: [{ item: documentId, note }] });
}

/** The loser was a deletion. */
async function deleteAgain({ store }: ReviewDeps, { conflict, places, items, row, link }: Restoring): Promise<void> {
  const now = row && places.definition.readStrapi(row.row);
  if (!row || now?.kind !== 'item') throw refusals.notRestorable('the item is gone, or cannot be read.');
  const decided = { by: 'person', winner: 'strapi' } as const;
  const note = { fields: conflict.fields, base: link?.base ?? null, strapi: null, microsoft: now.values, decided };
  await store.commit(conflict, { conflicts: [{ item: row.documentId, note }] });
  await items.remove(row.documentId);
}

/** What the run would take back at once is better refused with the reason. */
function mayBeWritten({ definition }: GraphResource, link: StoredLink | null, fields: readonly string[]): void {
  if (!link) return;
  const { isOwn, unwritable, masked } = link.facts;
  if (!isOwn && fields.some((name) => !definition.fields[name]?.isPersonal))
    throw refusals.notRestorable('somebody else organizes this meeting.');
  if (fields.some((name) => unwritable.includes(name) || masked.includes(name)))
    throw refusals.notRestorable('Microsoft or the privacy settings do not let this field be written.');
}

/** Fields that are only right together are put back together. */
function withUnits({ definition }: GraphResource, fields: readonly string[]): string[] {
  const units = new Set(fields.flatMap((name) => definition.fields[name]?.unit ?? []));
  return Object.keys(definition.fields).filter((name) => fields.includes(name) || units.has(definition.fields[name]?.unit ?? ''));
}
