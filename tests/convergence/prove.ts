import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Resource } from '../../src/contracts';
import { calendar } from '../../src/calendar/definition';
import { tasksIn } from '../../src/tasks/definition';
import { decideAll } from './asked';
import { expectEffort, expectQuiet, expectTruth, mustEqual, settle } from './checks';
import { expectOneWay } from './one-way';
import { play, type World } from './play';
import { histories, type History } from './steps';
import { type Breakage, MemoryWorld } from './world';

const definitions = { calendar, tasks: tasksIn({ timeZone: 'Europe/Berlin' }) };

/** Plays one history on stores in memory, and throws where what a run promises does not hold. */
export async function prove(
  resources: readonly Resource[],
  history: History,
  breakage: Breakage = {},
  trace?: (text: string) => void,
): Promise<void> {
  await proveOn(new MemoryWorld({ ...history, resources, breakage, ...(trace ? { trace } : {}) }), history);
}

/** The same on any world. What fails is told with the points that its runs were killed or met at. */
export async function proveOn(world: World, history: History): Promise<void> {
  const met: string[] = [];
  try {
    await playAndCheck(world, history, (what) => void met.push(what));
  } catch (error) {
    if (met.length === 0) throw error;
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${met.join('\n')}`, { cause: error });
  }
}

async function playAndCheck(
  world: World,
  { steps, conflictResolution, direction = 'bidirectional' }: History,
  tell: (what: string) => void,
): Promise<void> {
  await play(world, steps, tell);
  await settle(world);
  for (const resource of world.resources) {
    const definition = definitions[resource];
    if (direction !== 'bidirectional')
      await expectOneWay(world, resource, definition, direction === 'strapi-to-microsoft' ? 'here' : 'there');
    else {
      if (conflictResolution === 'ask') await decideAll(world, resource, definition);
      await expectTruth(world, resource, definition, conflictResolution);
    }
  }
  await expectQuiet(world);
  mustEqual(world.failures, [], 'failures of the engine itself');
  const sent = world.microsoft.log().filter(({ method, path }) => ['POST', 'PATCH', 'DELETE'].includes(method) && !path.includes('$batch'));
  if (direction === 'strapi-to-microsoft') mustEqual(world.entryWrites, 0, 'writes of the source, Strapi');
  if (direction === 'microsoft-to-strapi') mustEqual(sent.length, 0, 'writes of the source, Microsoft');
  expectEffort(world, {
    runs: world.runs,
    requests: world.microsoft.requests(),
    writes: sent.filter(({ status }) => status >= 200 && status < 300).length,
  });
}

const TOTAL = Number(process.env['CONVERGENCE_HISTORIES'] ?? 2_000);
const SEED = process.env['CONVERGENCE_SEED'];

/** How many of the histories one file plays. */
export const shareOf = (part: number): number => Math.ceil(TOTAL * part);

/** A counterexample is printed with its seed, as the shortest history that still fails. */
export async function proveMany(resources: readonly Resource[], numRuns: number): Promise<void> {
  const parameters = {
    numRuns,
    ...(SEED ? { seed: Number(SEED) } : {}),
    ...(process.env['CONVERGENCE_PATH'] ? { path: process.env['CONVERGENCE_PATH'] } : {}),
  };
  await fc.assert(
    fc.asyncProperty(histories(resources), async (history) => {
      await nextTurn(); // a history waits for nothing outside of memory, and the test runner calls a process dead that says nothing for a minute
      await prove(resources, history);
    }),
    parameters,
  );
}
