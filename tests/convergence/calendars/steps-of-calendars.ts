import fc from 'fast-check';
import type { EventBehaviour } from '../../../sandbox/mailbox/event-behaviour';
import { calendarsDeeds, type Edit } from '../people';
import { editOf, type History, historyWith, type Step, stepsOf } from '../steps';

export interface HistoryOfCalendars extends History, Pick<EventBehaviour, 'movedId' | 'movesToldBy' | 'movedProperties' | 'namedChanges'> {
  /** Of the calendar that somebody shares. */
  readonly canEditTheirs: boolean;
}

const which = fc.nat(7);
const weights: Readonly<Partial<Record<(typeof calendarsDeeds)[number], number>>> = { move: 8, name: 5, choose: 3, 'look at': 3 };
const deed: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constant('calendars' as const),
  what: fc.oneof(...calendarsDeeds.map((what) => ({ weight: weights[what] ?? 1, arbitrary: fc.constant(what) }))),
  which,
  to: fc.nat(5),
});
const edit: fc.Arbitrary<Edit> = fc.oneof({ weight: 1, arbitrary: editOf(which, false) }, { weight: 1, arbitrary: deed });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: stepsOf(['calendar'], edit) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('run with a fault' as const),
      resource: fc.constant('calendar' as const),
      fault: fc.record({
        on: fc.constant('/calendars' as const),
        skip: fc.nat(3),
        as: fc.constantFrom(
          'short listing' as const,
          '503' as const,
          '410' as const,
          'html' as const,
          'dropped after' as const,
          'not found' as const,
        ),
      }),
    }),
  },
);

export function historiesOfCalendars(maxLength = 20): fc.Arbitrary<HistoryOfCalendars> {
  const all: Step = { kind: 'edit', resource: 'calendar', edit: { kind: 'calendars', what: 'choose', which: 0, to: 1 } };
  const steps = fc
    .tuple(fc.boolean(), fc.array(step, { minLength: 2, maxLength, size: 'max' }))
    .map(([isAll, rest]) => (isAll ? [all, ...rest] : rest));
  return fc
    .tuple(
      historyWith(steps),
      fc.record({
        movedId: fc.constantFrom('kept' as const, 'new' as const),
        movesToldBy: fc.constantFrom('both' as const, 'source' as const),
        movedProperties: fc.constantFrom('kept' as const, 'lost' as const),
        namedChanges: fc.constantFrom('told' as const, 'told' as const, 'refused' as const),
        canEditTheirs: fc.boolean(),
      }),
    )
    .map(([{ steps, ...history }, mailbox]) => ({
      ...history,
      ...mailbox,
      steps: mailbox.movedId === 'new' ? steps.filter(isSearchPrompt) : steps,
    }));
}

/** A new id, and a search that does not find our key: nothing tells what the item is. */
const isSearchPrompt = (step: Step): boolean => step.kind !== 'run with a fault' || step.fault.as !== 'search lags';
