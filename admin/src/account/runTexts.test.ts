import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';

import type { RunReport } from '../../../src/contracts';
import type { Text } from '../text/useText';
import english from '../translations/en.json';
import { countsText, listFormatter, reportText } from './runTexts';

const intl = createIntl({ locale: 'en' });
const t: Text = (key, values) => intl.formatMessage({ id: key, defaultMessage: english[key] }, values);
const formatList = listFormatter(intl);
const none = { created: 0, updated: 0, deleted: 0 };
const run = (change: Partial<RunReport>): RunReport => ({
  run: 'r',
  user: 'u',
  resource: 'calendar',
  outcome: 'completed',
  reason: null,
  strapi: none,
  microsoft: none,
  matched: 0,
  conflicts: 0,
  held: 0,
  leftAlone: 0,
  requests: 1,
  mails: 0,
  startedAt: '2027-01-01T00:00:00.000Z',
  finishedAt: '2027-01-01T00:00:01.000Z',
  ...change,
});

describe('counts in words', () => {
  it.each([
    [none, 'nothing'],
    [{ ...none, created: 1 }, '1 created'],
    [{ created: 1200, updated: 1, deleted: 0 }, '1,200 created and 1 updated'],
    [{ created: 1, updated: 2, deleted: 3 }, '1 created, 2 updated, and 3 deleted'],
  ])('%o', (counts, expected) => {
    expect(countsText(counts, t, formatList)).toBe(expected);
  });
});

describe('a run in words', () => {
  it.each<[string, Partial<RunReport>, string]>([
    [
      'what it wrote, and what waits',
      { strapi: { ...none, created: 2 }, held: 1 },
      'Calendar: done. In Strapi: 2 created. In Microsoft: nothing. 1 item is held.',
    ],
    [
      'what it left alone',
      { outcome: 'nothing-to-do', leftAlone: 2 },
      'Calendar: both sides were already the same. 2 items are of a kind that is not synchronized, and were left alone.',
    ],
    ['that there was nothing to do', { outcome: 'nothing-to-do' }, 'Calendar: both sides were already the same.'],
    [
      'what to do, for a known reason',
      { outcome: 'delayed', reason: 'throttled' },
      `Calendar: put off; it goes on by itself. ${english['reason.throttled']}`,
    ],
    [
      'why it is not completed',
      { outcome: 'delayed', reason: 'unfinished' },
      `Calendar: put off; it goes on by itself. ${english['why.unfinished']}`,
    ],
    [
      "the server's words, for any other reason",
      { outcome: 'failed', reason: 'Out of paper.' },
      'Calendar: the run failed and will be tried again. Reason: Out of paper.',
    ],
    ['no more than once that it is off', { outcome: 'off', reason: 'switched-off' }, 'Calendar: synchronization is switched off.'],
  ])('says %s', (_name, change, expected) => {
    expect(reportText(run(change), t, formatList)).toBe(expected);
  });
});
