import type { Side } from '../../../../src/contracts';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { LinkChanges, LogEntry, StoredLink } from '../../storage/port';
import { entriesOf, printOf } from './journal';
import { nextTry } from '../next-try';
import type { Page } from '../pull/page';
import type { RunContext } from '../context';
import { titleOf } from '../title';
import type { Changes, Decided } from './changes';

/** Adds one decision's Strapi side, its link and its notes to the changes. What is to be written to Microsoft is marked, and written later. */
export function carryOut(run: RunContext, changes: Changes, { decision, link, row, remote }: Decided): void {
  const { definition } = run.places;
  const item = row?.documentId ?? link?.documentId ?? remote?.microsoftId ?? link?.microsoftId ?? '';
  const { strapi, microsoft } = decision;

  if (strapi.kind === 'create' && remote) {
    const data = definition.rowForStrapi(strapi.values, Object.keys(definition.fields));
    changes.creates.push({ data, remote, link, decision });
    changes.creating.set(remote.microsoftId, link ? 'again' : 'new');
  }
  if (strapi.kind === 'update' && row)
    changes.updates.push({ documentId: row.documentId, data: definition.rowForStrapi(strapi.values, strapi.fields) });
  if (strapi.kind === 'delete' && row) changes.removals.add(row.documentId);
  if (microsoft.kind !== 'none' && item) changes.marks.push(item);
  const isUnnamed = row && remote && !row.row[run.places.collectionColumn] && decision.link.kind === 'agree' && strapi.kind !== 'delete';
  if (isUnnamed && run.settings.direction !== 'strapi-to-microsoft') changes.unnamed.push(row.documentId);

  if (link) changeLink(changes, { decision, link, row, remote });
  else if (remote && decision.link.kind === 'agree' && (row || strapi.kind === 'none'))
    changes.newLinks.push({ documentId: row?.documentId ?? null, remote, decision });

  changes.log.push(...entriesOf(run, { decision, link, row, remote }));
  if (decision.hold)
    changes.holds.push({
      of: { item, title: titleOf(run, { link, row, remote }), print: printOf({ row, link, remote }) },
      note: decision.hold,
    });
  else if (item) changes.releases.push(item, ...(remote ? [remote.microsoftId] : []));
  for (const note of decision.alsoDecided ?? []) changes.conflicts.push({ item, note });
  // A new entry takes the link over: what is kept about the item has to name that one, and is told by Microsoft's id.
  const isTakenOver = strapi.kind === 'create' && link !== null && remote !== null && item !== remote.microsoftId;
  if (decision.conflict) changes.conflicts.push({ item: isTakenOver ? remote.microsoftId : item, note: decision.conflict });
  const isStillOpen = decision.link.kind === 'agree' && decision.link.facts.open.length > 0;
  const isSettled = item && link && link.facts.open.length > 0 && !isStillOpen && !decision.conflict;
  if (isTakenOver || isSettled) changes.closed.push(item);
}

function changeLink(changes: Changes, { decision, link, remote }: Decided & { link: StoredLink }): void {
  // Deleted in Microsoft and made again: a new item, which the mark will create.
  if (decision.microsoft.kind === 'create' || decision.link.kind === 'drop') {
    changes.droppedLinks.push(link.id);
    if (decision.microsoft.kind === 'create' && link.microsoftId !== null) changes.madeAgain.push(link.microsoftId);
    return;
  }
  if (decision.strapi.kind === 'create') return; // the new entry takes the link over
  const fresh: LinkChanges = remote
    ? { etag: remote.etag, sharedUid: remote.sharedUid, modifiedAt: remote.modifiedAt, ...foundBy(link, remote), ...merged(link) }
    : {};
  const next: LinkChanges =
    decision.link.kind === 'agree'
      ? { ...fresh, base: decision.link.base, facts: decision.link.facts }
      : decision.link.kind === 'end'
        ? { ...fresh, state: 'ended' }
        : fresh;
  const changed = Object.entries({ ...next, isStaged: false }).some(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(link[name as keyof StoredLink]),
  );
  if (changed) changes.linkChanges.push({ id: link.id, changes: { ...next, isStaged: false } });
}

/** Both sides were read and judged. */
function merged({ facts: { unmerged, ...facts } }: StoredLink): LinkChanges {
  return unmerged ? { facts } : {};
}

/** What a create without an answer has made. */
const foundBy = ({ state }: StoredLink, { microsoftId }: RemoteItem): LinkChanges =>
  state === 'creating' ? { microsoftId, state: 'linked' } : {};

