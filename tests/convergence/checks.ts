import { isDeepStrictEqual } from 'node:util';
import type { ConflictResolution, Resource } from '../../src/contracts';
import type { ResourceDefinition, Values } from '../../src/sync/resource';
import { changedFields } from '../../src/sync/decide-deletion';
import { holds } from './ledger';
import type { World } from './play';

const whenFields = new Set(['start', 'recurrence', 'cancelled']);
const winners = { 'strapi-wins': 'here', 'microsoft-wins': 'there' } as const;
const MOST_RUNS = 8;
/** Longer than the engine waits for what a create that was never answered may have made after all (commit-intents.ts). */
const MINUTES_OF_QUIET = 90;

/** Edits have stopped and faults are over: a few runs, and nothing is to do. */
export async function settle(world: World): Promise<void> {
  const { microsoft } = world;
  microsoft.faults.clear();
  microsoft.searchLagMilliseconds = 0;
  microsoft.clock.skew(0);
  microsoft.setReplicationDelay(0);
  world.advance(MINUTES_OF_QUIET);
  for (const resource of world.resources) {
    await world.of(resource).people.act({ kind: 'mend' });
    await runUntilQuiet(world, resource);
  }
}

export async function runUntilQuiet(world: World, resource: Resource): Promise<void> {
  let runs = 0;
  let last = '';
  for (; runs < MOST_RUNS; runs += 1) {
    const report = await world.run(resource);
    last = JSON.stringify(report);
    if (report?.outcome === 'completed') await expectNothingLeft(world, resource);
    if (report?.outcome === 'nothing-to-do') break;
  }
  must(runs < MOST_RUNS, `nothing is to do after ${runs} runs`, last);
}

/** A run that calls itself done leaves nothing to the next one, unless somebody is told of it. */
export async function expectNothingLeft(world: World, resource: Resource): Promise<void> {
  const { marked, held, open } = await world.of(resource).notes();
  if (held.length + open.length === 0) mustEqual(marked, [], 'edits that a run has left although it says that it is done');
}

/** What a run promises of one resource (docs/sync.md). */
export async function expectTruth(
  world: World,
  resource: Resource,
  definition: ResourceDefinition,
  conflictResolution: ConflictResolution,
): Promise<void> {
  const winner = conflictResolution in winners ? winners[conflictResolution as keyof typeof winners] : null;
  const { people, ledger, notes } = world.of(resource);
  const [here, there, kept] = [await people.here(), await people.there(), await notes()];

  mustEqual(kept.held, [], 'held items');
  mustEqual(kept.marked, [], 'edits that still wait');
  mustEqual(kept.open, [], 'conflicts that still wait');
  mustEqual([...here.items.keys()].sort(), [...there.items.keys()].sort(), 'items in Strapi and in Microsoft');
  for (const [key, [values, ...more]] of here.items) {
    mustEqual(more, [], `${key} once in Strapi`);
    must(there.items.get(key)?.length === 1, `${key} once in Microsoft`);
    const [other] = there.items.get(key) ?? [];
    const differing = changedFields(definition.fields, values ?? {}, other ?? {});
    mustEqual(
      differing.map((field) => [field, values?.[field], other?.[field]]),
      [],
      `fields of ${key} that differ`,
    );
    must(ledger.created.has(key), `${key} was made by a person`);
    must(!ledger.deleted.has(key) || kept.deletions.includes(key), `${key} was deleted, and is back without an edit of the other side`);
  }
  mustEqual(here.shown, there.shown, 'what both sides show');

  const whole = (key: string) => key.split('@')[0] ?? '';
  const isFinal = (field: string, value: unknown, key: string) => people.stands(field, value, here.items.get(key) ?? [], key, here);
  const isOvercome = (field: string, value: unknown, key: string) =>
    field === 'cancelled' && kept.deletions.includes(`${key}@${String(value)}`); // an edit of that very exception won
  const isKept = (field: string, value: unknown, key: string) =>
    isOvercome(field, value, key) || kept.losers.some((loser) => loser['$key'] === whole(key) && keeps(loser, field, value));
  const open = ledger.written.filter(({ isSuperseded }) => !isSuperseded);
  const lost = open.filter(({ field, value, key }) => !isFinal(field, value, key) && !isKept(field, value, key));
  mustEqual(lost, [], 'values that nobody saw and nothing kept');
  // A loser needs a winner: an exception whose date still stands, and which nobody but its author has touched, has no reason to be one.
  const isUnopposed = (one: (typeof open)[number], at: number) =>
    one.key.includes('@') && here.dates?.get(whole(one.key))?.includes(one.key.split('@')[1] ?? '') === true &&
    !ledger.written.some(({ key, side, field }, then) => whole(key) === whole(one.key) && (side !== one.side || (then > at && whenFields.has(field)))); // prettier-ignore
  const gone = open.filter(
    (one) => !one.isOverUnanswered && !isFinal(one.field, one.value, one.key) && isUnopposed(one, ledger.written.indexOf(one)),
  );
  mustEqual(gone, [], 'exceptions that went although nobody took them away');
  const isCertain = ({ key, field }: { key: string; field: string }) => !key.includes('@') && field !== 'cancelled' && here.items.has(key);
  const beaten = open.filter((one) => one.side === winner && isCertain(one) && !isFinal(one.field, one.value, one.key));
  mustEqual(beaten, [], 'values of the side that always wins, and that did not');
  // An edit in Microsoft against the deletion of an exception in Strapi, and nothing else: who wins is settled.
  const timesMoved = (key: string) =>
    Math.max(...['start', 'recurrence'].map((field) => ledger.written.filter((one) => one.key === key && one.field === field).length));
  const isOnlyDeleted = ({ key, side }: (typeof open)[number]) =>
    key.includes('@') &&
    side === 'there' &&
    here.items.has(whole(key)) &&
    timesMoved(whole(key)) === 1 &&
    !ledger.written.some((one) => one.key === key && one.side === 'here');
  const unreturned = open.filter(
    (one) =>
      (conflictResolution === 'microsoft-wins' || conflictResolution === 'newest-wins') &&
      isOnlyDeleted(one) &&
      !isFinal(one.field, one.value, one.key),
  );
  mustEqual(unreturned, [], 'exceptions edited in Microsoft that did not come back');
  const texts = new Set(['subject', 'body', 'location', 'title']);
  const back = [...ledger.replaced].filter(
    ({ field, value, key }) => texts.has(field) && (here.items.get(key) ?? []).some((values) => values[field] === value),
  );
  mustEqual(back, [], 'values that were replaced and came back');

  expectUnmapped(world.of(resource));
}

