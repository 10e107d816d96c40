import type { Sql } from '../host/sql';
import type { Row } from '../host/rows';
import { addressKey, sameAddress } from '../mailboxes/address';
import { accountModel } from './models';
import type { AccountRow } from './store';

const TABLE = accountModel.tableName;
const CHUNK = 200;

const keyOf = (name: string | null): string | null => (name === null ? null : addressKey(name));

/** What an account is found by, beside what it is made of. */
export const mailboxKeysOf = ({ mailboxId, mailboxAddress }: Partial<Pick<AccountRow, 'mailboxId' | 'mailboxAddress'>>) => ({
  ...(mailboxId === undefined ? {} : { mailboxIdKey: keyOf(mailboxId) }),
  ...(mailboxAddress === undefined ? {} : { mailboxAddressKey: keyOf(mailboxAddress) }),
});

/** People who are connected to a mailbox that has one of these names: its id, an address of it, or the address that was assigned. */
export async function usersAt(sql: Pick<Sql, 'run'>, names: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(names.map(sameAddress))];
  const keys = wanted.map(addressKey);
  const rows = await sql.run<Row[]>((from) =>
    from(TABLE)
      .whereIn('mailbox_id_key', keys)
      .orWhereIn('mailbox_address_key', keys)
      .orWhereIn('assigned_address', wanted)
      .select('user_id'),
  );
  return rows.map((row) => String(row['user_id'])); // in no order: for one by ids SQLite would rather go through all of them
}

/** Those of these addresses that are of a mailbox to which somebody is connected. */
export async function connectedAmong(sql: Pick<Sql, 'run'>, addresses: readonly string[]): Promise<Set<string>> {
  const byKey = new Map(addresses.map((address) => [addressKey(address), address]));
  const rows = await sql.run<Row[]>((from) =>
    from(TABLE)
      .whereIn('mailbox_address_key', [...byKey.keys()])
      .select('mailbox_address_key'),
  );
  return new Set(rows.flatMap((row) => byKey.get(String(row['mailbox_address_key'])) ?? []));
}

/** Accounts of an earlier version have no keys. Once at every start: where all have theirs, one look at an index. */
export async function giveAccountsTheirKeys(sql: Pick<Sql, 'run'>): Promise<void> {
  for (let after = 0; ;) {
    const rows = await sql.run<Row[]>((from) =>
      from(TABLE)
        .whereNull('mailbox_address_key')
        .whereNotNull('mailbox_address')
        .where('id', '>', after)
        .orderBy('id')
        .limit(CHUNK)
        .select('id', 'mailbox_id', 'mailbox_address'),
    );
    const last = rows.at(-1);
    if (!last) return;
    after = Number(last['id']);
    await giveTo(sql, rows);
  }
}

/** Where nobody else has written meanwhile. */
async function giveTo(sql: Pick<Sql, 'run'>, rows: readonly Row[]): Promise<void> {
  const keys = (column: string) =>
    rows.flatMap((row) => [Number(row['id']), typeof row[column] === 'string' ? addressKey(row[column]) : null]);
  const chosen = `case id ${rows.map(() => 'when ? then ?').join(' ')} end`;
  await sql.run((from, knex) =>
    from(TABLE)
      .whereIn(
        'id',
        rows.map((row) => Number(row['id'])),
      )
      .whereNull('mailbox_address_key')
      .update({
        mailbox_id_key: knex.raw(chosen, keys('mailbox_id') as never),
        mailbox_address_key: knex.raw(chosen, keys('mailbox_address') as never),
      }),
  );
}
