import { expect } from 'vitest';
import type { Resource } from '../../src/contracts';
import type { ResourceDefinition } from '../../src/sync/resource';
import { changedFields } from '../../src/sync/decide-deletion';
import type { World } from './play';

const MOST_RUNS = 8;

/** Edits have stopped and faults are over: a few runs, and nothing is to do. */
export async function settle(world: World): Promise<void> {
  const { microsoft } = world;
  microsoft.faults.clear();
  microsoft.clock.skew(0);
  microsoft.mailbox.replicationDelayMilliseconds = 0;
  world.advance(30);
  for (const resource of world.resources) {
    let runs = 0;
    let last = '';
    for (; runs < MOST_RUNS; runs += 1) {
      const report = await world.run(resource);
      last = JSON.stringify(report);
      if (report?.outcome === 'nothing-to-do') break;
    }
    expect(runs, `runs until nothing is to do; the last one: ${last}`).toBeLessThan(MOST_RUNS);
  }
}

/** Points 1–7 of design §5 for one resource. */
export async function expectTruth(world: World, resource: Resource, definition: ResourceDefinition, winner: 'here' | 'there' | null): Promise<void> {
  const { people, ledger, notes } = world.of(resource);
  const [here, there, kept] = [await people.here(), await people.there(), await notes()];

  expect(kept.held, 'held items').toEqual([]);
  expect([...here.items.keys()].sort(), 'items in Strapi and in Microsoft').toEqual([...there.items.keys()].sort());
  for (const [key, [values, ...more]] of here.items) {
    expect(more, `${key} once in Strapi`).toEqual([]);
    expect(there.items.get(key), `${key} once in Microsoft`).toHaveLength(1);
    const [other] = there.items.get(key) ?? [];
    const differing = changedFields(definition.fields, values ?? {}, other ?? {});
    expect(differing.map((field) => [field, values?.[field], other?.[field]]), `fields of ${key} that differ`).toEqual([]);
    expect(ledger.created.has(key), `${key} was made by a person`).toBe(true);
    if (ledger.deleted.has(key)) expect(kept.deletions, `${key} was deleted, and an edit of the other side has brought it back`).toContain(key);
  }
  expect(here.shown, 'what calendars show').toEqual(there.shown);

  const whole = (key: string) => key.split('@')[0] ?? '';
  const isFinal = (field: string, value: unknown, key: string) => people.stands(field, value, here.items.get(key) ?? [], key, here);
  const isKept = (field: string, value: unknown, key: string) => kept.losers.some((loser) => loser['$key'] === whole(key) && loser[field] === value);
  const open = ledger.written.filter(({ isSuperseded }) => !isSuperseded);
  const lost = open.filter(({ field, value, key }) => !isFinal(field, value, key) && !isKept(field, value, key));
  expect(lost, 'values that nobody saw and nothing kept').toEqual([]);
  const isCertain = ({ key, field }: { key: string; field: string }) => !key.includes('@') && field !== 'cancelled' && here.items.has(key);
  const beaten = open.filter((one) => one.side === winner && isCertain(one) && !isFinal(one.field, one.value, one.key));
  expect(beaten, 'values of the side that always wins, and that did not').toEqual([]);
  const texts = new Set(['subject', 'body', 'location', 'title']);
  const back = [...ledger.replaced].filter(({ field, value, key }) => texts.has(field) && (here.items.get(key) ?? []).some((values) => values[field] === value));
  expect(back, 'values that were replaced and came back').toEqual([]);

  for (const [id, value] of ledger.unmapped) if (!ledger.deletedThere.has(id)) expect([value, ...[...ledger.deleted].map(() => null)], `what we do not map of ${id}`).toContain(people.unmapped(id));
}

/** Point 2: the next run writes nothing, after a full read too; and nobody was mailed on the way. */
export async function expectQuiet(world: World): Promise<void> {
  for (const resource of world.resources) {
    expect(await world.run(resource), 'the next run').toMatchObject({ outcome: 'nothing-to-do' });
    expect(await world.run(resource, {}, { isFull: true }), 'a full read').toMatchObject({ outcome: 'nothing-to-do' });
  }
  expect(world.microsoft.mailbox.mails, 'mails').toEqual([]);
}

/** Requests and writes are bounded by what people did, and not by how often the engine ran into itself. */
export function expectEffort(world: World, { runs, requests, writes }: { runs: number; requests: number; writes: number }): void {
  const edits = world.resources.reduce((sum, resource) => sum + world.of(resource).ledger.edits, 0);
  expect(writes, `writes for ${edits} edits`).toBeLessThanOrEqual(4 * edits + 2);
  expect(requests, `requests for ${edits} edits and ${runs} runs`).toBeLessThanOrEqual(12 * (edits + runs));
}
