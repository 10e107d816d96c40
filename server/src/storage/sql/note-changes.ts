import type { Sql } from '../../host/sql';
import type { NoteChange } from '../port';
import type { Writers } from '../write-in-order';
import { tables } from './models';

export function noteChangeWriters(sql: Sql): Pick<Writers, 'noteChanges'> {
  return {
    async noteChanges(_target, changes) {
      for (const change of changes) await write(sql, change);
    },
  };
}

async function write(sql: Sql, change: NoteChange): Promise<void> {
  const update = (table: string, values: Record<string, unknown>) => sql.run((from) => from(table).where({ id: change.id }).update(values));
  const remove = (table: string) => sql.run((from) => from(table).where({ id: change.id }).delete());
  switch (change.kind) {
    case 'ignore-held':
      return void (await update(tables.held, { is_ignored: true }));
    case 'drop-held':
      return void (await remove(tables.held));
    case 'mask-held':
      return void (await update(tables.held, { title: change.title, write: null }));
    case 'restored':
      return void (await sql.run((from, knex) =>
        from(tables.conflicts)
          .where({ id: change.id })
          .update({ restored_at: knex.raw(sql.nowSql) }),
      ));
    case 'mask-conflict': {
      if (change.values === null) return void (await remove(tables.conflicts));
      const texts = Object.entries(change.values).map(([version, values]) => [version, JSON.stringify(values)]);
      return void (await update(tables.conflicts, Object.fromEntries(texts)));
    }
  }
}
