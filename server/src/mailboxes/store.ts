import { errors } from '@strapi/utils';
import type { MailboxAssignment } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';
import type { Sql } from '../host/sql';
import { chunks, type Row, textOrNull } from '../host/rows';
import { afterAttempt, isRace, MOST_ATTEMPTS } from '../storage/sql/races';
import { upsert } from '../storage/sql/upsert';
import { addressKey } from './address';
import { mailboxTables } from './models';

interface AssignedRow {
  readonly user: string;
  readonly address: string;
  readonly how: MailboxAssignment['how'];
  readonly by: string | null;
  readonly at: number;
}
export interface ChangeRow {
  readonly user: string;
  readonly address: string | null;
  readonly how: MailboxAssignment['how'] | 'stopped' | 'disconnected';
  readonly by: string | null;
  readonly at: number;
}
interface RuleRow {
  readonly attribute: string | null;
  readonly by: string | null;
  readonly at: number;
}
export interface MailboxStore {
  findMany(users: readonly string[]): Promise<Map<string, AssignedRow>>;
  /** Whose each of these addresses is; those that are nobody's are left out. Keys as `addressKey` makes them. */
  holders(addresses: readonly string[]): Promise<Map<string, string>>;
  /** Puts one in the place of what was there, and notes it. False where it is somebody else's. */
  assign(row: AssignedRow): Promise<boolean>;
  withdraw(options: { user: string; how: MailboxAssignment['how']; by: string | null; at: number }): Promise<void>;
  note(change: ChangeRow): Promise<void>;
  /** The newest first. */
  changes(user: string, limit: number): Promise<ChangeRow[]>;
  rule(): Promise<RuleRow | null>;
  writeRule(row: RuleRow): Promise<void>;
}

const { mailboxes, changes, rules } = mailboxTables;
const CHUNK = 500;
const SYSTEM = 'system';

/** `hold`: of these people those who are there, and stay until the open transaction ends (`host/presence.ts`). */
export function createMailboxStore(sql: Sql, hold: (users: readonly string[]) => Promise<ReadonlySet<string>>): MailboxStore {
  const note = ({ user, address, how, by, at }: ChangeRow) =>
    sql.run((from) => from(changes).insert({ user_id: user, address, how, assigned_by: by, assigned_at: at }));
  const holders = async (addresses: readonly string[]): Promise<Map<string, string>> => {
    const found = new Map<string, string>();
    for (const part of chunks([...new Set(addresses.map(addressKey))], CHUNK))
      for (const row of await sql.run<Row[]>((from) => from(mailboxes).whereIn('address_key', part).select('address_key', 'user_id')))
        found.set(String(row['address_key']), String(row['user_id']));
    return found;
  };
  const isAnothers = async ({ user, address }: AssignedRow): Promise<boolean> =>
    ((await holders([address])).get(addressKey(address)) ?? user) !== user;
  async function assignOnce(row: AssignedRow): Promise<boolean> {
    if (!(await hold([row.user])).has(row.user)) throw unknownUser();
    if (await isAnothers(row)) return false;
    const data = {
      address: row.address,
      address_key: addressKey(row.address),
      how: row.how,
      assigned_by: row.by,
      assigned_at: row.at,
    };
    const updated = await sql.run<number>((from) => from(mailboxes).where('user_id', row.user).update(data));
    if (Number(updated) === 0) await sql.run((from) => from(mailboxes).insert({ user_id: row.user, ...data }));
    await note(row);
    return true;
  }

  return {
    holders,
    async findMany(users) {
      const found = new Map<string, AssignedRow>();
      for (const part of chunks([...users], CHUNK))
        for (const row of await sql.run<Row[]>((from) => from(mailboxes).whereIn('user_id', part).select('*')))
          found.set(String(row['user_id']), assignedOf(row));
      return found;
    },
    async assign(row) {
      for (let attempt = 1; ; attempt += 1)
        try {
          return await sql.attempt(() => assignOnce(row));
        } catch (error) {
          if (!isRace(error)) throw error;
          if (await isAnothers(row)) return false; // two at once: the database's own key lets one of them in
          if (sql.isInTransaction() || attempt === MOST_ATTEMPTS) throw error; // after a deadlock MySQL has ended all of a transaction
          await afterAttempt(attempt);
        }
    },
    async withdraw({ user, how, by, at }) {
      await sql.transaction(async () => {
        if (!(await hold([user])).has(user)) return; // nothing of theirs is left
        const gone = await sql.run<number>((from) => from(mailboxes).where('user_id', user).delete());
        if (Number(gone) > 0) await note({ user, address: null, how, by, at });
      });
    },
    async note(change) {
      await sql.transaction(async () => {
        if ((await hold([change.user])).has(change.user)) await note(change);
      });
    },
    async changes(user, limit) {
      const rows = await sql.run<Row[]>((from) =>
        from(changes).where('user_id', user).orderBy('assigned_at', 'desc').orderBy('id', 'desc').limit(limit).select('*'),
      );
      return rows.map((row) => ({
        user,
        address: textOrNull(row['address']),
        how: String(row['how']) as ChangeRow['how'],
        by: textOrNull(row['assigned_by']),
        at: Number(row['assigned_at']),
      }));
    },
    async rule() {
      const [row] = await sql.run<Row[]>((from) => from(rules).where('key', SYSTEM).select('*'));
      return row ? { attribute: textOrNull(row['attribute']), by: textOrNull(row['switched_by']), at: Number(row['switched_at']) } : null;
    },
    async writeRule({ attribute, by, at }) {
      await upsert(sql, { table: rules, key: 'key' }, [{ key: SYSTEM, attribute, switched_by: by, switched_at: at }]);
    },
  };
}

const unknownUser = () => new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' satisfies ErrorCode });

function assignedOf(row: Row): AssignedRow {
  return {
    user: String(row['user_id']),
    address: String(row['address']),
    how: String(row['how']) as AssignedRow['how'],
    by: textOrNull(row['assigned_by']),
    at: Number(row['assigned_at']),
  };
}
