import { expect, test } from 'vitest';
import { runLine } from './run-line';

const nothing = { created: 0, updated: 0, deleted: 0 };
const report = {
  ...{ run: 'r', user: 'u', resource: 'calendar' as const, outcome: 'delayed' as const },
  ...{ strapi: { ...nothing, updated: 2 }, microsoft: nothing, matched: 0, conflicts: 0, held: 1, leftAlone: 0, requests: 4, mails: 0 },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:00:00.250Z' },
};

test('a run is one line of ids and counts', () => {
  expect(JSON.parse(runLine({ ...report, reason: 'throttled' }).slice('microsoft-sync: run '.length))).toMatchObject({
    ...{ run: 'r', user: 'u', outcome: 'delayed', reason: 'throttled', milliseconds: 250, held: 1, requests: 4 },
    strapi: { updated: 2 },
  });
});

test('a sentence, which may name somebody or something, is not in it', () => {
  const line = runLine({ ...report, reason: "Microsoft refused 'Lunch with Bob'.\nAnd more." });
  expect([line.includes('Bob'), line.includes('\n'), line.includes('reason')]).toEqual([false, false, false]);
});
