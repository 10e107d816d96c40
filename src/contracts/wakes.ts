import type { Core } from '@strapi/strapi';

/** Why an account is woken. What a person has changed here goes first, then what Microsoft says has changed there; readings at their interval come last. */
export type WakePriority = 'edit' | 'notice' | 'interval';

/** Strapi's open transaction, as Knex has it. */
export interface WakeTransaction {
  raw(sql: string, bindings?: readonly unknown[]): PromiseLike<unknown>;
}

export interface WakeOptions {
  readonly priority: WakePriority;
  /** It is not handled before then. Absent: at once. */
  readonly notBefore?: Date;
  /** The wake is sent once this commits, and not at all where it is rolled back. Absent: none is open. */
  readonly trx?: WakeTransaction;
}

/** Ends once this process has looked for what is due; rejects where it could not. */
export type WakeHandler = (account: string) => Promise<void>;

/**
 * Carries the word that an account is due from the process where something has happened to one that runs work. It carries nothing else: what is due,
 * who does it, and how often is in the database, where each process looks by itself too. So a wake that is lost costs time and nothing else, and one
 * that comes twice costs a look.
 */
export interface WakeEngine {
  /** From now on wakes are handed to this process. Called once, and only where work is run. */
  start(handler: WakeHandler): Promise<void>;
  /** In any process, started or not. Wakes of the same account that wait may be one. */
  wake(account: string, options: WakeOptions): Promise<void>;
  /** Hands out nothing more, and waits for the handlers that are under way. */
  stop(): Promise<void>;
  /** How many wakes it has given up, for the page Status. */
  undelivered?(): Promise<number>;
}

/** Makes the engine of a process. `runsWork`: it will be started. A failure stops the start of Strapi. */
export type CreateWakeEngine = (host: { readonly strapi: Core.Strapi; readonly runsWork: boolean }) => WakeEngine | Promise<WakeEngine>;
