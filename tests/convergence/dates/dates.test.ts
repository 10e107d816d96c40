import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { it } from 'vitest';
import { shareOf } from '../prove';
import { proveDates } from './prove-dates';
import { historiesOfDates } from './steps-of-dates';

const HISTORIES = shareOf(0.5);
const SEED = process.env['CONVERGENCE_SEED'];

it(
  `${HISTORIES} histories of series in a home without rules converge`,
  () =>
    fc.assert(
      fc.asyncProperty(historiesOfDates, async (history) => {
        await nextTurn(); // the test runner calls a process dead that says nothing for a minute
        await proveDates(history);
      }),
      { numRuns: HISTORIES, ...(SEED ? { seed: Number(SEED) } : {}) },
    ),
  3_600_000,
);
