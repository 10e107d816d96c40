import createKnex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sql } from '../host/sql';
import { accountModel } from './models';
import { giveAccountsTheirKeys, mailboxKeysOf, usersAt } from './mailbox-keys';

describe('the keys by which accounts are found', () => {
  let knex: Knex;
  let sql: Pick<Sql, 'run'>;
  beforeEach(async () => {
    knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    sql = { run: async (ask) => ask(((table: string) => knex(table)) as never, knex as never) };
    await knex.schema.createTable(accountModel.tableName, (table) => {
      table.increments('id');
      for (const name of ['user_id', 'mailbox_id', 'mailbox_id_key', 'mailbox_address', 'mailbox_address_key', 'assigned_address'])
        table.string(name);
    });
  });
  afterEach(() => knex.destroy());

  const account = (user: string, mailbox: string) => ({ user_id: user, mailbox_id: `id of ${mailbox}`, mailbox_address: mailbox });
  const keysOf = (mailbox: string) => {
    const { mailboxIdKey, mailboxAddressKey } = mailboxKeysOf({ mailboxId: `id of ${mailbox}`, mailboxAddress: mailbox });
    return { mailbox_id_key: mailboxIdKey, mailbox_address_key: mailboxAddressKey };
  };

  it('accounts of an earlier version get theirs at the next start', async () => {
    await knex(accountModel.tableName).insert([account('ada', 'Ada@x.example'), account('ben', 'ben@x.example')]);
    await giveAccountsTheirKeys(sql);
    expect(await usersAt(sql, ['ada@X.example'])).toEqual(['ada']);
    expect(await usersAt(sql, ['ID of ben@x.example'])).toEqual(['ben']);
  });

  it('so does one that a server of the version before has given another mailbox while servers were restarted one after the other', async () => {
    await knex(accountModel.tableName).insert({ ...account('ada', 'new@x.example'), ...keysOf('old@x.example') });
    await giveAccountsTheirKeys(sql);
    expect(await usersAt(sql, ['new@x.example'])).toEqual(['ada']);
    expect(await usersAt(sql, ['id of new@x.example'])).toEqual(['ada']);
    expect(await usersAt(sql, ['old@x.example'])).toEqual([]);
  });
});
