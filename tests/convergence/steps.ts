import fc from 'fast-check';
import type { ConflictResolution, Direction, Resource, Side } from '../../src/contracts';
import type { Edit } from './people';
import type { Point } from './point';

/** What can go wrong with one answer of Microsoft's. */
export interface Fault {
  readonly on: 'delta' | '$batch' | '/events' | '/calendars' | 'exceptionOccurrences' | '/instances' | '/todo' | 'any';
  readonly skip: number;
  /** `412`, the answer to a write of an old version, is never drawn: it comes by itself where somebody was faster. */
  readonly as: (typeof faults)[number] | '412' | 'short listing';
}
const faults = [
  'dropped before', 'dropped after', '429', 'throttled', '503', '500', '504', '410', 'cut', 'html', 'empty', 'otherShape', 'reordered', 'doubled', 'replayed', 'again', 'search lags', 'not found',
] as const; // prettier-ignore

/**
 * What can happen; a history is a list of these, and shrinks to the shortest that still fails. A number is drawn, and names the effect of the
 * engine, or its request, that comes so late in the run; a history that is kept names its point.
 */
export type Step =
  | { readonly kind: 'edit'; readonly resource: Resource; readonly edit: Edit }
  | { readonly kind: 'run' | 'full run'; readonly resource: Resource | 'all' }
  | { readonly kind: 'killed run'; readonly resource: Resource | 'all'; readonly at: number | Point }
  | { readonly kind: 'run with an edit in between'; readonly resource: Resource; readonly at: number | Point; readonly edit: Edit }
  | { readonly kind: 'run with a fault'; readonly resource: Resource | 'all'; readonly fault: Fault }
  | { readonly kind: 'decide'; readonly resource: Resource; readonly which: number; readonly winner: Side }
  | { readonly kind: 'delta tokens expire' }
  | { readonly kind: 'clock is off'; readonly minutes: number }
  | { readonly kind: 'feed lags'; readonly minutes: number };

export interface History {
  readonly steps: readonly Step[];
  readonly conflictResolution: ConflictResolution;
  /** Absent: bidirectional. */
  readonly direction?: Direction;
  /** Microsoft may, for all that is known, of events and of tasks. */
  readonly isIfMatchIgnored?: boolean;
  /** A series and its exceptions may share one version, which every write of one of them makes an old one. */
  readonly isVersionPerSeries?: boolean;
  readonly seed: number;
}

const side = fc.constantFrom('here' as const, 'there' as const);
const which = fc.nat(7);
/** `isAboutOne`: of one series and its exceptions, and what is near them, or else of as many items as come up. */
export const editOf = (which: fc.Arbitrary<number>, isAboutOne: boolean): fc.Arbitrary<Edit> =>
  fc.oneof(
    {
      weight: isAboutOne ? 1 : 4,
      arbitrary: fc.record({ kind: fc.constant('create' as const), side, shape: fc.nat(9) }),
    },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), side, which, field: fc.nat(4) }) },
    { weight: isAboutOne ? 4 : 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), side, which }) },
    {
      weight: isAboutOne ? 8 : 5,
      arbitrary: fc.record({
        kind: fc.constant('part' as const),
        side,
        which,
        nth: isAboutOne ? fc.nat(1) : fc.nat(5),
        how: fc.constantFrom('subject' as const, 'location' as const, 'start' as const, 'cancel' as const),
      }),
    },
    { weight: isAboutOne ? 6 : 2, arbitrary: fc.record({ kind: fc.constant('rule' as const), side, which, rule: fc.nat(4) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('together' as const),
        side,
        which,
        field: fc.nat(4),
        of: fc.constantFrom('edit' as const, 'rule' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('move part' as const), which, to: fc.nat(3), nth: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const), which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('give' as const), which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('unmapped' as const), which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('spoil' as const), which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('mend' as const) }) },
  );
export const anyFault: fc.Arbitrary<Fault> = fc.record({
  on: fc.constantFrom(
    'delta' as const,
    '$batch' as const,
    '/events' as const,
    'exceptionOccurrences' as const,
    '/instances' as const,
    '/todo' as const,
    'any' as const,
  ),
  skip: fc.nat(3),
  as: fc.constantFrom(...faults),
});

export function histories(resources: readonly Resource[], maxLength = 20): fc.Arbitrary<History> {
  const steps = fc.array(stepsOf(resources, editOf(which, false)), { minLength: 2, maxLength, size: 'max' });
  const aboutOne = fc
    .tuple(
      fc.constantFrom(...resources),
      side,
      fc.constantFrom(4, 5, 7, 8, 9),
      fc.array(stepsOf(resources, editOf(fc.nat(1), true)), { minLength: 2, maxLength: maxLength / 2, size: 'max' }),
    )
    .map(([resource, side, shape, rest]): Step[] => [
      { kind: 'edit', resource, edit: { kind: 'create', side, shape } },
      { kind: 'edit', resource, edit: { kind: 'part', side, which: 0, nth: 0, how: 'subject' } },
      { kind: 'run', resource },
      ...rest,
    ]);
  return historyWith(fc.oneof({ weight: 2, arbitrary: steps }, { weight: 1, arbitrary: aboutOne }));
}

/** What can happen between two people's edits and beside them. */
export function stepsOf(resources: readonly Resource[], edit: fc.Arbitrary<Edit>): fc.Arbitrary<Step> {
  const resource = fc.constantFrom(...resources);
  const visited = fc.constantFrom<Resource | 'all'>(...resources, 'all');
  return fc.oneof(
    { weight: 14, arbitrary: fc.record({ kind: fc.constant('edit' as const), resource, edit }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('run' as const), resource: visited }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('full run' as const), resource: visited }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('killed run' as const), resource: visited, at: fc.integer({ min: 1, max: 90 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('run with an edit in between' as const),
        resource,
        at: fc.integer({ min: 1, max: 6 }),
        edit,
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('run with a fault' as const), resource: visited, fault: anyFault }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('decide' as const),
        resource,
        which,
        winner: fc.constantFrom<Side>('strapi', 'microsoft'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delta tokens expire' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock is off' as const), minutes: fc.constantFrom(-5, -2, 2, 5) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('feed lags' as const), minutes: fc.constantFrom(1, 4, 10) }) },
  );
}

/** Under all settings, and whatever Microsoft may be like. */
export function historyWith(steps: fc.Arbitrary<readonly Step[]>): fc.Arbitrary<History> {
  return fc.record({
    steps,
    conflictResolution: fc.constantFrom<ConflictResolution>('strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'),
    direction: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Direction>('bidirectional') },
      { weight: 1, arbitrary: fc.constant<Direction>('strapi-to-microsoft') },
      { weight: 1, arbitrary: fc.constant<Direction>('microsoft-to-strapi') },
    ),
    isIfMatchIgnored: fc.boolean(),
    isVersionPerSeries: fc.boolean(),
    seed: fc.nat(1000),
  });
}
