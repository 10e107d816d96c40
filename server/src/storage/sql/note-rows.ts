import { RESOURCES } from '../../../../src/contracts';
import type { Sql, Table } from '../../host/sql';
import { hashKey, targetKey, targetOf } from './keys';
import { tables } from './models';
import type { ItemIds, NotesAsked, Target } from '../port';
import { type Row, textOrNull } from '../../host/rows';

/** A list longer than this is not read by a person. */
const MOST = 1000;

/** What held items and conflicts have in common: whose they are, and what they are about. */
export function asked(query: Table, { user, resource, id, documentId, after }: NotesAsked): Table {
  if (id !== undefined) void query.where({ id: /^\d{1,15}$/.test(id) ? Number(id) : -1 });
  if (documentId !== undefined) void query.where({ document_id: documentId });
  if (user !== undefined)
    void query.whereIn(
      'target_key',
      (resource ? [resource] : RESOURCES).map((one) => targetKey({ user, resource: one })),
    );
  else if (resource !== undefined) void query.where('target_key', 'like', `%|${resource}`);
  const ordered = after === undefined ? query.orderBy('id', 'desc') : query.where('id', '>', after).orderBy('id');
  return ordered.limit(MOST) as Table;
}

export const notedOf = (row: Row): Target & ItemIds & { id: string } => ({
  id: String(row['id']),
  ...targetOf(String(row['target_key'])),
  documentId: textOrNull(row['document_id']),
  microsoftId: textOrNull(row['microsoft_id']),
});

/** The ids on both sides of an item that is named by one of them; `fallback` says of which side it is where it is not linked. */
export async function idsOf(
  sql: Sql,
  target: Target,
  item: string,
  fallback: 'documentId' | 'microsoftId',
): Promise<{ document_id: string | null; microsoft_id: string | null }> {
  const key = hashKey(targetKey(target), item);
  const [link] = await sql.run<Row[]>((from) =>
    from(tables.links)
      .where((any) => void any.where({ document_key: key }).orWhere({ microsoft_key: key }))
      .limit(1)
      .select('document_id', 'microsoft_id'),
  );
  return {
    document_id: textOrNull(link?.['document_id']) ?? (fallback === 'documentId' ? item : null),
    microsoft_id: textOrNull(link?.['microsoft_id']) ?? (fallback === 'microsoftId' ? item : null),
  };
}
