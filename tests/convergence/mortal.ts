import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/types';
import type { Effect, Lookout } from './point';

/** Ends whatever a killed process was doing; nothing that it tries afterwards has an effect. */
class Killed extends Error {}

/**
 * A run that can die before any of its effects: a statement of the database, a request, or its answer. They count from its first request: what is
 * before only reads who it is about.
 */
export class Mortal {
  isDead = false;
  /** How often it has written an entry. */
  entryWrites = 0;
  private isAtWork = false;

  constructor(private readonly end: Lookout | null) {}

  /** Before every effect, and after an answer. */
  pass(effect: Effect, of: 'statement' | 'request'): void {
    this.isAtWork ||= of === 'request';
    if (this.isAtWork && !this.isDead && this.end?.isAt(effect)) this.isDead = true;
    if (this.isDead) throw new Killed('killed');
  }
}

const statementName = (sql = ''): string =>
  /^(insert into|update|delete from|\w+)( ([`"]\w+[`"]\.)?[`"]\w+[`"])?/i.exec(sql)?.[0].replace(/[`"]/g, '') ?? sql;

const writesEntry =
  /^(insert into|update|delete from) ([`"]\w+[`"]\.)?[`"](microsoft_sync_(calendar_events|tasks)|meetings|activities)[`"]/i;
const living = new AsyncLocalStorage<Mortal | null>();

export const asMortal = <T>(mortal: Mortal, work: () => Promise<T>): Promise<T> => living.run(mortal, work);
/** What people do while a run is under way is none of its doing. */
export const asBystander = <T>(work: () => Promise<T>): Promise<T> => living.run(null, work);
export const currentMortal = (): Mortal | null => living.getStore() ?? null;

interface Statement {
  readonly sql?: string;
}
interface Connections {
  _query(this: unknown, connection: unknown, statement: Statement): Promise<unknown>;
}

interface Callbacks {
  readonly onCommit: (callback: () => unknown) => void;
}
type Transactions = { transaction(this: unknown, work?: (callbacks: Callbacks) => unknown): Promise<unknown> };

/** From now on a run dies before a statement of its own: what it has committed stands, what it has not is rolled back, as when a connection breaks. */
export function letStatementsKill(strapi: Core.Strapi): void {
  announceUnlessDead(strapi.db as unknown as Transactions);
  const connections = Object.getPrototypeOf(strapi.db.connection.client) as Connections;
  const send = connections._query;
  connections._query = async function (connection, statement) {
    const mortal = currentMortal();
    const isOfNoEffect = /^(BEGIN|ROLLBACK)\b/i.test(statement.sql ?? '');
    if (mortal === null || isOfNoEffect) return send.call(this, connection, statement);
    try {
      mortal.pass({ when: 'before', names: [statementName(statement.sql)] }, 'statement');
    } catch (killed) {
      if (/^COMMIT\b/i.test(statement.sql ?? '')) await send.call(this, connection, { ...statement, sql: 'ROLLBACK;' });
      throw killed;
    }
    if (writesEntry.test(statement.sql ?? '')) mortal.entryWrites += 1;
    return send.call(this, connection, statement);
  };
}

/** What Strapi announces after a commit nobody waits for: the dead announce nothing, and nobody dies of it. */
function announceUnlessDead(db: Transactions): void {
  const transaction = db.transaction.bind(db);
  db.transaction = (work) =>
    work === undefined
      ? transaction()
      : transaction(({ onCommit, ...others }) =>
          work({
            ...others,
            onCommit: (callback) => onCommit(() => (currentMortal()?.isDead ? undefined : asBystander(async () => callback()))),
          }),
        );
}
