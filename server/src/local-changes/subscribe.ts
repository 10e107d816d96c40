import type { Core } from '@strapi/types';
import type { Resource } from '../../../src/contracts';
import { grouped } from '../../../src/canonical/grouped';
import { type Editor, editorOf } from '../host/editors';
import { isOwnWrite, rowOfOwnUpdate } from '../host/own-writes';
import type { Sql } from '../host/sql';
import type { Leases } from '../engine/lease/port';
import { type Before, carryOver, type Concerned, handOnParts, partsBefore, partsConcerned, partsMoved } from './cascade-parts';
import { leaveMarks } from './leave-marks';
import { type Owners, ownersOf } from './owners';
import type { Watched } from './watched';

export interface ChangesDeps {
  readonly sql: Sql;
  readonly leases: Leases;
  readonly watched: readonly Watched[];
}
type Event = Parameters<Extract<Parameters<Core.Strapi['db']['lifecycles']['subscribe']>[0], (event: never) => unknown>>[0];

const before = new Set(['beforeUpdate', 'beforeUpdateMany', 'beforeDelete', 'beforeDeleteMany']);
const after = new Set(['afterCreate', 'afterCreateMany', 'afterUpdate', 'afterUpdateMany', 'afterDelete', 'afterDeleteMany']);
const STATE = 'microsoft-sync.touched';
const PARTS = 'microsoft-sync.parts';
const BEFORE = 'microsoft-sync.parts-before';

/**
 * Marks every committed change of a watched content type, whoever writes it: Content Manager, REST, Document Service, `strapi.db.query`.
 * The subscriber says only where to look; its rows join the edit's own transaction, so a rollback takes the marks along.
 * No call to Graph is made in here.
 */
export function subscribeToChanges(strapi: Core.Strapi, deps: ChangesDeps): () => void {
  const byUid = new Map(deps.watched.map((one) => [one.uid, one]));
  return strapi.db.lifecycles.subscribe(async (event: Event) => {
    const watched = byUid.get(event.model.uid);
    if (!watched) return;
    if (before.has(event.action)) {
      if (isOwnUpdateAhead(event)) return;
      // Bulk operations name no rows afterwards, and an entry that changes hands concerns two people: note who it is about beforehand.
      event.state[STATE] = await ownersOf(strapi, watched, event.params.where);
      if (event.action.startsWith('beforeDelete')) event.state[PARTS] = await partsConcerned(strapi, watched, event.params.where);
      else event.state[BEFORE] = await partsBefore(strapi, watched, { where: event.params.where, data: dataOf(event) });
    } else if (after.has(event.action)) {
      const documentId = (event.result as { documentId?: unknown } | undefined)?.documentId;
      if (isOwnWrite(watched.uid, typeof documentId === 'string' ? documentId : null, event.action.startsWith('afterCreate'))) return;
      const earlier = (event.state[STATE] as Owners | undefined) ?? new Map();
      const now: Owners = event.action.startsWith('afterDelete') ? new Map() : await ownersOf(strapi, watched, whereAfter(event));
      const parts = event.state[PARTS] as Concerned | null | undefined;
      if (parts && event.action.startsWith('afterDelete')) await carryOver(strapi, watched, parts); // first: what is deleted and not taken off its series would seem to stand there again
      await markTouched(deps, watched.resource, { earlier, now, editor: editorOf(strapi) });
      if (!event.action.startsWith('afterDelete')) await partsAlong(strapi, deps, { watched, event });
    }
  });
}

/** What a change of an entry means for its parts, of which the operation does not tell. */
async function partsAlong(strapi: Core.Strapi, deps: ChangesDeps, { watched, event }: { watched: Watched; event: Event }): Promise<void> {
  const before = event.state[BEFORE] as Before | null | undefined;
  const data = dataOf(event);
  const ids = (event.result as { id?: number } | undefined)?.id;
  const moved = await partsMoved(strapi, watched, { before: before?.parts ?? [], data, ids: ids === undefined ? [] : [ids] });
  if (moved.length > 0) {
    const now = await ownersOf(strapi, watched, { id: { $in: moved } });
    await markTouched(deps, watched.resource, { earlier: new Map(), now, editor: editorOf(strapi) });
  }
  if (before && 'owner' in data) await handOnParts(strapi, watched, before);
}

const dataOf = ({ params }: Event): Record<string, unknown> => (params as { data?: Record<string, unknown> }).data ?? {};

/** The engine's own update: whose it is does not change by it, and nobody has to be told. */
function isOwnUpdateAhead(event: Event): boolean {
  const row = event.action === 'beforeUpdate' ? rowOfOwnUpdate(event.model.uid) : null;
  return row !== null && (event.params.where as { id?: unknown } | undefined)?.id === row.id;
}

/** Which rows an operation has left: by id where it says so, else by what it was asked for. */
function whereAfter(event: Event): unknown {
  const result = event.result as { id?: unknown; ids?: unknown } | undefined;
  if (result && Array.isArray(result.ids)) return { id: { $in: result.ids } };
  if (result?.id !== undefined) return { id: result.id };
  const earlier = event.state[STATE] as Map<string, unknown> | undefined;
  return { documentId: { $in: [...(earlier?.keys() ?? [])] } };
}

/** Whoever has the entry now finds it changed; whoever had it and has it no longer finds it gone, deleted or handed on. */
async function markTouched(
  deps: ChangesDeps,
  resource: Resource,
  { earlier, now, editor }: { earlier: Owners; now: Owners; editor: Editor | null },
): Promise<void> {
  const changed = byOwner(now);
  const gone = byOwner(earlier, (documentId, owner) => !now.get(documentId)?.has(owner));
  await leaveMarks(deps, resource, { changed, gone, byPerson: true, editor });
}

const byOwner = (owners: Owners, isMeant: (documentId: string, owner: string) => boolean = () => true): Map<string, string[]> =>
  grouped(
    [...owners].flatMap(([documentId, of]) =>
      [...of].filter((owner) => isMeant(documentId, owner)).map((owner) => [owner, documentId] as const),
    ),
  );
