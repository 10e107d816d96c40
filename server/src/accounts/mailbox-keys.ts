import type { Sql } from '../host/sql';
import { type Row, textOrNull } from '../host/rows';
import { addressKey, sameAddress } from '../mailboxes/address';
import { accountModel } from './models';
import type { AccountRow } from './store';

const TABLE = accountModel.tableName;
const CHUNK = 500;

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

const NAMES = ['mailbox_id', 'mailbox_address'] as const;

/**
 * Accounts of an earlier version have no keys; and while servers are restarted one after the other, one of the version before goes on, and leaves the keys as
 * they are where it writes another mailbox. Whose key is wrong is found by nobody, and the mailbox could be given to somebody else: all are looked through, once
 * at every start.
 */
export async function giveAccountsTheirKeys(sql: Pick<Sql, 'run'>): Promise<void> {
  for (let after = 0; ;) {
    const rows = await sql.run<Row[]>((from) =>
      from(TABLE)
        .where('id', '>', after)
        .orderBy('id')
        .limit(CHUNK)
        .select('id', ...NAMES, ...NAMES.map((name) => `${name}_key`)),
    );
    const last = rows.at(-1);
    if (!last) return;
    after = Number(last['id']);
    const without = rows.filter(isWithoutKeys);
    if (without.length > 0) await giveTo(sql, without);
    for (const row of rows) if (!isWithoutKeys(row) && !hasItsKeys(row)) await mend(sql, row);
  }
}

const isWithoutKeys = (row: Row): boolean => row['mailbox_address_key'] === null && row['mailbox_address'] !== null;
const hasItsKeys = (row: Row): boolean => NAMES.every((name) => row[`${name}_key`] === keyIn(row, name));
const keyIn = (row: Row, name: (typeof NAMES)[number]): string | null => keyOf(textOrNull(row[name]));

/** Where nobody else has written meanwhile. */
async function giveTo(sql: Pick<Sql, 'run'>, rows: readonly Row[]): Promise<void> {
  const keys = (name: (typeof NAMES)[number]) => rows.flatMap((row) => [Number(row['id']), keyIn(row, name)]);
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

/** The same: they are few. */
async function mend(sql: Pick<Sql, 'run'>, row: Row): Promise<void> {
  await sql.run((from) =>
    from(TABLE)
      .where({ id: row['id'], mailbox_id: row['mailbox_id'], mailbox_address: row['mailbox_address'] })
      .update({ mailbox_id_key: keyIn(row, 'mailbox_id'), mailbox_address_key: keyIn(row, 'mailbox_address') }),
  );
}