/** A date is kept by what is about the dates. */
export const keeps = (loser: Values, field: string, value: unknown): boolean =>
  field === 'cancelled'
    ? (loser['$fields'] as string[]).includes('excludedDates') && holds(loser['excludedDates'], value)
    : holds(loser[field], value);

/** Point 5: what we do not map survives. */
export function expectUnmapped({ people, ledger }: Pick<ReturnType<World['of']>, 'people' | 'ledger'>): void {
  for (const [id, value] of ledger.unmapped) {
    const now = people.unmapped(id);
    // What is gone was deleted by somebody; nobody but people deletes.
    must(now === null ? ledger.deletedThere.has(id) || ledger.deleted.size > 0 : now === value, `what we do not map of ${id}`, now);
  }
}

/** Point 2: the next run writes nothing, after a full read too; and nobody was mailed on the way. */
export async function expectQuiet(world: World): Promise<void> {
  for (const resource of world.resources) {
    for (const [what, of] of [
      ['the next run', {}],
      ['a full read', { isFull: true }],
    ] as const) {
      const report = await world.run(resource, {}, of);
      must(report?.outcome === 'nothing-to-do', `${what} has nothing to do`, report);
    }
  }
  const mails = world.microsoft.mails().filter(({ by }) => by !== 'person');
  mustEqual(mails, [], 'mails that nobody in Microsoft sent');
}

/** Requests and writes are bounded by what people did, and not by how often the engine ran into itself. */
export function expectEffort(world: World, { runs, requests, writes }: { runs: number; requests: number; writes: number }): void {
  const edits = world.resources.reduce((sum, resource) => sum + world.of(resource).ledger.edits, 0);
  must(writes <= 4 * edits + 2, `${writes} writes for ${edits} edits`);
  must(requests <= 12 * (edits + runs), `${requests} requests for ${edits} edits and ${runs} runs`);
}

/** Histories are also played without a test runner (bites.ts), so these throw by themselves. */
export function must(isSo: boolean, what: string, found?: unknown): void {
  if (!isSo) throw new Error(found === undefined ? what : `${what}: ${JSON.stringify(found)}`);
}

export function mustEqual(found: unknown, wanted: unknown, what: string): void {
  must(isDeepStrictEqual(found, wanted), `${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
