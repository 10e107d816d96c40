import fc from 'fast-check';
import type { Resource } from '../../../src/contracts';
import { type Edit, hostDeeds } from '../people';
import { type History, historyWith, type Step, stepsOf } from '../steps';

export interface HistoryOfHomes extends History {
  /** A hook of the host makes something else of what is written. */
  readonly isAltering: boolean;
}

const RESOURCES: readonly Resource[] = ['calendar', 'tasks'];
const side = fc.constantFrom('here' as const, 'there' as const);
const which = fc.nat(7);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('create' as const), side, shape: fc.nat(9) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('edit' as const), side, which, field: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), side, which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unmapped' as const), which }) },
  { weight: 14, arbitrary: fc.record({ kind: fc.constant('host' as const), what: fc.constantFrom(...hostDeeds), which, to: fc.nat(5) }) },
);

export function historiesOfHomes(maxLength = 20, isPossible: (step: Step) => boolean = () => true): fc.Arbitrary<HistoryOfHomes> {
  // Homes are configured before Strapi is started: never in the middle of a run.
  const isAsConfigured = (step: Step) => step.kind !== 'run with an edit in between' || !('what' in step.edit) || step.edit.what !== 'home';
  const steps = fc.array(
    stepsOf(RESOURCES, edit).filter((step) => isAsConfigured(step) && isPossible(step)),
    { minLength: 2, maxLength, size: 'max' },
  );
  return fc.tuple(historyWith(steps), fc.boolean()).map(([history, isAltering]) => ({ ...history, isAltering }));
}
