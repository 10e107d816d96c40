import type { Sql, Table } from '../host/sql';
import type { Row } from '../host/rows';
import { mailboxTables } from '../mailboxes/models';
import { accountModel } from './models';
import { NEVER_REACHED, type RuleColumn, type Waiting } from './store';

type From = (table: string) => Table;

const { mailboxes, changes } = mailboxTables;
const accounts = accountModel.tableName;
/** So many at a time. Where all are connected nothing ends the search sooner, and it begins every few seconds. */
const MOST_LOOKED_AT = 10_000;

/**
 * People who have a mailbox and have not been connected so far, in the order of the rows that say so. What stands elsewhere is asked for each row by
 * itself, as a value: of a join or "not exists" PostgreSQL would make a reading of all accounts, whatever part of the rows is looked at.
 */
export async function whoWaits(
  sql: Pick<Sql, 'run'>,
  { rule, after, triedBefore, limit }: { rule: RuleColumn | null; after: number; triedBefore: number; limit: number },
): Promise<Waiting> {
  const [table, user] = rule ? [rule.table, 'm.document_id'] : [mailboxes, 'm.user_id'];
  const to = await endOf(sql, table, after);
  const rows = await sql.run<Row[]>((from, knex) => {
    const query = from(`${table} as m`).where('m.id', '>', after);
    if (to !== null) void query.where('m.id', '<=', to);
    if (rule)
      void query
        .whereNotNull(`m.${rule.column}`)
        .whereNot(`m.${rule.column}`, '')
        .whereRaw('(?) is null', [one(from, mailboxes, user).select('x.id')] as never);
    const isOpen = knex.raw('case when x.assigned_address = ? and x.failure_at < ? then 1 else 0 end', [NEVER_REACHED, triedBefore]);
    return (
      query
        .whereRaw('coalesce((?), 1) = 1', [one(from, accounts, user).select(isOpen)] as never)
        // Who has disconnected stays so: the last word about them counts.
        .whereRaw("coalesce((?), '') <> 'disconnected'", [one(from, changes, user).orderBy('x.id', 'desc').select('x.how')] as never)
        .orderBy('m.id')
        .limit(limit)
        .select('m.id', `${user} as user`)
    );
  });
  const users = rows.map((row) => String(row['user']));
  return { users, after: users.length === limit ? Number(rows.at(-1)?.['id']) : (to ?? 0) };
}

const one = (from: From, table: string, user: string): Table => from(`${table} as x`).whereRaw('x.user_id = ??', [user]).limit(1);

/** Where a part of so many rows ends; null: there are no more. */
async function endOf(sql: Pick<Sql, 'run'>, table: string, after: number): Promise<number | null> {
  const [row] = await sql.run<Row[]>((from) =>
    from(table)
      .where('id', '>', after)
      .orderBy('id')
      .offset(MOST_LOOKED_AT - 1)
      .limit(1)
      .select('id'),
  );
  return row ? Number(row['id']) : null;
}

/** Forgets whose mailbox has never answered, and who has none any more. */
export async function forgetNeverReached(sql: Pick<Sql, 'run'>, rule: RuleColumn | null): Promise<void> {
  await sql.run((from) => {
    const query = from(accounts)
      .where({ assigned_address: NEVER_REACHED })
      .whereNotExists(from(`${mailboxes} as b`).whereRaw(`b.user_id = ${accounts}.user_id`).select('b.id'));
    if (rule)
      void query.whereNotExists(
        from(`${rule.table} as m`)
          .whereRaw(`m.document_id = ${accounts}.user_id`)
          .whereNotNull(`m.${rule.column}`)
          .whereNot(`m.${rule.column}`, '')
          .select('m.id'),
      );
    return query.delete();
  });
}
