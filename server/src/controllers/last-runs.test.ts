import { expect, it } from 'vitest';
import type { RunReport } from '../../../src/contracts';
import { lastRunsOf } from './last-runs';

it('a calendar that runs often leaves room for the runs of the tasks', async () => {
  const run = (resource: RunReport['resource'], second: number) =>
    ({ resource, startedAt: new Date(second * 1000).toISOString() }) as RunReport;
  const all = [...Array.from({ length: 30 }, (_, at) => run('calendar', 30 - at)), run('tasks', 0)];
  const history = async ({ resource, limit }: { resource?: string; limit?: number }) =>
    all.filter((one) => resource === undefined || one.resource === resource).slice(0, limit);
  const shown = await lastRunsOf({ history }, 'ada');
  expect(shown.at(-1)?.resource).toBe('tasks');
  expect(shown.map(({ startedAt }) => startedAt)).toEqual([...shown].map(({ startedAt }) => startedAt).sort((a, b) => (a < b ? 1 : -1)));
});
