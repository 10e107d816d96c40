import { describe, expect, it, vi } from 'vitest';
import type { Leases } from '../lease/port';
import { createScheduler } from './scheduler';

describe('what fails each second', () => {
  const full = Object.assign(new Error("insert into t values ('a password') - no"), { name: 'SqliteError', code: 'SQLITE_FULL' });
  it.each([
    ['a full disk, which is met by all that is done', full, 1, /disk is full.*SQLITE_FULL/],
    ['a database that is locked', Object.assign(new Error('no'), { name: 'SqliteError', code: 'SQLITE_BUSY' }), 1, /database is locked/],
    ['a sign-in service that is not reached', Object.assign(new Error('No name.'), { name: 'AccountFailure' }), 10, /failed: No name\./],
    ['what nobody has thought of, with the place where it was', new RangeError('a password'), 10, /failed: RangeError\n +at /],
  ])('is said once, in words, by each kind of work at most: %s', async (_, error, most, words) => {
    vi.useFakeTimers();
    const said: string[] = [];
    const fails = () => Promise.reject(error);
    const work = {
      wakeUnblocked: fails,
      tryRefused: fails,
      warnOfExpiry: fails,
      connectAssigned: fails,
      keepAlive: fails,
      compareHomes: fails,
    };
    const failing = createScheduler({
      ...work,
      tendNotices: fails,
      leases: { due: fails, claimAll: fails, wakeFromFuture: async () => 0, lookSooner: fails, goOnWaking: fails } as unknown as Leases,
      wakes: { start: async () => undefined, stop: async () => undefined },
      tickSeconds: 1,
      concurrency: 4,
      targetsOf: () => [],
      runAccount: fails,
      log: { warn: () => undefined, error: (message) => void said.push(message) },
    });
    try {
      failing.start();
      await vi.advanceTimersByTimeAsync(300_000);
      await failing.stop();
    } finally {
      vi.useRealTimers();
    }
    expect(said.length).toBeGreaterThan(0);
    expect(said.length).toBeLessThanOrEqual(most);
    for (const line of said) {
      expect(line).toMatch(words);
      expect(line).not.toContain('password');
    }
  });
});
