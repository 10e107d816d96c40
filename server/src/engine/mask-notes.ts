import type { RemoteItem, Values } from '../../../src/sync/resource';
import type { StoredConflict, StoredHeld } from '../storage/port';
import { newChangeSet } from './changes/change-set';
import { commit } from './changes/commit';
import type { RunContext } from './context';

/**
 * After a change of settings: what they keep out of Strapi goes from kept losers and held items too, also of items that are gone.
 * Entries and bases have been masked by the full read before.
 */
export async function maskNotes(run: RunContext): Promise<void> {
  await eachPage(
    (after) => run.store.conflicts({ ...run.target, after }),
    (page) => maskConflicts(run, page),
  );
  await eachPage(
    (after) => run.store.held({ ...run.target, after }),
    (page) => maskHeld(run, page),
  );
}

async function maskConflicts(run: RunContext, conflicts: readonly StoredConflict[]): Promise<void> {
  const links = await run.store.linksByDocumentId(
    run.target,
    conflicts.flatMap(({ documentId }) => documentId ?? []),
  );
  const changes = newChangeSet();
  for (const conflict of conflicts) {
    if (links.get(conflict.documentId ?? '')?.origin === 'strapi') continue; // Strapi holds what it says anyway
    const hidden = hiddenOf(run, conflict);
    const masked = (values: Values | null) => values && { ...values, ...(hidden === 'all' ? {} : hidden) };
    const { id, base, strapi, microsoft } = conflict;
    const values = hidden === 'all' ? null : { base: masked(base), strapi: masked(strapi), microsoft: masked(microsoft) };
    if (hidden) changes.noteChanges.push({ kind: 'mask-conflict', id: Number(id), values });
  }
  if (changes.noteChanges.length > 0) await commit(run, changes);
}

/** What stands in place of the hidden fields, where one of the versions is to be hidden; then they all are. */
function hiddenOf(run: RunContext, { base, strapi, microsoft }: StoredConflict): Values | 'all' | null {
  for (const values of [base, strapi, microsoft]) {
    if (!values) continue;
    const masked = run.resource.definition.mask(asItem(values), run.settings.values);
    if (masked === null) return 'all';
    if (masked.masked.length > 0) return Object.fromEntries(masked.masked.map((field) => [field, masked.item.values[field]]));
  }
  return null;
}

async function maskHeld(run: RunContext, held: readonly StoredHeld[]): Promise<void> {
  const ids = held.flatMap(({ documentId }) => documentId ?? []);
  const links = await run.store.linksByDocumentId(run.target, ids);
  const rows = await run.items.read(ids);
  const changes = newChangeSet();
  for (const { id, documentId } of held) {
    if (documentId === null) continue;
    const link = links.get(documentId);
    if (link && link.facts.masked.length > 0)
      changes.noteChanges.push({ kind: 'mask-held', id: Number(id), title: run.resource.definition.title(link.base) });
    else if (!link && !rows.has(documentId)) changes.noteChanges.push({ kind: 'drop-held', id: Number(id) }); // kept out by now
  }
  if (changes.noteChanges.length > 0) await commit(run, changes);
}

async function eachPage<T extends { readonly id: string }>(
  read: (after: number) => Promise<T[]>,
  work: (page: T[]) => Promise<void>,
): Promise<void> {
  for (let after = 0; ;) {
    const page = await read(after);
    const last = page.at(-1);
    if (!last) return;
    after = Number(last.id);
    await work(page);
  }
}

/** A version as it would come from Microsoft, for the mask to judge. */
function asItem(values: Values): RemoteItem {
  const id = '';
  return {
    kind: 'item',
    microsoftId: id,
    address: id,
    part: null,
    parts: null,
    etag: null,
    modifiedAt: null,
    sharedUid: null,
    key: null,
    values,
    isOwn: true,
    wouldMail: [],
    unwritable: [],
  };
}
