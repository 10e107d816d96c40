import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** What the gateway does to the world; tests hand in their own. */
export interface Effects {
  fetch: typeof fetch;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Aborted after so long. */
  timeOut(milliseconds: number): AbortSignal;
  random(): number;
  now(): number;
  newId(): string;
}

export const systemEffects: Effects = {
  fetch: (input, init) => fetch(input, init),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, signal === undefined ? {} : { signal }),
  timeOut: (milliseconds) => AbortSignal.timeout(milliseconds),
  random: Math.random,
  now: Date.now,
  newId: randomUUID,
};