/** Writes the changes; the caller holds the transaction. */
export async function writeChanges(run: RunContext, changes: Changes, page: Page): Promise<void> {
  const { store, items, target, tally, places } = run;
  const nameColumn = { [places.collectionColumn]: page.collection.name };
  const created = await createAll(run, changes, nameColumn);
  const unnamed = new Set(page.collection.name === '' ? [] : changes.unnamed);
  for (const { documentId, data } of changes.updates)
    await items.update(documentId, unnamed.delete(documentId) ? { ...data, ...nameColumn } : data);
  for (const documentId of unnamed) await items.update(documentId, nameColumn);
  for (const documentId of changes.removals) await items.remove(documentId);

  // Matched: Strapi held it before, so it counts as made there. Only what came in from Microsoft was made in Microsoft.
  const links = changes.newLinks.map((link) => ({ ...link, origin: (link.documentId === null ? 'microsoft' : 'strapi') as Side }));
  for (const [at, { remote, link, decision }] of changes.creates.entries()) {
    const documentId = created[at] ?? '';
    if (!link) links.push({ documentId, remote, decision, origin: 'microsoft' });
    else if (decision.link.kind === 'agree')
      changes.linkChanges.push({
        id: link.id,
        changes: {
          ...foundBy(link, remote),
          documentId,
          base: decision.link.base,
          facts: decision.link.facts,
          etag: remote.etag,
          modifiedAt: remote.modifiedAt,
          isStaged: false,
        },
      });
  }
  await store.removeLinks(changes.droppedLinks);
  await store.addLinks(
    target,
    links.flatMap(({ documentId, remote, decision, origin }) =>
      decision.link.kind === 'agree'
        ? [
            {
              documentId,
              microsoftId: remote.microsoftId,
              part: remote.part,
              collection: page.collection.id,
              origin,
              state: 'linked' as const,
              base: decision.link.base,
              facts: decision.link.facts,
              etag: remote.etag,
              sharedUid: remote.sharedUid,
              modifiedAt: remote.modifiedAt,
              isStaged: false,
              seenRound: page.fullRound ?? 0,
            },
          ]
        : [],
    ),
  );
  await store.changeLinks(target, onceEach(changes.linkChanges));
  if (page.fullRound !== null) await store.markSeen(changes.seen, page.fullRound);
  await store.stage(changes.staged);
  await store.mark(target, changes.marks);
  for (const { of, note, isPassing } of changes.holds) {
    if (!(await store.hold(target, of, isPassing ? { ...note, nextTryAt: nextTry(run) } : note))) continue;
    tally.held += 1;
    if (isPassing) await run.askForFull();
  }
  await store.release(target, changes.releases);
  for (const { item, note } of changes.conflicts) if (await store.noteConflict(target, item, note)) tally.conflicts += 1;
  await store.closeConflicts(target, changes.closed);
  await store.log(target, page.fullRound === null ? changes.log : changes.log.map(asBulk));

  tally.strapi.created += changes.creates.length;
  tally.strapi.updated += changes.updates.length;
  tally.strapi.deleted += changes.removals.size;
  tally.matched += changes.newLinks.filter(({ documentId }) => documentId !== null).length;
}

/** A full read brings entries by the thousand; that they came in stands in the run's report. */
const asBulk = (entry: LogEntry): LogEntry => (entry.kind === 'create' || entry.kind === 'link' ? { ...entry, isKept: false } : entry);

/** Parts come after what they belong to, and are related to it. Returns the documentIds in the order of the creates. */
async function createAll(
  { items, target, places, isFirst }: RunContext,
  { creates, owners }: Changes,
  nameColumn: Record<string, unknown>,
): Promise<string[]> {
  const wholes = creates.filter(({ remote }) => !remote.part);
  const parts = creates.filter(({ remote }) => remote.part);
  const ids = new Map<Changes['creates'][number], string>();
  const create = async (some: Changes['creates'], columns: (remote: RemoteItem) => Record<string, unknown>): Promise<void> => {
    if (some.length === 0) return;
    const data = some.map((one) => ({ ...one.data, ...nameColumn, ...columns(one.remote) }));
    const created = isFirst ? await items.createMany(target.user, data) : await items.create(target.user, data);
    for (const [at, one] of some.entries()) {
      const documentId = created[at];
      if (documentId === undefined) throw new Error('an entry was not created');
      ids.set(one, documentId);
    }
  };
  await create(wholes, () => ({}));
  for (const one of wholes) owners.set(one.remote.microsoftId, ids.get(one) ?? '');
  await create(parts, ({ part }) => (places.parts && part ? { [places.parts.column]: owners.get(part.of) ?? null } : {}));
  return creates.map((one) => ids.get(one) ?? '');
}

/** Of several changes of one link, the later go over the earlier. */
function onceEach(all: Changes['linkChanges']): Changes['linkChanges'] {
  const merged = new Map<number, LinkChanges>();
  for (const { id, changes } of all) merged.set(id, { ...merged.get(id), ...changes });
  return [...merged].map(([id, changes]) => ({ id, changes }));
}
