import { setImmediate as nextTurn } from 'node:timers/promises';

/** Whoever else waits in this process has their turn after so long. */
const LONGEST_TURN_MS = 10;

/** Carries out steps one after another, and lets others have their turn between two. */
export async function inTurns<T>(steps: Iterator<unknown, T>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < LONGEST_TURN_MS) continue;
    await nextTurn();
    began = performance.now();
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
