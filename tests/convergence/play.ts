import { isDeepStrictEqual } from 'node:util';
import type { RunReport, Resource, Side } from '../../src/contracts';
import { expectNothingLeft } from './checks';
import { BY_KEY, type Microsoft } from './graph';
import type { Ledger } from './ledger';
import type { Edit, People, Standing } from './people';
import { type Effect, Lookout, type Point } from './point';
import type { Fault, Step } from './steps';

export interface RunFault {
  /** The process dies there. */
  readonly killAt?: Lookout;
  /** Called before each request, with whether it changes something that is there. */
  readonly onRequest?: (request: Effect, isWrite: boolean) => Promise<void>;
}

/** What a history is played on: in memory, or a booted Strapi. */
export interface World {
  readonly resources: readonly Resource[];
  readonly microsoft: Microsoft;
  readonly isIfMatchIgnored: boolean;
  /** How many steps of the stores in memory an effect of a run takes here: random histories count those. */
  readonly effectsAtOnce: number;
  of(resource: Resource): { readonly people: People; readonly ledger: Ledger; notes(): Promise<Notes> };
  /** One run in a process of its own; `null`: it was killed. What the guard stops is approved. */
  run(resource: Resource | 'all', fault?: RunFault, of?: { isFull?: boolean }): Promise<RunReport | null>;
  /** Somebody decides one of the conflicts that wait; nothing happens where none does. */
  decide(resource: Resource, which: number, winner: Side): Promise<void>;
  advance(minutes: number): void;
  /** How often the engine has written an entry in Strapi. */
  readonly entryWrites: number;
  /** Runs that were begun. */
  readonly runs: number;
  /** What the engine itself calls a failure of its own. */
  readonly failures: readonly string[];
}

/** Key as in `Standing`; a side that is `null` has deleted the item. */
interface OpenConflict {
  readonly key: string;
  readonly fields: readonly string[];
  readonly here: Readonly<Record<string, unknown>> | null;
  readonly there: Readonly<Record<string, unknown>> | null;
}

/** What the engine keeps for people to look at. */
export interface Notes {
  /** Sides of conflicts, decided or not, that were kept; `$key` is the item's, `$fields` are those that the conflict is about. */
  readonly losers: readonly Readonly<Record<string, unknown>>[];
  /** Keys, with the date of an exception, of items that somebody deleted and an edit of the other side brought back, or the other way. */
  readonly deletions: readonly string[];
  readonly held: readonly { readonly key: string; readonly documentId: string | null; readonly text: string }[];
  /** Conflicts that wait for somebody. */
  readonly open: readonly OpenConflict[];
  /** Entries that are still to be written. */
  readonly marked: readonly string[];
}

/** `tell` hears at what a run was killed or met, for whoever reads of a history that failed. */
export async function play(world: World, steps: readonly Step[], tell: (what: string) => void): Promise<void> {
  for (const [at, step] of steps.entries()) {
    world.advance(1);
    await playOne(world, step, (point) => tell(`step ${at + 1}, ${step.kind} ${point}`));
  }
}

type Of = Step & { readonly edit: Edit; readonly resource: Resource };

async function playOne(world: World, step: Step, tell: (point: string) => void): Promise<void> {
  switch (step.kind) {
    case 'edit':
      return act(world, step, isUnseen(world, step));
    case 'run':
      return seen(world, step.resource, await world.run(step.resource));
    case 'full run':
      return seen(world, step.resource, await world.run(step.resource, {}, { isFull: true }));
    case 'killed run':
      return meeting(killAt(world, step.at), tell, (lookout) =>
        disturbed(world, step.resource, () => world.run(step.resource, { killAt: lookout })),
      );
    case 'run with an edit in between':
      return meeting(step.at, tell, async (lookout) => {
        await world.run(step.resource, {
          onRequest: async (request, isWrite) => (lookout.isAt(request) ? actBetween(world, step, isWrite) : undefined),
        });
      });
    case 'run with a fault':
      pushFault(world.microsoft, step.fault);
      await disturbed(world, step.resource, () => world.run(step.resource));
      return world.microsoft.faults.clear();
    case 'decide':
      return world.decide(step.resource, step.which, step.winner);
    case 'delta tokens expire':
      return world.microsoft.expireDeltaTokens();
    case 'clock is off':
      return world.microsoft.clock.skew(step.minutes * 60_000);
    case 'feed lags':
      return world.microsoft.setReplicationDelay(step.minutes * 60_000);
  }
}

