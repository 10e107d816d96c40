import { play } from '../convergence/play';
import { type Effect, Lookout } from '../convergence/point';
import type { Fault, History, Step } from '../convergence/steps';
import { calendar } from '../convergence/steps-in-words';
import { MemoryWorld } from '../convergence/world';

/** Hears everything, and ends nothing. */
class Listener extends Lookout {
  readonly effects: Effect[] = [];
  constructor() {
    super(Number.POSITIVE_INFINITY);
  }

  override isAt(effect: Effect): boolean {
    this.effects.push(effect);
    return false;
  }
}

const isRequest = (name: string): boolean => /^(GET|POST|PATCH|DELETE) |^\$batch$/.test(name);

/** What the run that comes after a history does, in its order. */
export async function effectsAfter(history: History): Promise<readonly Effect[]> {
  const world = new MemoryWorld({ ...history, resources: [calendar] });
  await play(world, history.steps, () => undefined);
  world.advance(1);
  const listener = new Listener();
  await world.run(calendar, { killAt: listener });
  return listener.effects;
}

/**
 * The run after a history, killed right before each of its effects that last: a commit, or a request that writes. Between two of them it only
 * reads, and leaves the same wherever it dies.
 */
export const killedAtEach = (effects: readonly Effect[]): Step[] =>
  effects.flatMap((effect, at) => (isLasting(effect) ? [{ kind: 'killed run' as const, resource: calendar, at: at + 1 }] : []));

const isLasting = ({ when, names }: Effect): boolean =>
  when === 'before' && names.some((name) => name === 'commit' || /^(POST|PATCH|DELETE) /.test(name));

const ways: readonly Fault['as'][] = ['412', '429', '503', '504', 'dropped before', 'dropped after'];

/**
 * The run after a history, in which each of its requests in turn goes wrong in each way. What a `$batch` carries counts by itself.
 * That an item has another version by now (412) only a write is told.
 */
export function failingAtEach(effects: readonly Effect[]): Step[] {
  const asked = effects.flatMap(({ when, names }) => (when === 'before' ? names.filter(isRequest) : []));
  return asked.flatMap((name, skip) =>
    ways
      .filter((as) => as !== '412' || /^(PATCH|DELETE) /.test(name))
      .map((as): Step => ({ kind: 'run with a fault', resource: calendar, fault: { on: 'any', skip, as } })),
  );
}
