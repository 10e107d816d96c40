import { setImmediate as nextTurn } from 'node:timers/promises';

/** Whoever else waits in this process has their turn after so long. */
const LONGEST_TURN_MS = 10;

/**
 * Called between two steps of something long: lets others have their turn where this has had its own. Statements of SQLite do not, for they are
 * done before they return.
 */
export function takingTurns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < LONGEST_TURN_MS) return;
    await nextTurn();
    began = performance.now();
  };
}

/** Carries out steps one after another, and lets others have their turn between two. */
export async function inTurns<T>(steps: Iterator<unknown, T>): Promise<T> {
  const others = takingTurns();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await others();
  }
}

/** Each in its own step. */
export const mapInTurns = <T, U>(all: readonly T[], map: (one: T) => U): Promise<U[]> =>
  inTurns(
    (function* () {
      const mapped: U[] = [];
      for (const one of all) {
        mapped.push(map(one));
        yield;
      }
      return mapped;
    })(),
  );
