import { prove } from '../convergence/prove';
import type { History, Step } from '../convergence/steps';
import { calendar } from '../convergence/steps-in-words';
import { effectsAfter, failingAtEach, killedAtEach } from './disturbances';
import {
  agreed,
  asDocumented,
  type Beginning,
  type Behaviour,
  behaviours,
  bidirectional,
  type Deed,
  deedsOfEvent,
  deedsOfSeries,
  eventMadeOn,
  interleaved,
  isOfItsOwn,
  policies,
  type Policy,
  seriesMadeOn,
} from './histories';
import { product, type Section } from './section';

const sides = ['here', 'there'] as const;
const events = sides.flatMap((side) => [eventMadeOn(side), agreed(eventMadeOn(side))]);
const series = sides.flatMap((side) => [seriesMadeOn(side), agreed(seriesMadeOn(side))]);
const agreedSeries = [agreed(seriesMadeOn('here'))];

function* interleavings(beginnings: readonly Beginning[], deeds: readonly Deed[], edits: readonly number[]): Generator<readonly Step[]> {
  for (const count of edits) for (const beginning of beginnings) yield* interleaved(beginning, deeds, count);
}

/** All deeds come at once: the run after them, the one that is disturbed, has to deal with all of them. */
function* atOnce(beginnings: readonly Beginning[], deeds: readonly Deed[], edits: readonly number[]): Generator<readonly Step[]> {
  for (const count of edits)
    for (const beginning of beginnings)
      for (const steps of interleaved(beginning, deeds, count)) if (steps.length === beginning.steps.length + count) yield steps;
}

const played = (
  name: string,
  covers: string,
  all: () => Iterable<readonly Step[]>,
  under: { policies: readonly Policy[]; behaviours?: readonly Behaviour[] },
): Section => ({
  name,
  covers,
  async go(isMine, failed) {
    let [at, count] = [0, 0];
    for (const steps of all())
      for (const [policy, behaviour] of product(under.policies, under.behaviours ?? [asDocumented])) {
        if (!isOfItsOwn(steps, policy) || !isMine(at++)) continue;
        count += 1;
        await tried({ steps, ...policy, ...behaviour }, failed);
      }
    return count;
  },
});

/** Of each history that `isMine` takes every disturbance of its last run is played. */
const disturbed = (
  name: string,
  covers: string,
  all: () => Iterable<readonly Step[]>,
  under: { policies: readonly Policy[]; by: typeof killedAtEach },
): Section => ({
  name,
  covers,
  async go(isMine, failed) {
    let [at, count] = [0, 0];
    for (const steps of all())
      for (const policy of under.policies) {
        if (!isOfItsOwn(steps, policy) || !isMine(at++)) continue;
        const history: History = { steps, ...policy, ...asDocumented };
        for (const last of under.by(await effectsAfter(history))) {
          count += 1;
          await tried({ ...history, steps: [...steps, last] }, failed);
        }
      }
    return count;
  },
});

async function tried(history: History, failed: Parameters<Section['go']>[1]): Promise<void> {
  try {
    await prove([calendar], history);
  } catch (error) {
    failed(JSON.stringify(history), error instanceof Error ? error.message : String(error));
  }
}

const onePolicy: readonly Policy[] = policies.filter(
  ({ conflictResolution, direction }) => conflictResolution === 'strapi-wins' && !direction,
);

export const sectionsOfHistories: readonly Section[] = [
  played(
    'one event, up to two edits',
    'made on either side, agreed or new; subject, start, deletion on either side; every place of up to two runs, every order that a policy can tell apart; 4 strategies and 2 single directions; 4 behaviours of Microsoft: full',
    () => interleavings(events, deedsOfEvent, [0, 1, 2]),
    { policies, behaviours },
  ),
  played(
    'one event, three edits',
    'the same with three edits; 4 strategies; Microsoft as it is documented: full',
    () => interleavings(events, deedsOfEvent, [3]),
    { policies: bidirectional },
  ),
  played(
    'one series with one exception, up to two edits',
    'made on either side, agreed or new; rule, exception, its cancellation, deletion on either side; every place of up to two runs, every order that a policy can tell apart; 4 strategies and 2 single directions: full',
    () => interleavings(series, deedsOfSeries, [0, 1, 2]),
    { policies },
  ),
  played(
    'one series with one exception, three edits',
    'made in Strapi, agreed; the same with three edits; strategies but for the newest: full',
    () => interleavings(agreedSeries, deedsOfSeries, [3]),
    { policies: bidirectional.filter(({ conflictResolution }) => conflictResolution !== 'newest-wins') },
  ),
  disturbed(
    'one event, a run that is killed',
    'made on either side, agreed or new; up to two edits, then a run that dies before each of its effects that last; 4 strategies and 2 single directions: full',
    () => atOnce(events, deedsOfEvent, [0, 1, 2]),
    { policies, by: killedAtEach },
  ),
  disturbed(
    'one series with one exception, a run that is killed',
    'the same of a series; 4 strategies: full',
    () => atOnce(series, deedsOfSeries, [0, 1, 2]),
    { policies: bidirectional, by: killedAtEach },
  ),
  disturbed(
    'one event, a request that goes wrong',
    'made on either side, agreed or new; up to two edits, then a run in which each request goes wrong in each way (412 of writes, 429, 503, 504, lost before it arrives, answer lost); 4 strategies: full',
    () => atOnce(events, deedsOfEvent, [0, 1, 2]),
    { policies: bidirectional, by: failingAtEach },
  ),
  disturbed(
    'one series with one exception, a request that goes wrong',
    'the same of a series and one edit; Strapi wins: full',
    () => atOnce(series, deedsOfSeries, [0, 1]),
    { policies: onePolicy, by: failingAtEach },
  ),
];
