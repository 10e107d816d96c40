import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Resource } from '../../../src/contracts';
import { expectEffort, expectQuiet, mustEqual, runUntilQuiet, settle } from '../checks';
import { play, type World } from '../play';
import { type CrmHost, crmHost } from './memory-host';
import { MemoryWorld } from '../world';
import type { CrmStaff } from './crm-staff';
import { type HistoryOfHomes, historiesOfHomes } from './steps-of-homes';
import { decideAllInHomes, expectNothingPublished, expectTruthInHomes, expectUntouched } from './truth';

const RESOURCES: readonly Resource[] = ['calendar', 'tasks'];

/** Plays one history of the playground's homes in memory, and throws where what a run promises does not hold. */
export async function proveHomes(history: HistoryOfHomes, trace?: (text: string) => void): Promise<void> {
  let host: CrmHost | undefined;
  const world = new MemoryWorld({
    ...history,
    resources: RESOURCES,
    ...(trace ? { trace } : {}),
    host: (holder, now) => (host = crmHost(holder, now, history)),
  });
  if (!host) throw new Error('no host');
  await proveHomesOn(world, host.staff, history);
}

/** The same on any world. What fails is told with the points that its runs were killed or met at. */
export async function proveHomesOn(world: World, staff: CrmStaff, history: HistoryOfHomes): Promise<void> {
  const met: string[] = [];
  try {
    await playAndCheck(world, staff, history, (what) => void met.push(what));
  } catch (error) {
    if (met.length === 0) throw error;
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${met.join('\n')}`, { cause: error });
  }
}

async function playAndCheck(world: World, staff: CrmStaff, history: HistoryOfHomes, tell: (what: string) => void): Promise<void> {
  const { steps, conflictResolution, direction = 'bidirectional' } = history;
  const run = world.run.bind(world);
  world.run = async (...of) => {
    const report = await run(...of);
    await expectNothingPublished(world, staff);
    return report;
  };
  await play(world, steps, tell);
  await expectUntouched(world, staff);
  await settle(world);
  // What a home of before has missed the slow comparison finds, and what has left one resource may come into the other.
  for (const resource of staff.haveHomesChanged ? [...RESOURCES, ...RESOURCES] : RESOURCES) {
    if (staff.haveHomesChanged) await world.run(resource, {}, { isFull: true });
    await runUntilQuiet(world, resource);
  }
  await expectUntouched(world, staff);
  if (conflictResolution === 'ask' && direction === 'bidirectional') await decideAllInHomes(world);
  await expectTruthInHomes(world, staff, history);
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

/** A counterexample is printed with its seed, as the shortest history that still fails. */
export async function proveManyHomes(numRuns: number): Promise<void> {
  const SEED = process.env['CONVERGENCE_SEED'];
  const parameters = {
    numRuns,
    ...(SEED ? { seed: Number(SEED) } : {}),
    ...(process.env['CONVERGENCE_PATH'] ? { path: process.env['CONVERGENCE_PATH'] } : {}),
  };
  await fc.assert(
    fc.asyncProperty(historiesOfHomes(), async (history) => {
      await nextTurn(); // a history waits for nothing outside of memory, and the test runner calls a process dead that says nothing for a minute
      await proveHomes(history);
    }),
    parameters,
  );
}
