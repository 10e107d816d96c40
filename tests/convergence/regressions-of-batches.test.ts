import { it } from 'vitest';
import { prove } from './prove';
import type { Step } from './steps';
import { calendar, cancel, edit, exception, here, move, rule, run, weekly } from './steps-in-words';

const located: Step = edit({ kind: 'part', side: here, which: 0, nth: 0, how: 'location' });

/** Writes that are sent together, of which the first changes what the others stand on: the shortest histories that have found a fault. */
const histories: Record<string, readonly Step[]> = {
  'an exception keeps what was agreed of it when its series moves and it is edited at once': [weekly(here), exception(here), run, move(here), located],
  'so it does when the series gets another pattern': [weekly(here), exception(here), run, rule(here, 3), located],
  'so it does when the write of the series had no answer': [weekly(here), exception(here), run, move(here), { kind: 'run with a fault', resource: calendar, fault: { on: '$batch', skip: 0, as: 'dropped after' } }, located],
  'a date that is cancelled while its series moves is cancelled where the series stands then': [weekly(here), exception(here), run, move(here), cancel(here, 1)],
}; // prettier-ignore

const others = [{}, { isIfMatchIgnored: true }, { isVersionPerSeries: true }];
const strategies = ['strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'] as const;

it.each(Object.entries(histories).flatMap(([name, steps]) => strategies.map((under) => [name, under, steps] as const)))(
  '%s, under %s',
  async (_rule, conflictResolution, steps) => {
    for (const other of others) await prove([calendar], { steps, conflictResolution, seed: 1, ...other });
  },
);
