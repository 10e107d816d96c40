import type { Core } from '@strapi/types';
import { ownersOf, type Watched } from '../changes/owners';
import type { Sql } from '../host/sql';
import { targetOf } from '../stores/keys';
import { tables } from '../stores/models';
import type { Row } from '../stores/rows';

/** Whose entry it is; of one that is gone, whoever synchronizes it. */
export async function ownerOfEntry(strapi: Core.Strapi, sql: Sql, watched: Watched, documentId: string): Promise<string | null> {
  const owners = await ownersOf(strapi, watched, { documentId });
  const entry = owners.get(documentId);
  if (entry) return [...entry][0] ?? null;
  const rows = await sql.run<Row[]>((from) => from(tables.links).where({ document_id: documentId }).select('target_key'));
  return rows.map((row) => targetOf(String(row['target_key']))).find(({ resource }) => resource === watched.resource)?.user ?? null;
}
