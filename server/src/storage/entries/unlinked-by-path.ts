import type { Core, UID } from '@strapi/types';
import type { Home } from '../../../../src/homes/home';
import { entryId } from '../../../../src/sync/entry-id';
import { chunks, type Row } from '../../host/rows';
import type { Sql } from '../../host/sql';
import { tables } from '../sql/models';
import { versionOf } from './version';

export interface UnlinkedRows {
  /** Asked again and again, it looks only at what is new since. */
  areThere(user: string): Promise<boolean>;
  /** Their row ids in order. */
  ids(user: string, after: number, limit: number): Promise<number[]>;
}

const PAGE = 500;

/** The same where several relations lead to the owner: looked through page by page, for that is no join that a database does well. */
export function createUnlinkedByPath(
  strapi: Core.Strapi,
  sql: Sql,
  { home, targetKey }: { home: Home; targetKey: (user: string) => string },
): UnlinkedRows {
  const version = versionOf(home);
  let checkedUpTo = 0;
  let wereThere = false;

  async function page(user: string, after: number): Promise<{ last: number | null; ids: number[] }> {
    const ownedBy = home.owner.reduceRight<object>((inner, relation) => ({ [relation]: inner }), { documentId: user });
    const rows = (await strapi.db.query(home.uid as UID.ContentType).findMany({
      select: ['id', 'documentId'] as never,
      where: { $and: [ownedBy, version.where, { id: { $gt: after } }] },
      orderBy: { id: 'asc' },
      limit: PAGE,
    })) as Row[];
    const names = rows.map((row) => entryId({ home: home.name, documentId: String(row['documentId']) }));
    const known = new Set<string>();
    for (const part of chunks(names, 200))
      for (const link of await sql.run<Row[]>((from) =>
        from(tables.links)
          .whereIn('document_id', part)
          .where('target_key', targetKey(user))
          .whereNot('state', 'creating')
          .select('document_id'),
      ))
        known.add(String(link['document_id']));
    return {
      last: rows.length > 0 ? Number(rows.at(-1)?.['id']) : null,
      ids: rows.flatMap((row, at) => (known.has(names[at] ?? '') ? [] : [Number(row['id'])])),
    };
  }

  return {
    async areThere(user) {
      while (!wereThere) {
        const { last, ids } = await page(user, checkedUpTo);
        if (last === null) return false;
        wereThere = ids.length > 0;
        if (!wereThere) checkedUpTo = last;
      }
      return true;
    },
    async ids(user, after, limit) {
      const found: number[] = [];
      for (let from = after; found.length < limit;) {
        const { last, ids } = await page(user, from);
        if (last === null) break;
        found.push(...ids);
        from = last;
      }
      return found.slice(0, limit);
    },
  };
}
