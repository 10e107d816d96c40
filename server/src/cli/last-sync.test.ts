import { describe, expect, it } from 'vitest';
import { lastSyncOf } from './last-sync';

const row = { inProgress: false, lastSyncAt: null, waitsFor: null } as const;

describe('when somebody was synchronized last', () => {
  it.each([
    [row, 'never'],
    [{ ...row, waitsFor: 'start' }, 'waits for start'],
    [{ ...row, waitsFor: 'deletions' }, 'waits for approval'],
    [{ ...row, lastSyncAt: '2026-03-02T09:00:00.000Z', waitsFor: 'deletions' }, '2026-03-02T09:00:00.000Z'],
    [{ ...row, inProgress: true, waitsFor: 'start' }, 'in progress'],
  ] as const)('%j is said as %j', (of, said) => expect(lastSyncOf(of)).toBe(said));
});
