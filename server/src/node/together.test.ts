import { expect, it } from 'vitest';
import { asOne, together } from './together';

it('asks once for all that is put in one turn, and again for what comes later', async () => {
  const asked: number[][] = [];
  const double = together(async (questions: readonly number[]) => {
    asked.push([...questions]);
    return questions.map((question) => question * 2);
  });
  const first = Promise.all([double(1), double(2), Promise.resolve().then(() => double(3))]);
  expect(await first).toEqual([2, 4, 6]);
  expect(await double(1)).toBe(2);
  expect(asked).toEqual([[1, 2, 3], [1]]);
});

it('asks for 200 at once at most', async () => {
  const sizes: number[] = [];
  const same = together(async (questions: readonly number[]) => {
    sizes.push(questions.length);
    return questions;
  });
  const all = Array.from({ length: 450 }, (_, at) => at);
  expect(await Promise.all(all.map(same))).toEqual(all);
  expect(sizes).toEqual([200, 200, 50]);
});

it('answers everybody else where one question cannot be answered', async () => {
  const ask = together(async (questions: readonly string[]) => {
    if (questions.includes('bad')) throw new Error('bad');
    return questions.map((question) => question.toUpperCase());
  });
  const answers = await Promise.allSettled(['a', 'bad', 'b'].map(ask));
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual(['A', 'failed', 'B']);
});

it('asks at once and alone where nobody else may be asked for with it', async () => {
  const asked: number[][] = [];
  let isAlone = false;
  const same = together(
    async (questions: readonly number[]) => {
      asked.push([...questions]);
      return questions;
    },
    { isAlone: () => isAlone },
  );
  const other = same(1);
  isAlone = true;
  expect(await same(2)).toBe(2);
  expect(asked).toEqual([[2]]);
  expect(await other).toBe(1);
});

it('asks the same question once', async () => {
  let asked = 0;
  const ask = asOne(async (question: string) => {
    asked += 1;
    return question;
  });
  expect(await Promise.all([ask('a'), ask('b'), ask('a')])).toEqual(['a', 'b', 'a']);
  expect(asked).toBe(2);
});
