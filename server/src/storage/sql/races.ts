import { setTimeout as wait } from 'node:timers/promises';

/** Two that write the same for the first time at once: a unique key, a lock or a deadlock let one through, and the other begins again on what is there then. */
export const isRace = (error: unknown): boolean => RACES.has(String((error as { code?: unknown } | null)?.code));
const RACES = new Set([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_BUSY',
  '23505',
  '40P01',
  '40001',
  'ER_DUP_ENTRY',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
]);

export const MOST_ATTEMPTS = 5;
/** Before the next attempt; the longer, the more there were. */
export const afterAttempt = (attempt: number): Promise<void> => wait(20 * attempt);
