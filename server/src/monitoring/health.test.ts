import { expect, test } from 'vitest';
import { createHealth } from './health';

const of = (overdue: number | null, sinceTick: number | null) =>
  createHealth({
    overdueSeconds: async () => {
      if (overdue === null) throw new Error('no database');
      return overdue;
    },
    sinceTickMs: () => sinceTick,
    now: () => 0,
  })();

test.each([
  ['all is well', 0, 900, 'ok'],
  ['this process runs no work', 0, null, 'ok'],
  ['something waits for long', 601, 900, 'behind'],
  ['this process looks for no work any more', 0, 61_000, 'failing'],
  ['the database does not answer', null, 900, 'failing'],
] as const)('%s', async (_what, overdue, sinceTick, status) => expect((await of(overdue, sinceTick)).status).toBe(status));

test('who asks often asks the database once', async () => {
  let [asked, time] = [0, 0];
  const health = createHealth({ overdueSeconds: async () => (asked += 1), sinceTickMs: () => null, now: () => time });
  for (time = 0; time < 5_000; time += 500) await health();
  expect(asked).toBe(1);
  time = 5_000;
  await health();
  expect(asked).toBe(2);
});
