import { describe, expect, test } from 'vitest';
import type { Subscription } from '../storage/sql/subscriptions';
import { isDoubtful, paceOf } from './pace';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const subscription = (more: Partial<Subscription> = {}): Subscription => ({
  key: 'k',
  name: 'n',
  target: { user: 'ada', resource: 'calendar' },
  collection: 'c',
  state: 'live',
  reason: null,
  subscriptionId: 's',
  mailbox: 'm',
  address: 'https://crm.example.com',
  expiresAt: NOW + 5_000 * MINUTE,
  madeAt: NOW - 100 * MINUTE,
  heardAt: NOW - 50 * MINUTE,
  lookedAt: NOW - 40 * MINUTE,
  doubtedAt: null,
  isAskedAgain: false,
  silences: 0,
  failures: 0,
  ...more,
});

describe('minutes until the next look', () => {
  test.each([
    ['nothing is told of', 15, { subscriptions: [] }, 15],
    ['all is told of', 15, {}, 240],
    ['the settings are slower anyhow', 1_440, {}, 1_440],
    ['one of two is told of', 15, { followed: 2 }, 15],
    ['one is refused', 15, { subscriptions: [subscription({ state: 'refused' })] }, 15],
    ['one is doubted', 15, { subscriptions: [subscription({ doubtedAt: NOW })] }, 15],
    ['one waits for a new permission', 15, { subscriptions: [subscription({ isAskedAgain: true })] }, 15],
    ['its life is over', 15, { subscriptions: [subscription({ expiresAt: NOW - 1 })] }, 15],
    ['its life ends in an hour', 15, { subscriptions: [subscription({ expiresAt: NOW + 60 * MINUTE })] }, 60],
    ['nothing of what was told of just now shows', 15, { isQuiet: true, subscriptions: [subscription({ heardAt: NOW - 2_000 })] }, 1],
    ['what was told of just now is here', 15, { subscriptions: [subscription({ heardAt: NOW - 2_000 })] }, 240],
  ])('%s', (_what, intervalMinutes, more, minutes) => {
    const of = { intervalMinutes, followed: 1, subscriptions: [subscription()], isQuiet: false, now: NOW, ...more };
    expect(paceOf(of)).toBe(minutes);
  });
});

describe('is doubted, where a run has found', () => {
  test.each([
    ['what nobody has told', true, {}, true],
    ['nothing', false, {}, false],
    ['what was told', true, { heardAt: NOW - 30 * MINUTE }, false],
    ['what may have been before it was made', true, { madeAt: NOW - 30 * MINUTE }, false],
    ['something, the first time that it looked', true, { lookedAt: null }, false],
    ['something, while it is doubted already', true, { doubtedAt: NOW - 1 }, false],
    ['something, while it is not live', true, { state: 'wanted' }, false],
  ] as const)('%s', (_what, hasChanged, more, isDoubted) => {
    expect(isDoubtful(subscription(more), { hasChanged })).toBe(isDoubted);
  });
});
