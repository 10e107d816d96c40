import type { Resource } from '../../src/contracts';
import { changedFields } from '../../src/sync/decide-deletion';
import type { ResourceDefinition } from '../../src/sync/resource';
import { must, mustEqual, runUntilQuiet } from './checks';
import type { World } from './play';

/** Deciding one conflict may bring up another (a series that is made again has exceptions of its own), but not without end. */
const MOST_ROUNDS = 4;

/** Under `ask` both sides stay as they are until somebody decides, and go on when it is decided. */
export async function decideAll(world: World, resource: Resource, definition: ResourceDefinition): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await expectAsked(world, resource, definition);
    const open = (await world.of(resource).notes()).open.length;
    if (open === 0) return;
    for (let left = open; left > 0; left -= 1) await world.decide(resource, left - 1, (left + round) % 2 === 0 ? 'strapi' : 'microsoft');
    await runUntilQuiet(world, resource);
  }
  mustEqual((await world.of(resource).notes()).open, [], 'conflicts that are asked about again and again');
}

/** Whatever differs is asked about, with the values that stand there. */
async function expectAsked(world: World, resource: Resource, definition: ResourceDefinition): Promise<void> {
  const { people, notes } = world.of(resource);
  const [here, there, { open }] = [await people.here(), await people.there(), await notes()];
  const whole = (key: string) => key.split('@')[0] ?? '';
  const isAskedAbout = (key: string) =>
    open.some((one) => (one.here === null || one.there === null) && (one.key === key || one.key === whole(key)));
  // Whether there is an occurrence for an exception to stand for, only the answer about the rule says: it may wait for that.
  const mayWaitForItsRule = (key: string) =>
    key !== whole(key) && open.some((one) => one.key === whole(key) && one.fields.includes('recurrence'));
  for (const key of new Set([...here.items.keys(), ...there.items.keys()])) {
    const [[mine], [theirs]] = [here.items.get(key) ?? [], there.items.get(key) ?? []];
    if (!mine || !theirs) {
      must(isAskedAbout(key) || mayWaitForItsRule(key), `${key} is on one side only, and nobody is asked about it`);
      continue;
    }
    const asked = open.filter((one) => one.key === key);
    // An exception that is deleted here and asked about is a cancelled date here only, until the answer.
    const askedDates = open.flatMap((one) => (one.here === null && one.key.startsWith(`${key}@`) ? one.key.slice(key.length + 1) : []));
    const untilAnswered = definition.parts?.including(mine, new Set(askedDates)) ?? mine;
    const differing = changedFields(definition.fields, untilAnswered, theirs).filter(
      (field) => !asked.some(({ fields }) => fields.includes(field)),
    );
    mustEqual(
      differing.map((field) => [field, mine[field], theirs[field]]),
      [],
      `fields of ${key} that differ, and nobody is asked about them`,
    );
    for (const one of asked)
      for (const field of one.fields) {
        if (definition.fields[field]?.isEqual(mine[field], theirs[field])) continue;
        mustEqual([one.here?.[field], one.there?.[field]], [mine[field], theirs[field]], `what is asked about ${field} of ${key}`);
      }
  }
}
