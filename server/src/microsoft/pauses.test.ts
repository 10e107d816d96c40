import { expect, test } from 'vitest';
import { createPauses } from './pauses';

function opened() {
  const clock = { now: 1_800_000_000_000 };
  const kept = new Map<string, number>();
  const open = () => createPauses({ now: () => clock.now, keep: async (name, milliseconds) => void kept.set(name, milliseconds) });
  return { clock, kept, open, pauses: open() };
}

test('a pause lasts as long as was asked for, a shorter one does not end it, and another name has none', async () => {
  const { clock, pauses } = opened();
  await pauses.note('ada', 30_000);
  await pauses.note('ada', 10_000);
  clock.now += 20_000;
  expect([pauses.leftMs('ada'), pauses.leftMs('ben')]).toEqual([10_000, 0]);
  clock.now += 10_000;
  expect(pauses.leftMs('ada')).toBe(0);
});

test('it outlives the process, under a name that tells of nobody', async () => {
  const { pauses, kept, open } = opened();
  await pauses.note('ada', 30_000);
  expect([...kept.keys()].join()).not.toContain('ada');
  const next = open();
  next.restore(kept);
  expect(next.leftMs('ada')).toBe(30_000);
});

test('one that is over before another process has its turn is not kept', async () => {
  const { pauses, kept } = opened();
  await pauses.note('ada', 1_000);
  expect(kept.size).toBe(0);
});

test('none lasts longer than an hour, whatever is asked for, and whatever becomes of the clock', async () => {
  const { clock, pauses, kept, open } = opened();
  await pauses.note('ada', 10 ** 15);
  expect([pauses.leftMs('ada'), ...kept.values()]).toEqual([3_600_000, 3_600_000]);
  clock.now -= 86_400_000;
  expect(pauses.leftMs('ada')).toBe(0);
  const next = open();
  next.restore(new Map([...kept.keys()].map((name) => [name, 86_400_000])));
  expect(next.leftMs('ada')).toBe(0);
  await pauses.note('ada', Number.NaN);
  expect(pauses.leftMs('ada')).toBe(0);
});
