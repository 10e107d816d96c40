import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/types';
import { sayFailedIn } from '../causes/say-failed';

type Knex = Core.Strapi['db']['connection'];
export type Table = ReturnType<Core.Strapi['db']['getConnection']>;

/** Our own tables, reached inside whatever transaction is open: a second connection would wait for itself on SQLite. */
export interface Sql {
  /** One statement. `from(table)` begins a query on one of our tables. */
  run<T>(work: (from: (table: string) => Table, knex: Knex) => PromiseLike<T>): Promise<T>;
  /** All or nothing; joins an open transaction. Never make an HTTP request in here. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /**
   * The same for what may fail, and is followed by something else then: in an open transaction a part of its own is taken back. PostgreSQL would
   * refuse whatever comes after an error there.
   */
  attempt<T>(work: () => Promise<T>): Promise<T>;
  isInTransaction(): boolean;
  /** Runs `work` once the open transaction has committed, or at once where none is open. A failure of it is logged: Strapi does not await it. */
  afterCommit(work: () => Promise<void>): void;
  /** The database's clock as SQL, in epoch milliseconds. */
  readonly nowSql: string;
  readonly client: 'sqlite' | 'postgres' | 'mysql';
}

export function createSql(strapi: Core.Strapi, clock: { readonly offsetMs: number }): Sql {
  const { db } = strapi;
  const client = db.dialect.client as Sql['client'];
  const schema = db.getSchemaName();
  const report = (error: unknown) => sayFailedIn(strapi.log, 'work after a commit', error);

  let attempts = 0;
  /** Savepoints that stand beside each other, one after the other: to release one releases those that came after it. */
  interface Scope {
    readonly knex: Knex;
    tail: Promise<unknown>;
  }
  const within = new AsyncLocalStorage<Scope>();
  const scopes = new WeakMap<Knex, Scope>();
  function scopeOf(knex: Knex): Scope {
    const outer = within.getStore();
    if (outer?.knex === knex) return outer;
    const known = scopes.get(knex) ?? { knex, tail: Promise.resolve() };
    scopes.set(knex, known);
    return known;
  }
  async function withSavepoint<T>(knex: Knex, work: () => Promise<T>): Promise<T> {
    attempts += 1;
    const name = `microsoft_sync_${attempts}`;
    await knex.raw(`savepoint ${name}`);
    try {
      const result = await within.run({ knex, tail: Promise.resolve() }, work);
      await knex.raw(`release savepoint ${name}`);
      return result;
    } catch (error) {
      // After a deadlock MySQL has ended all of the transaction: then the first error tells more.
      await knex.raw(`rollback to savepoint ${name}`).catch(() => undefined);
      throw error;
    }
  }

  async function connection(): Promise<{ knex: Knex }> {
    return { knex: db.inTransaction() ? (await db.transaction()).get() : db.connection };
  }

  return {
    async run(work) {
      const { knex } = await connection();
      return work((table) => (schema ? knex.withSchema(schema).table(table) : knex(table)) as Table, knex);
    },
    transaction: (work) => db.transaction(async () => work()) as ReturnType<typeof work>,
    async attempt(work) {
      if (!db.inTransaction()) return db.transaction(async () => work()) as ReturnType<typeof work>;
      const { knex } = await connection();
      const scope = scopeOf(knex);
      const turn = scope.tail;
      const attempt = turn.then(() => withSavepoint(knex, work));
      scope.tail = attempt.catch(() => undefined);
      return attempt;
    },
    isInTransaction: () => db.inTransaction(),
    afterCommit(work) {
      const safely = () => work().catch(report);
      if (!db.inTransaction()) void safely();
      else void db.transaction(async ({ onCommit }: { onCommit: (callback: () => unknown) => void }) => onCommit(safely));
    },
    client,
    get nowSql() {
      return `(${clockSql(client)} + ${Math.trunc(clock.offsetMs)})`;
    },
  };
}

/**
 * Milliseconds since 1970 by the database's own clock, so that instances with different clocks agree on leases. The time at which a statement began:
 * one that goes on within a statement would have to be asked for each row, and no index could be used.
 */
function clockSql(client: string): string {
  switch (client) {
    case 'postgres':
      return '(extract(epoch from statement_timestamp()) * 1000)::bigint';
    case 'mysql':
      return 'cast(unix_timestamp(now(3)) * 1000 as signed)';
    default:
      return "cast((julianday('now') - 2440587.5) * 86400000 as integer)";
  }
}