const killAt = ({ effectsAtOnce }: World, at: number | Point): number | Point =>
  typeof at === 'number' ? Math.ceil(at / effectsAtOnce) : at;

async function meeting(at: number | Point, tell: (point: string) => void, run: (lookout: Lookout) => Promise<void>): Promise<void> {
  const lookout = new Lookout(at);
  try {
    await run(lookout);
  } finally {
    tell(lookout.reached ?? '(over before)');
  }
  lookout.expectReached();
}

/**
 * Where the service ignores If-Match, what comes between our reading and the write that follows it is written over unseen. A task is read right
 * before it is written, an event when its change is listed.
 */
const actBetween = (world: World, step: Of & { kind: 'run with an edit in between' }, isWrite: boolean): Promise<void> =>
  act(world, step, world.isIfMatchIgnored && (step.resource === 'tasks' ? isWrite : isThere(step.edit)));

/** The list of changes does not tell of it yet. */
const isUnseen = (world: World, { resource, edit }: Of): boolean =>
  world.isIfMatchIgnored && resource === 'calendar' && isThere(edit) && world.microsoft.replicationDelay() > 0;

async function act(world: World, { resource, edit }: Of, isUnguarded: boolean): Promise<void> {
  const { people, ledger } = world.of(resource);
  ledger.isUnguarded = isUnguarded;
  await people.act(edit);
  ledger.isUnguarded = false;
}

const isThere = (edit: Edit): boolean => 'side' in edit && edit.side === 'there';

const each = ({ resources }: World, which: Resource | 'all'): readonly Resource[] => (which === 'all' ? resources : [which]);

/** Where the feed lags, a run has not seen what it does not tell yet; and while somebody is asked, nothing new is agreed, nor where an entry cannot be read. */
async function seen(world: World, which: Resource | 'all', report: RunReport | null): Promise<void> {
  const isThrough = report?.outcome === 'completed' || report?.outcome === 'nothing-to-do';
  if (isThrough && (which !== 'all' || world.resources.length === 1)) await expectNothingLeft(world, report.resource);
  if (!isThrough || world.microsoft.replicationDelay() > 0) return;
  for (const resource of each(world, which)) {
    const { ledger, notes } = world.of(resource);
    const { open, held } = await notes();
    if (open.length + held.length === 0) ledger.seen();
  }
}

/** Of what comes to Microsoft in such a run, the engine may never have been answered. */
async function disturbed(world: World, which: Resource | 'all', run: () => Promise<unknown>): Promise<void> {
  const staff = each(world, which).map((resource) => world.of(resource));
  const before = await Promise.all(staff.map(({ people }) => people.there()));
  await run();
  for (const [at, { people, ledger }] of staff.entries()) {
    const now = await people.there();
    const valuesOf = (there: Standing | undefined, key: string, field: string) =>
      (there?.items.get(key) ?? []).map((values) => values[field]);
    // What another start or rule of its series has taken away there, and that stands there as it stood before, was written once more.
    const isWrittenAnew = (key: string): boolean =>
      key.includes('@') &&
      ['start', 'recurrence'].some((field) => {
        const series = key.split('@')[0] ?? '';
        return !isDeepStrictEqual(valuesOf(before[at], series, field), valuesOf(now, series, field));
      });
    ledger.mayBeUnanswered((key, field, value) => {
      const stood = valuesOf(before[at], key, field);
      // With what a create was sent, however often, the engine knows.
      if (stood.length === 0 && !key.includes('@')) return null;
      const isThere = valuesOf(now, key, field).includes(value);
      return isThere && (!stood.includes(value) || isWrittenAnew(key)) ? stood : null;
    });
  }
}

export function pushFault({ faults, person }: Microsoft, { on, skip, as }: Fault): void {
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
    case '412':
      return faults.push({ ...path, answer: { status: 412, body: { error: { code: 'ErrorIrresolvableConflict', message: '' } } } });
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
      return faults.push({ path: BY_KEY, answer: { status: 200, body: { value: [] } }, times: 20 });
    case 'not found':
      return faults.push({ path: '/instances', answer: { status: 404, body: { error: { code: 'ErrorItemNotFound', message: '' } } } });
    case 'short listing': // some of the calendars alone
      return faults.push({
        path: '/calendars?',
        answer: { status: 200, body: { value: person.calendars().slice(0, 1 + skip) } },
        times: 2,
      });
    default:
      return faults.push({ ...path, answer: { status: Number(as) }, times: 5 });
  }
}
