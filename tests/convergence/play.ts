import type { RunReport, Resource } from '../../src/contracts';
import type { Microsoft } from './graph';
import type { Ledger } from './ledger';
import type { People } from './people';
import type { Fault, Step } from './steps';

export interface RunFault {
  /** The process dies before its n-th step. */
  readonly killAt?: number;
  /** Called before each request, with its number in the run. */
  readonly onRequest?: (request: number) => Promise<void>;
}

/** What a history is played on: in memory, or a booted Strapi. */
export interface World {
  readonly resources: readonly Resource[];
  readonly microsoft: Microsoft;
  of(resource: Resource): { readonly people: People; readonly ledger: Ledger; notes(): Promise<Notes> };
  /** One run in a process of its own; `null`: it was killed. What the guard stops is approved. */
  run(resource: Resource | 'all', fault?: RunFault, of?: { isFull?: boolean }): Promise<RunReport | null>;
  advance(minutes: number): void;
  /** Runs that were begun. */
  readonly runs: number;
  /** What the engine itself calls a failure of its own. */
  readonly failures: readonly string[];
}

/** What the engine keeps for people to look at. */
export interface Notes {
  /** Sides of conflicts, decided or not, that were kept. */
  readonly losers: readonly Readonly<Record<string, unknown>>[];
  /** Keys of items that somebody deleted and an edit of the other side brought back, or the other way. */
  readonly deletions: readonly string[];
  readonly held: readonly string[];
  /** Entries that are still to be written. */
  readonly marked: readonly string[];
}

export async function play(world: World, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    world.advance(1);
    await playOne(world, step);
  }
}

async function playOne(world: World, step: Step): Promise<void> {
  switch (step.kind) {
    case 'edit':
      return world.of(step.resource).people.act(step.edit);
    case 'run':
      return void (await world.run(step.resource));
    case 'full run':
      return void (await world.run(step.resource, {}, { isFull: true }));
    case 'killed run':
      return void (await world.run(step.resource, { killAt: step.at }));
    case 'run with an edit in between':
      return void (await world.run(step.resource, { onRequest: async (request) => (request === step.at ? world.of(step.resource).people.act(step.edit) : undefined) }));
    case 'run with a fault':
      pushFault(world.microsoft, step.fault);
      await world.run(step.resource);
      return world.microsoft.faults.clear();
    case 'delta tokens expire':
      return world.microsoft.expireDeltaTokens();
    case 'clock is off':
      return world.microsoft.clock.skew(step.minutes * 60_000);
    case 'feed lags':
      return world.microsoft.setReplicationDelay(step.minutes * 60_000);
  }
}

function pushFault({ faults }: Microsoft, { on, skip, as }: Fault): void {
  const path = on === 'any' ? {} : { path: on };
  if (skip > 0) faults.push({ ...path, times: skip, when: 'after' }); // lets that many pass
  switch (as) {
    case 'dropped before':
      return faults.push({ ...path, drop: true, when: 'before', times: 5 });
    case 'dropped after':
      return faults.push({ ...path, drop: true, when: 'after', times: 5 });
    case '429':
      return faults.push({ ...path, answer: { status: 429, headers: { 'retry-after': '1' } }, times: 2 });
    case 'throttled':
      return faults.push({ ...path, throttle: { seconds: 20 } });
    case '410':
      return faults.push({ path: 'delta', answer: { status: 410, body: { error: { code: 'SyncStateNotFound', message: '' } } } });
    case 'cut':
    case 'html':
    case 'empty':
    case 'otherShape':
      return faults.push({ ...path, malformed: as, times: 2 });
    case 'reordered':
    case 'doubled':
    case 'replayed':
    case 'again':
      return faults.push({ path: 'delta', page: as });
    case 'search lags': // what was made a moment ago is not found yet
      return faults.push({ path: '$filter', answer: { status: 200, body: { value: [] } }, times: 20 });
    case 'not found':
      return faults.push({ path: '/instances', answer: { status: 404, body: { error: { code: 'ErrorItemNotFound', message: '' } } } });
    default:
      return faults.push({ ...path, answer: { status: Number(as) }, times: 5 });
  }
}
