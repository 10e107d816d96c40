import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveAccountsTheirKeys, mailboxKeysOf, usersAt } from '../../server/src/accounts/mailbox-keys';
import { accountModel } from '../../server/src/accounts/models';
import { createSql, type Sql } from '../../server/src/host/sql';
import { bootStrapi, type BootedStrapi } from '../support';

describe('the keys by which accounts are found', () => {
  let booted: BootedStrapi;
  let sql: Sql;
  const knex = (table: string) => booted.strapi.db.connection(table);
  beforeAll(async () => {
    booted = await bootStrapi();
    sql = createSql(booted.strapi, { offsetMs: 0 });
  });
  beforeEach(() => knex(accountModel.tableName).delete());
  afterAll(() => booted.close());

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
