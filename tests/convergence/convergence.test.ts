import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ConflictResolution, Resource } from '../../src/contracts';
import { changedFields } from '../../src/sync/decide-deletion';
import type { Values } from '../../src/sync/resource';
import { graphInProcess } from './graph';
import { histories, play, resolution } from './history';
import { played } from './played';
import { type Clock, World } from './world';

const HISTORIES = Number(process.env['CONVERGENCE_HISTORIES'] ?? 400);
const MOST_RUNS = 8;

/** Points 1–6 of design §5, when edits have stopped and faults are over. */
async function settle(world: World): Promise<void> {
  world.graph.faults.clear();
  let runs = 0;
  for (; runs < MOST_RUNS; runs += 1) if ((await world.run())?.outcome === 'nothing-to-do') break;
  expect(runs, 'runs until nothing is to do').toBeLessThan(MOST_RUNS);
}

function expectEqualSides(world: World): void {
  const { here, there } = world.sides();
  expect([...here.keys()].sort(), 'the same items on both sides').toEqual([...there.keys()].sort());
  for (const [key, [values, ...more]] of here) {
    expect(more, `${key} once in Strapi`).toEqual([]);
    expect(there.get(key), `${key} once in Microsoft`).toHaveLength(1);
    expect(changedFields(world.played.places.definition.fields, values as Values, there.get(key)?.[0] as Values), `fields of ${key} that differ`).toEqual([]);
    expect(world.createdByPeople.has(key), `${key} was made by a person`).toBe(true);
  }
}

function expectNothingLost(world: World): void {
  const { here } = world.sides();
  const final = new Set([...here.values()].flat().flatMap((values) => world.played.editable.map((field) => values[field])));
  const kept = new Set(world.state.conflicts.flatMap(({ note }) => [note.strapi, note.microsoft]).flatMap((values) => (values ? Object.values(values) : [])));
  const lost = world.written.filter(({ value, isSuperseded }) => !isSuperseded && !final.has(value) && !kept.has(value));
  expect(lost.map(({ value }) => value), 'values that nobody saw and nothing kept').toEqual([]);
}

/** One account: its resources have one mailbox, one clock and one history. */
function openWorlds(resources: readonly [Resource, ...Resource[]], { conflictResolution, seed }: { conflictResolution: ConflictResolution; seed: number }): [World, ...World[]] {
  const clock: Clock = { now: Date.parse('2026-03-02T08:00:00Z') };
  const graph = graphInProcess(() => clock.now, seed);
  // With `If-Match` ignored, an edit between our read and our write is lost, as design §5.3 has it.
  graph.tasks.behave({ ifMatch: 'honoured' });
  return resources.map((resource) => new World({ played: played[resource], graph, clock, conflictResolution })) as [World, ...World[]];
}

it.each<[string, readonly [Resource, ...Resource[]], number]>([
  ['of a calendar', ['calendar'], HISTORIES],
  ['of tasks', ['tasks'], HISTORIES],
  ['of both resources of one account', ['calendar', 'tasks'], Math.ceil(HISTORIES / 4)],
])('histories %s, of edits, runs, faults and crashes, end with equal sides, nothing lost, nothing doubled, and quiet', async (_, resources, numRuns) => {
  await fc.assert(
    fc.asyncProperty(histories, resolution, fc.nat(1000), async (history, conflictResolution, seed) => {
      const worlds = openWorlds(resources, { conflictResolution, seed });
      await play(worlds, history);
      for (const world of worlds) {
        await settle(world);
        expectEqualSides(world);
        expectNothingLost(world);
      }
      for (const world of worlds) {
        expect(await world.run(), 'the next run').toMatchObject({ outcome: 'nothing-to-do' });
        expect(await world.run({}, { isFull: true }), 'a full read').toMatchObject({ outcome: 'nothing-to-do' });
      }
    }),
    { numRuns, ...(process.env['CONVERGENCE_SEED'] ? { seed: Number(process.env['CONVERGENCE_SEED']) } : {}) },
  );
}, 1_800_000);
