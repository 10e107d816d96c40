import { expect, it } from 'vitest';
import type { Cursor } from '../../storage/port';
import { newTally, type RunContext } from '../context';
import { newChangeSet } from './change-set';
import { commit } from './commit';
import { withRowsLocked } from './transaction';

const cursorOf = (link: string): Cursor => ({
  collection: { id: 'c', name: 'Calendar', isDefault: true, isReadOnly: false, isOwned: true, owner: null },
  link,
  window: { start: '2026-01-01T00:00:00.000Z', end: '2026-12-31T00:00:00.000Z' },
  settingsKey: 'k',
  round: 1,
  isFull: false,
  isSettled: true,
  isReadWhole: false,
  comparedAt: 0,
});

function runThat(commits: boolean): RunContext {
  const transaction = async (work: () => Promise<unknown>) => {
    const result = await work();
    if (!commits) throw new Error('rolled back');
    return result;
  };
  return {
    tally: newTally(),
    start: { isFirst: false },
    reading: { cursors: new Map([['c', cursorOf('before')]]) },
    resource: { parts: null },
    store: { transaction, commit: async () => ({ held: [], conflicts: 1 }) },
    items: { lock: async () => undefined },
    guard: { handOver: () => undefined },
  } as unknown as RunContext;
}

const change = (run: RunContext) => withRowsLocked(run, [], () => commit(run, { ...newChangeSet(), cursors: [cursorOf('after')] }));
const stateOf = ({ reading, tally }: RunContext) => [reading.cursors.get('c')?.link, tally.conflicts];

it('what is committed is counted, and read on from', async () => {
  const run = runThat(true);
  await change(run);
  expect(stateOf(run)).toEqual(['after', 1]);
});

it('what is rolled back is neither', async () => {
  const run = runThat(false);
  await expect(change(run)).rejects.toThrow('rolled back');
  expect(stateOf(run)).toEqual(['before', 0]);
});
