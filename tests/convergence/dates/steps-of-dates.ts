import fc from 'fast-check';
import type { ConflictResolution, Direction, Side } from '../../../src/contracts';
import { anyFault, type Fault } from '../steps';

/** What people do to a home in which each date of a series has an entry, and to the series in Microsoft. Numbers choose among what is there. */
export interface Deed {
  readonly kind: (typeof deeds)[number][1];
  readonly which: number;
  readonly to: number;
}
type Time = { readonly kind: 'run' | 'full run' | 'tokens expire' } | { readonly kind: 'pass days' | 'killed run'; readonly to: number };
export type StepOfDates =
  | Deed
  | Time
  | { readonly kind: 'run with an edit in between'; readonly at: number; readonly deed: Deed }
  | { readonly kind: 'run with a fault'; readonly fault: Fault }
  | { readonly kind: 'decide'; readonly which: number; readonly winner: Side }
  | { readonly kind: 'feed lags' | 'clock is off'; readonly minutes: number }
  /** Somebody goes on in Outlook with another series for the rest, and the runs meet its two halves one by one. */
  | { readonly kind: 'this and following'; readonly which: number; readonly to: number };

export interface HistoryOfDates {
  readonly deeds: readonly StepOfDates[];
  readonly conflictResolution: ConflictResolution;
  /** From step `turnsAt` on; until then both sides follow each other. Absent: to the end. */
  readonly direction?: Direction;
  readonly turnsAt?: number;
  readonly isVersionPerSeries: boolean;
  readonly seed: number;
}

const deeds = [
  [4, 'series'], [2, 'single'], [2, 'rename series'], [2, 'move series'], [4, 'other rule'], [1, 'whole days'], [2, 'end series'], [1, 'delete there'], [2, 'repeat'], [1, 'repeat no more'],
  [4, 'exception'], [3, 'move date'], [3, 'cancel there'],
  [4, 'edit'], [3, 'move'], [4, 'note'], [3, 'remove'], [1, 'give away'], [1, 'give back'], [1, 'take out'], [1, 'take in'], [1, 'create'], [1, 'retention'],
] as const; // prettier-ignore

const to = fc.nat(90);
const which = fc.nat(40);
const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.oneof(...deeds.map(([weight, kind]) => ({ weight, arbitrary: fc.constant(kind) }))),
  which,
  to,
});
const step: fc.Arbitrary<StepOfDates> = fc.oneof(
  { weight: 46, arbitrary: deed },
  { weight: 10, arbitrary: fc.constant<StepOfDates>({ kind: 'run' }) },
  { weight: 1, arbitrary: fc.constant<StepOfDates>({ kind: 'full run' }) },
  { weight: 1, arbitrary: fc.constant<StepOfDates>({ kind: 'tokens expire' }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass days' as const), to }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('killed run' as const), to }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('run with an edit in between' as const), at: fc.integer({ min: 1, max: 6 }), deed }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('run with a fault' as const), fault: anyFault }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('decide' as const), which, winner: fc.constantFrom<Side>('strapi', 'microsoft') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('feed lags' as const), minutes: fc.constantFrom(1, 4, 10) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock is off' as const), minutes: fc.constantFrom(-5, -2, 2, 5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('this and following' as const), which, to }) },
); // prettier-ignore

export const historiesOfDates: fc.Arbitrary<HistoryOfDates> = fc.record({
  deeds: fc.array(step, { minLength: 3, maxLength: 18, size: 'max' }),
  conflictResolution: fc.constantFrom<ConflictResolution>('strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'),
  direction: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Direction>('bidirectional') },
    { weight: 1, arbitrary: fc.constant<Direction>('strapi-to-microsoft') },
    { weight: 1, arbitrary: fc.constant<Direction>('microsoft-to-strapi') },
  ),
  turnsAt: fc.oneof(fc.constant(0), fc.nat(8)),
  isVersionPerSeries: fc.boolean(),
  seed: fc.nat(1000),
});
