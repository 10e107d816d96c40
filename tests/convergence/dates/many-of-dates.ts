import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { proveDates } from './prove-dates';
import { historiesOfDates } from './steps-of-dates';

const SEED = process.env['CONVERGENCE_SEED'];

/** `nth`: of those who share the work, so that a seed that is named gives each of them other histories. */
export function proveManyOfDates(numRuns: number, nth: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(historiesOfDates, async (history) => {
      await nextTurn(); // the test runner calls a process dead that says nothing for a minute
      await proveDates(history);
    }),
    { numRuns, ...(SEED ? { seed: Number(SEED) + nth } : {}) },
  );
}
