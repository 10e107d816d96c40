import type { Core } from '@strapi/types';
import { grouped } from '../../../src/canonical/grouped';
import type { Sql } from '../host/sql';
import { chunks, type Row } from '../host/rows';
import { addressKey, addressOf, sameAddress } from './address';
import { mailboxTables } from './models';
import type { MailboxStore } from './store';
import { type UserType, whyNotTrusted } from './who-writes';

/** What the rule gives a person. */
interface ByRule {
  readonly address: string;
  /** documentId of somebody else who has it. */
  readonly takenBy: string | null;
}
export interface RuleReading {
  readonly attribute: string | null;
  readonly by: string | null;
  readonly at: number | null;
  readonly problem: string | null;
}
export interface Rule {
  read(): Promise<RuleReading>;
  /** Where the attribute is kept; null where no rule counts. */
  column(): Promise<{ table: string; column: string } | null>;
  /** What the rule of an attribute that was just found to count gives people without a mailbox of their own. */
  givesTo(users: readonly string[], attribute: string): Promise<Map<string, ByRule>>;
  /** To whom the rule gives one of these addresses. Keys as `addressKey` makes them. */
  holders(addresses: readonly string[]): Promise<Map<string, string>>;
}

const CHUNK = 200;

/**
 * Mailboxes by an attribute of the host's users. It is read when it is needed and kept nowhere, so that switching the rule off, or a role that
 * may write the attribute from now on, ends it at once.
 */
export function createRule(strapi: Core.Strapi, sql: Sql, store: MailboxStore, userType: UserType): Rule {
  async function read(): Promise<RuleReading> {
    const row = await store.rule();
    if (!row?.attribute) return { attribute: null, by: row?.by ?? null, at: row?.at ?? null, problem: null };
    return { ...row, problem: await whyNotTrusted(strapi, userType, row.attribute) };
  }
  /** Where an attribute is kept. */
  function columnOf(attribute: string): { table: string; column: string } | null {
    const { tableName, attributes } = strapi.db.metadata.get(userType) as unknown as {
      tableName: string;
      attributes: Record<string, { columnName?: string } | undefined>;
    };
    const column = attributes[attribute]?.columnName;
    return column === undefined ? null : { table: tableName, column };
  }
  /** People whom the rule concerns, by address: who was assigned another mailbox does not have this one. */
  async function peopleWith(
    { table, column }: { table: string; column: string },
    addresses: readonly string[],
  ): Promise<Map<string, string[]>> {
    const found: (readonly [string, string])[] = [];
    for (const part of chunks([...new Set(addresses.map(sameAddress))], CHUNK)) {
      const rows = await sql.run<Row[]>((from) =>
        from(`${table} as u`)
          .whereRaw(`lower(trim(??)) in (${part.map(() => '?').join(', ')})`, [`u.${column}`, ...part])
          .whereNotIn('u.document_id', from(mailboxTables.mailboxes).select('user_id'))
          .orderBy('u.id')
          .select('u.document_id', `u.${column} as address`),
      );
      for (const row of rows) found.push([addressKey(String(row['address'])), String(row['document_id'])]);
    }
    return grouped(found);
  }

  return {
    read,
    async column() {
      const { attribute, problem } = await read();
      return attribute === null || problem !== null ? null : columnOf(attribute);
    },
    async givesTo(users, attribute) {
      const where = columnOf(attribute);
      const given = new Map<string, ByRule>();
      if (where === null) return given;
      const said = new Map<string, string>();
      for (const part of chunks([...users], CHUNK))
        for (const row of await sql.run<Row[]>((from) =>
          from(where.table).whereIn('document_id', part).select('document_id', `${where.column} as address`),
        )) {
          const address = addressOf(row['address']);
          if (address !== null) said.set(String(row['document_id']), address);
        }
      const addresses = [...said.values()];
      const [assigned, alike] = [await store.holders(addresses), await peopleWith(where, addresses)];
      for (const [user, address] of said) {
        const key = addressKey(address);
        const takenBy = assigned.get(key) ?? alike.get(key)?.find((one) => one !== user) ?? null;
        given.set(user, { address, takenBy: takenBy === user ? null : takenBy });
      }
      return given;
    },
    async holders(addresses) {
      const { attribute, problem } = await read();
      const where = attribute === null || problem !== null ? null : columnOf(attribute);
      if (where === null) return new Map();
      return new Map(
        [...(await peopleWith(where, addresses))].flatMap(([key, [first]]) => (first === undefined ? [] : [[key, first] as const])),
      );
    },
  };
}
