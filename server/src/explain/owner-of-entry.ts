import type { Core } from '@strapi/types';
import { ownersOf } from '../local-changes/owners';
import type { Watched } from '../local-changes/watched';
import type { Sql } from '../host/sql';
import { targetOf } from '../storage/sql/keys';
import { tables } from '../storage/sql/models';
import type { Owner } from './explain-entry';
import type { Row } from '../host/rows';

/** Whose entry it is; of one that is gone, whoever synchronizes it. */
export async function ownerOfEntry(strapi: Core.Strapi, sql: Sql, watched: Watched, documentId: string): Promise<Owner> {
  const owners = await ownersOf(strapi, watched, { documentId });
  const entry = owners.get(documentId);
  if (entry) return { user: [...entry][0] ?? null, isThere: true };
  const rows = await sql.run<Row[]>((from) => from(tables.links).where({ document_id: documentId }).select('target_key'));
  return {
    user: rows.map((row) => targetOf(String(row['target_key']))).find(({ resource }) => resource === watched.resource)?.user ?? null,
    isThere: false,
  };
}
