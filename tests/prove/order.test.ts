import { expect, it } from 'vitest';
import { proveOn } from '../convergence/prove';
import type { Step } from '../convergence/steps';
import { calendar } from '../convergence/steps-in-words';
import { MemoryWorld } from '../convergence/world';
import {
  agreed,
  asDocumented,
  deedsOfEvent,
  deedsOfSeries,
  eventMadeOn,
  interleaved,
  inPlayedOrder,
  isOfItsOwn,
  policies,
  type Policy,
  seriesMadeOn,
} from './histories';

/** Every so many-th of those that the proof leaves out. */
const OF = 53;

const fields = ['subject', 'start', 'recurrence', 'excludedDates'];

const leftOut = [
  ...interleaved(agreed(eventMadeOn('here')), deedsOfEvent, 3),
  ...interleaved(agreed(seriesMadeOn('here')), deedsOfSeries, 3),
].flatMap((steps) => policies.filter((policy) => !isOfItsOwn(steps, policy)).map((policy) => ({ steps, policy })));

it('a history that the proof leaves out ends as the one that it plays in place of it', async () => {
  const some = leftOut.filter((_, at) => at % OF === 0);
  expect(some.length).toBeGreaterThan(50);
  for (const { steps, policy } of some) {
    const played = inPlayedOrder(steps);
    expect(isOfItsOwn(played, policy)).toBe(true);
    expect(await endOf(steps, policy), JSON.stringify(steps)).toEqual(await endOf(played, policy));
  }
}, 120_000);

/**
 * What stands on both sides when all has settled, and what is kept. Edits are numbered in their order, and a value (for a start also whether it is of
 * whole days) goes by its edit's number: values are told by who wrote them, as the how many-th.
 */
async function endOf(steps: readonly Step[], policy: Policy): Promise<unknown> {
  const history = { steps, ...policy, ...asDocumented };
  const world = new MemoryWorld({ ...history, resources: [calendar] });
  await proveOn(world, history);
  const { people, ledger, notes } = world.of(calendar);

  const authors = new Map<string, string[]>();
  const countOf = (side: string, field: string) => [...authors.values()].flat().filter((one) => one.startsWith(`${side} ${field}`)).length;
  for (const { side, field, value } of ledger.written) {
    const name = `${field} ${String(value)}`;
    authors.set(name, [...(authors.get(name) ?? []), `${side} ${field} ${countOf(side, field)}`].sort());
  }
  const shown = (values: Readonly<Record<string, unknown>>) =>
    fields.map((field) => authors.get(`${field} ${String(values[field])}`) ?? values[field]);
  const standing = async (side: 'here' | 'there') =>
    [...(await people[side]()).items].map(([key, items]) => [key, items.map(shown)]).sort(([a], [b]) => String(a).localeCompare(String(b)));
  const losers = (await notes()).losers
    .map((loser) => JSON.stringify([loser['$key'], fields.filter((field) => (loser['$fields'] as string[]).includes(field)), shown(loser)]))
    .sort();
  return { here: await standing('here'), there: await standing('there'), losers };
}
