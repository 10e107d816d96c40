import { settingNames } from '../../../src/settings/fields';
import type { StateFilter } from '../accounts';
import type { ApplicationOverview } from '../application';
import { peopleWithOpen } from '../storage/sql/open-counts';
import { mailboxTables } from '../mailboxes/models';
import type { HostTables } from '../host/host-tables';
import type { Sql, Table } from '../host/sql';
import { toHostUser, type HostUser } from '../host/users';
import type { Row } from '../host/rows';
import { displayNameSql } from './display-name';
import type { Reach } from './reach';
import { whereWords } from './search';

export interface UserFilter {
  readonly search?: string;
  /** People for whom this organization counts. */
  readonly organization?: string;
  /** With or without settings of their own. */
  readonly overrides?: boolean;
  readonly hasAccount?: boolean;
  /** Something of theirs waits for a decision: a conflict, a held item, deletions that were stopped, or one of their resources. */
  readonly hasOpen?: boolean;
  /** A mailbox was assigned to them by somebody, or none was; 'stopped': their connection waits for it. */
  readonly mailbox?: 'assigned' | 'unassigned' | 'stopped';
  /** Accounts in one state. Of these organizations another application counts than of everybody else. */
  readonly accounts?: AccountFilter;
  readonly reach: Reach;
}
export interface AccountFilter {
  readonly state: StateFilter;
  readonly application: ApplicationFacts;
  /** Deactivated or blocked people are in one state whatever their account says: the one that is meant, or another. */
  readonly blocked: { readonly where: (query: Table, alias: string) => void; readonly isMeant: boolean };
  readonly others: readonly { readonly application: ApplicationFacts; readonly organizations: readonly string[] }[];
}
type ApplicationFacts = ReturnType<ApplicationOverview['of']>;
export interface Part {
  readonly offset: number;
  readonly limit: number;
}

/** The host's people by filter, in the order of their names. */
export function createUserList(sql: Sql, tables: () => HostTables, ofSettings: () => string) {
  function filtered(from: (table: string) => Table, filter: UserFilter): Table {
    const { users } = tables();
    const query = from(`${users.table} as u`);
    if (filter.organization !== undefined) void query.whereIn('u.id', countingMembers(from, tables(), [filter.organization]));
    if (filter.hasAccount !== undefined) {
      const accounts = from('microsoft_sync_accounts as a').select('a.user_id');
      void (filter.hasAccount ? query.whereIn('u.document_id', accounts) : query.whereNotIn('u.document_id', accounts));
    }
    if (filter.hasOpen !== undefined) {
      const open = peopleWithOpen(from);
      void (filter.hasOpen ? query.whereIn('u.document_id', open) : query.whereNotIn('u.document_id', open));
    }
    if (filter.mailbox !== undefined) whereMailbox(query, from, filter.mailbox);
    if (filter.accounts) whereInState(query, from, filter.accounts);
    if (filter.overrides !== undefined) {
      const own = from(`${ofSettings()} as s`)
        .where((any) => whereSet(any, 's'))
        .select('s.user_id');
      void (filter.overrides ? query.whereIn('u.document_id', own) : query.whereNotIn('u.document_id', own));
    }
    const { reach } = filter;
    if (reach.kind === 'some')
      void query.where(
        (any) =>
          void any.whereIn('u.document_id', [...reach.users]).orWhereIn('u.id', countingMembers(from, tables(), [...reach.organizations])),
      );
    // Last, for it costs the most: SQLite keeps to this order.
    if (filter.search)
      whereWords(
        query,
        sql,
        users.columns.map((column) => `u.${column}`),
        filter.search,
      );
    return query;
  }

  function whereInState(query: Table, from: (table: string) => Table, filter: AccountFilter): void {
    const ofBlocked = from(`${tables().users.table} as b`).select('b.id');
    filter.blocked.where(ofBlocked, 'b');
    const accounts = from('microsoft_sync_accounts as a').select('a.user_id');
    const inState = (any: Table) => whereAccount(any, from, filter);
    if (!filter.blocked.isMeant) void query.whereNotIn('u.id', ofBlocked).where(inState);
    else
      void query.where(
        (any) => void any.where(inState).orWhere((all) => void all.whereIn('u.id', ofBlocked).whereIn('u.document_id', accounts)),
      );
  }

  function whereAccount(any: Table, from: (table: string) => Table, { state, application, others }: AccountFilter): void {
    const inState = (facts: ApplicationFacts) => {
      const accounts = from('microsoft_sync_accounts as a').select('a.user_id');
      state.where(accounts, 'a', facts);
      return accounts;
    };
    const elsewhere = others.flatMap(({ organizations }) => organizations);
    void any.where((shared) => {
      void shared.whereIn('u.document_id', inState(application));
      if (elsewhere.length > 0) void shared.whereNotIn('u.id', countingMembers(from, tables(), elsewhere));
    });
    for (const other of others)
      void any.orWhere(
        (own) =>
          void own
            .whereIn('u.document_id', inState(other.application))
            .whereIn('u.id', countingMembers(from, tables(), other.organizations)),
      );
  }

  return {
    /** For a condition of another statement. */
    documentIds: (from: (table: string) => Table, filter: UserFilter): Table => filtered(from, filter).select('u.document_id'),
    async count(filter: UserFilter): Promise<number> {
      const [row] = await sql.run<Row[]>((from) => filtered(from, filter).count({ n: '*' }));
      return Number(row?.['n'] ?? 0);
    },
    /** `total` is what `count` gave: a part near the end is sought from there, for sorting costs by what lies before the part. */
    async find(filter: UserFilter, { offset, limit }: Part, total: number): Promise<HostUser[]> {
      const { table, columns } = tables().users;
      const size = Math.min(limit, total - offset);
      if (size <= 0) return [];
      const isNearEnd = offset > total / 2;
      const direction = isNearEnd ? 'desc' : 'asc';
      const ids = await sql.run<Row[]>((from, knex) =>
        filtered(from, filter)
          .orderBy([
            { column: knex.raw(displayNameSql(sql, 'u', columns)) as unknown as string, order: direction },
            { column: 'u.document_id', order: direction },
          ])
          .limit(size)
          .offset(isNearEnd ? total - offset - size : offset)
          .select('u.id'),
      );
      const rows = await sql.run<Row[]>((from) =>
        from(table)
          .whereIn(
            'id',
            ids.map(({ id }) => Number(id)),
          )
          .select('id', 'document_id', ...columns),
      );
      const found = new Map(rows.map((row) => [Number(row['id']), toHostUser({ ...row, documentId: row['document_id'] })]));
      const users = ids.flatMap(({ id }) => found.get(Number(id)) ?? []);
      return isNearEnd ? users.reverse() : users;
    },
  };
}

