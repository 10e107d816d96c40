import { expect, it } from 'vitest';
import { play } from '../play';
import { after, edit, killed, remove, run, runTasks, task, there } from '../steps-in-words';
import type { HostEdit } from '../people';
import type { Step } from '../steps';
import { MemoryWorld } from '../world';
import { crmHost } from './memory-host';
import { proveHomes } from './prove-homes';
import type { HistoryOfHomes } from './steps-of-homes';

/** What histories of the playground's homes have found, and what must be so afterwards. */
const usual: Omit<HistoryOfHomes, 'steps'> = { conflictResolution: 'strapi-wins', seed: 1, isAltering: false };
const made = (shape: number): Step => edit({ kind: 'create', side: 'here', shape });
const [call, meeting] = [made(0), made(2)];
const host = (what: HostEdit['what'], to = 0): Step => edit({ kind: 'host', what, which: 0, to });

async function subjectsAfter(steps: readonly Step[]): Promise<unknown[]> {
  const world = new MemoryWorld({ ...usual, resources: ['calendar', 'tasks'], host: (holder, now) => crmHost(holder, now, usual) });
  await play(world, steps, () => undefined);
  return world.microsoft.person.listEvents().map(({ subject }) => subject);
}

it.each<[string, readonly Step[]]>([
  [
    'a call has no end of its own: one that is longer in Microsoft stays so',
    [call, run, edit({ kind: 'edit', side: there, which: 0, field: 4 })],
  ],
  [
    'a series that was held because it was not answered is held no more once it can be read, and no home takes it',
    [
      edit({ kind: 'create', side: there, shape: 8 }),
      { kind: 'run with a fault', resource: 'calendar', fault: { on: 'any', skip: 2, as: 'cut' } },
    ],
  ],
  [
    'an entry whose create was not answered goes to another home: the item is that one’s, and the run does not fail for it',
    [made(1), killed(after('GET /todo/lists/{id}/tasks/delta?$expand'), 'all'), host('kind'), run],
  ],
  [
    'a task has become a call, and the call is deleted in Microsoft: the task goes as well, and nothing is missing',
    [
      task({ kind: 'create', side: 'here', shape: 0 }),
      runTasks,
      task({ kind: 'host', what: 'kind', which: 0, to: 0 }),
      run,
      edit({ kind: 'delete', side: there, which: 0 }),
    ],
  ],
  [
    'what is in a draft alone is published by nobody but people, whatever comes in meanwhile',
    [meeting, run, host('draft'), edit({ kind: 'edit', side: there, which: 0, field: 1 }), run],
  ],
])('%s', (_what, steps) => proveHomes({ ...usual, steps }));

it('a meeting that is deleted in Strapi and edited in Microsoft meanwhile waits with its mark: made again it would be nobody’s', () =>
  proveHomes({
    ...usual,
    conflictResolution: 'newest-wins',
    steps: [
      meeting,
      { kind: 'run with a fault', resource: 'calendar', fault: { on: 'delta', skip: 0, as: 'again' } },
      host('beyond'),
      remove('here'),
      host('draft'),
      run,
    ],
  }));

it('what is deleted in Strapi while it does not take part stays in Microsoft, and does not come in anew', async () => {
  const steps = [meeting, run, host('unpublish'), run, remove('here'), run];
  expect(await subjectsAfter(steps)).toHaveLength(1);
  await proveHomes({ ...usual, steps });
});
