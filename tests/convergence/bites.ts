import fc from 'fast-check';
import { lagging, mutations } from './mutations';
import { prove } from './prove';
import { type History, histories } from './steps';
import type { Breakage } from './world';

const SEED = 20_261_122;
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Where a create is answered by nobody, and what it made is shown neither by the search nor by the feed: too rare to wait for. */
const lostCreate: History = {
  steps: [
    { kind: 'feed lags', minutes: 10 },
    { kind: 'edit', resource: 'calendar', edit: { kind: 'create', side: 'here', shape: 0 } },
    { kind: 'run with a fault', resource: 'calendar', fault: { on: '/events', skip: 0, as: 'dropped after' } },
    { kind: 'run with a fault', resource: 'calendar', fault: { on: 'any', skip: 0, as: 'search lags' } },
  ],
  conflictResolution: 'strapi-wins',
  seed: 1,
};

/** Somebody in Outlook changes the very field of the very event between our reading it and our writing it; likewise. */
const overtaken: History = {
  steps: [
    { kind: 'edit', resource: 'calendar', edit: { kind: 'create', side: 'there', shape: 0 } },
    { kind: 'run', resource: 'calendar' },
    { kind: 'edit', resource: 'calendar', edit: { kind: 'edit', side: 'here', which: 0, field: 0 } },
    {
      kind: 'run with an edit in between',
      resource: 'calendar',
      at: { before: 'PATCH /events/{id}' },
      edit: { kind: 'edit', side: 'there', which: 0, field: 0 },
    },
  ],
  conflictResolution: 'strapi-wins',
  seed: 1,
};

export const samples = (count: number, seed = SEED): History[] => [
  lostCreate,
  overtaken,
  ...fc.sample(histories(['calendar']), { numRuns: count - 2, seed }),
];

/** What a history finds wrong with an engine that is broken so; null: nothing. */
export async function caught(history: History, breakage: Breakage): Promise<string | null> {
  try {
    await prove(['calendar'], history, breakage);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `npm run bites [histories] [seed]`: in how many histories each broken engine is caught. */
async function main(): Promise<void> {
  const [count = 300, seed = SEED] = process.argv.slice(2).map(Number);
  const all = samples(count, seed);
  say(`${count} histories, seed ${seed}`);
  for (const [name, breakage] of [
    ['(the engine as it is)', {}],
    ['(where all lags)', { conditions: lagging }],
    ...Object.entries(mutations),
  ] as [string, Breakage][]) {
    let times = 0;
    const reasons = new Map<string, number>();
    for (const history of all) {
      const why = await caught(history, breakage);
      if (why === null) continue;
      times += 1;
      const reason = why.split(':')[0]?.replace(/\d+/g, 'n').slice(0, 60) ?? '';
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    const [most] = [...reasons].sort(([, a], [, b]) => b - a);
    say(`${name.padEnd(32)} ${String(times).padStart(5)} ${most ? `mostly: ${most[0]}` : ''}`);
  }
}

if (process.argv[1]?.includes('bites') && process.env['VITEST'] === undefined) void main();