/** Connections of application mode that no assignment stands behind (any more). */
function whereMailbox(query: Table, from: (table: string) => Table, show: NonNullable<UserFilter['mailbox']>): void {
  const assigned = from(mailboxTables.mailboxes).select('user_id');
  if (show === 'assigned') void query.whereIn('u.document_id', assigned);
  else if (show === 'unassigned') void query.whereNotIn('u.document_id', assigned);
  if (show !== 'stopped') return;
  const waiting = from('microsoft_sync_accounts as a')
    .where((any) => void any.whereIn('a.failure_reason', ['mailbox-not-assigned', 'mailbox-taken']))
    .select('a.user_id');
  void query.whereIn('u.document_id', waiting);
}

/** Row ids of the people for whom one of these organizations counts: there is no older one that they are in. */
function countingMembers(from: (table: string) => Table, { organizations, membership }: HostTables, ids: readonly string[]): Table {
  const of = (m: string, o: string) => {
    const query = from(`${membership.table} as ${m}`).join(`${organizations.table} as ${o}`, `${o}.id`, `${m}.${membership.organization}`);
    return membership.isOfDrafts ? query.whereNull(`${o}.published_at`) : query;
  };
  const older = of('m2', 'o2')
    .whereRaw('?? = ??', [`m2.${membership.user}`, `m.${membership.user}`])
    .whereRaw('?? <> ??', ['o2.document_id', 'o.document_id'])
    .whereRaw('(o2.created_at < o.created_at or (o2.created_at = o.created_at and o2.document_id < o.document_id))')
    .select('m2.id');
  return of('m', 'o')
    .whereIn('o.document_id', [...ids])
    .whereNotNull(`m.${membership.user}`)
    .whereNotExists(older)
    .select(`m.${membership.user}`);
}

const columnNames = settingNames.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** One of the settings is written. */
export function whereSet(query: Table, alias: string): void {
  for (const column of columnNames) void query.orWhereNotNull(`${alias}.${column}`);
}
