import type { RemoteItem, Values } from '../../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../../storage/port';
import { addColumns, type ChangeSet } from '../changes/change-set';
import { collectionOf } from '../collections/taking-part';
import type { RunContext } from '../context';
import type { Outgoing } from './outgoing';

/** Brings into Strapi what only Microsoft knows of a new item (web link, uid, organizer), and the form it gave to what we sent. */
export function takeOver(
  run: RunContext,
  changes: ChangeSet,
  { mark, link, write }: Outgoing,
  { echo, row }: { echo: RemoteItem; row: LocalRow | undefined },
): void {
  if (write.kind === 'delete') return;
  const { definition } = run.resource;
  const written = writtenBy(run, write);
  const differing = (values: Values, name: string) => !definition.fields[name]?.isEqual(values[name], echo.values[name]);
  const fields = written.filter((name) => differing(write.values, name));
  const isNew = write.kind === 'create';
  if (fields.length === 0 && !isNew) return;
  const now = row ? definition.readStrapi(row.row) : null;
  if (now?.kind !== 'item') return;
  // Only where the entry still holds what was sent: a person's newer edit is not to be overwritten by our own echo.
  const unchanged = fields.filter(
    (name) => !now.unheld?.includes(name) && definition.fields[name]?.isEqual(now.values[name], write.values[name]),
  );
  keepShortened(run, changes, { mark, link, write }, { echo, fields: unchanged });
  const name = isNew ? nameOfCollection(run, link) : {};
  if (unchanged.length > 0 || isNew)
    addColumns(changes.completions, mark.documentId, { ...definition.rowForStrapi(echo.values, unchanged), ...name });
}

/**
 * Where `If-Match` is ignored an answer may show that somebody there has changed the item meanwhile, and that Microsoft has made something else of what was
 * sent because of that (a start that a new rule moves). Those fields are agreed by nobody: both sides have changed them.
 */
export function overruledIn({ resource: { definition } }: RunContext, { link, write }: Outgoing, body: unknown): ReadonlySet<string> {
  const [echo] = definition.readWhole(body);
  if (write.kind !== 'update' || link?.state !== 'linked' || link.part || echo?.kind !== 'item') return new Set();
  const differing = (names: readonly string[], values: Values): string[] =>
    names.filter((name) => {
      const { isEqual, hasOwnRequests, writtenBy: by } = definition.fields[name] ?? {};
      return !hasOwnRequests && by !== 'microsoft' && !echo.unread?.includes(name) && isEqual?.(values[name], echo.values[name]) === false;
    });
  const others = Object.keys(definition.fields).filter((name) => !write.fields.includes(name));
  return new Set(differing(others, link.base).length > 0 ? differing(write.fields, write.values) : []);
}

/** What Microsoft has cut without a word is cut on both sides; whoever wrote it finds it among the conflicts, and can put it back. */
function keepShortened(
  run: RunContext,
  changes: ChangeSet,
  { mark, link, write }: Pick<Outgoing, 'mark' | 'link' | 'write'>,
  { echo, fields }: { echo: RemoteItem; fields: readonly string[] },
): void {
  if (write.kind === 'delete') return;
  const cut = fields.filter((name) => isCut(write.values[name], echo.values[name]));
  if (cut.length === 0) return;
  const base = link?.state === 'linked' ? link.base : null;
  const note = { fields: cut, base, strapi: write.values, microsoft: echo.values };
  const decided = { by: run.settings.conflictResolution, winner: 'microsoft' as const };
  changes.conflicts.push({ item: mark.documentId, note: { ...note, decided } });
}

const isCut = (sent: unknown, kept: unknown): boolean =>
  typeof sent === 'string' && typeof kept === 'string' && kept.length < sent.length && sent.startsWith(kept);

export const nameOfCollection = (run: RunContext, link: StoredLink | null): Record<string, unknown> => ({
  [run.resource.collectionColumn]: collectionOf(run, link?.collection ?? '').name,
});

/** What Microsoft sets by itself follows what is written (a task's completed date its status), and stands in the same answer. */
export function writtenBy(run: RunContext, write: Outgoing['write']): readonly string[] {
  const { fields } = run.resource.definition;
  const names = Object.keys(fields);
  return write.kind === 'update' ? [...write.fields, ...names.filter((name) => fields[name]?.writtenBy === 'microsoft')] : names;
}
