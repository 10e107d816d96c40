import type { ConflictResolution, Direction } from '../../src/contracts';
import type { SideName } from '../convergence/ledger';
import type { History, Step } from '../convergence/steps';
import { cancel, edit, exception, move, remove, retitle, rule, run, weekly } from '../convergence/steps-in-words';
import { product } from './section';

/** What a person does, on which side, and whether the item is gone there afterwards. */
export interface Deed {
  readonly side: SideName;
  readonly step: Step;
  readonly isLast: boolean;
}
const sides = ['here', 'there'] as const;

/** One event: its subject, its start, its deletion. */
export const deedsOfEvent: readonly Deed[] = sides.flatMap((side) => [
  { side, step: retitle(side), isLast: false },
  { side, step: move(side), isLast: false },
  { side, step: remove(side), isLast: true },
]);

/** One series with one exception: its rule, the exception's subject, the cancellation of that date, the deletion of the series. */
export const deedsOfSeries: readonly Deed[] = sides.flatMap((side) => [
  { side, step: rule(side, 1), isLast: false },
  { side, step: exception(side), isLast: false },
  { side, step: cancel(side), isLast: false },
  { side, step: remove(side), isLast: true },
]);

export interface Beginning {
  readonly side: SideName;
  readonly steps: readonly Step[];
}
export const eventMadeOn = (side: SideName): Beginning => ({ side, steps: [edit({ kind: 'create', side, shape: 0 })] });
export const seriesMadeOn = (side: SideName): Beginning => ({ side, steps: [weekly(side), exception(side)] });
export const agreed = ({ side, steps }: Beginning): Beginning => ({ side, steps: [...steps, run] });

/**
 * The item is made, and then `edits` deeds come, with at most two runs before or between them. Runs behind the last one are those that every
 * history ends with. Two runs in a row are one: that the second has nothing to do is checked at the end. Left out is what does nothing: a deed
 * on a side that has not seen the item yet, or on which it was deleted and no run came since.
 */
export function* interleaved(beginning: Beginning, deeds: readonly Deed[], edits: number): Generator<readonly Step[]> {
  const gaps = Array.from({ length: edits }, () => [false, true]);
  for (const runs of product(...gaps)) {
    if (runs.filter(Boolean).length > 2) continue;
    for (const done of product(...Array.from({ length: edits }, () => deeds)))
      if (isAllOfEffect(beginning, done, runs))
        yield [...beginning.steps, ...done.flatMap(({ step }, at) => (runs[at] ? [run, step] : [step]))];
  }
}

function isAllOfEffect({ side, steps }: Beginning, done: readonly Deed[], runs: readonly boolean[]): boolean {
  const isAgreed = steps.includes(run);
  const standsOn = new Set<SideName>(isAgreed ? sides : [side]);
  for (const [at, deed] of done.entries()) {
    if (runs[at]) {
      if (isAgreed && at === 0) return false; // nothing happened since
      if (standsOn.size === 0) return false; // gone for good
      for (const one of sides) standsOn.add(one); // it may be made again
    }
    if (!standsOn.has(deed.side)) return false;
    if (deed.isLast) standsOn.delete(deed.side);
  }
  return true;
}

export type Policy = Pick<History, 'conflictResolution' | 'direction'>;
const strategies: readonly ConflictResolution[] = ['strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'];
const oneWay: readonly Direction[] = ['strapi-to-microsoft', 'microsoft-to-strapi'];
export const bidirectional: readonly Policy[] = strategies.map((conflictResolution) => ({ conflictResolution }));
/** Every strategy, and both single directions, in which strategies play no part. */
export const policies: readonly Policy[] = [
  ...bidirectional,
  ...oneWay.map((direction) => ({ conflictResolution: 'strapi-wins' as const, direction })),
];

/**
 * Whether a history shows something that no other of them shows. Only the newest wins by comparing a time of one side with one of the
 * other. Under all other policies it is the same whether Strapi or Microsoft comes first where no run lies between (order.test.ts), and
 * Strapi comes first in what is played.
 */
export function isOfItsOwn(steps: readonly Step[], { conflictResolution }: Policy): boolean {
  return conflictResolution === 'newest-wins' || inPlayedOrder(steps).every((step, at) => step === steps[at]);
}

/** The same edits, with those in Strapi first wherever no run lies between. */
export function inPlayedOrder(steps: readonly Step[]): readonly Step[] {
  const runsBefore = (at: number) => steps.slice(0, at).filter(({ kind }) => kind !== 'edit').length;
  const isThere = (step: Step) => step.kind === 'edit' && 'side' in step.edit && step.edit.side === 'there';
  return steps
    .map((step, at) => ({ step, at, after: runsBefore(at) }))
    .sort(
      (a, b) =>
        a.after - b.after ||
        Number(a.step.kind !== 'edit') - Number(b.step.kind !== 'edit') ||
        Number(isThere(a.step)) - Number(isThere(b.step)) ||
        a.at - b.at,
    )
    .map(({ step }) => step);
}

/** How Microsoft may behave, for all that is known. Seed 0: its search lags. */
export type Behaviour = Pick<History, 'seed' | 'isIfMatchIgnored' | 'isVersionPerSeries'>;
export const asDocumented: Behaviour = { seed: 1 };
export const behaviours: readonly Behaviour[] = [
  asDocumented,
  { seed: 0 },
  { seed: 1, isIfMatchIgnored: true },
  { seed: 1, isVersionPerSeries: true },
];
