import fc from 'fast-check';
import { expect, it } from 'vitest';
import { calendar } from '../../src/calendar/definition';
import { changedFields } from '../../src/sync/decide-deletion';
import type { Values } from '../../src/sync/resource';
import { play, resolution, steps } from './history';
import { World } from './world';

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
    expect(changedFields(calendar.fields, values as Values, there.get(key)?.[0] as Values), `fields of ${key} that differ`).toEqual([]);
    expect(world.createdByPeople.has(key), `${key} was made by a person`).toBe(true);
  }
}

function expectNothingLost(world: World): void {
  const { here } = world.sides();
  const final = new Set([...here.values()].flat().flatMap((values) => ['subject', 'body', 'location'].map((field) => values[field])));
  const kept = new Set(world.state.conflicts.flatMap(({ note }) => [note.strapi, note.microsoft]).flatMap((values) => (values ? Object.values(values) : [])));
  const lost = world.written.filter(({ value, isSuperseded }) => !isSuperseded && !final.has(value) && !kept.has(value));
  expect(lost.map(({ value }) => value), 'values that nobody saw and nothing kept').toEqual([]);
}

it(`${HISTORIES} histories of edits, runs, faults and crashes end with equal sides, nothing lost, nothing doubled, and quiet`, async () => {
  await fc.assert(
    fc.asyncProperty(steps, resolution, fc.nat(1000), async (history, conflictResolution, seed) => {
      const world = new World({ conflictResolution, seed });
      await play(world, history);
      await settle(world);
      expectEqualSides(world);
      expectNothingLost(world);
      expect(await world.run(), 'the next run').toMatchObject({ outcome: 'nothing-to-do' });
      expect(await world.run({}, { isFull: true }), 'a full read').toMatchObject({ outcome: 'nothing-to-do' });
    }),
    { numRuns: HISTORIES, ...(process.env['CONVERGENCE_SEED'] ? { seed: Number(process.env['CONVERGENCE_SEED']) } : {}) },
  );
}, 1_800_000);
