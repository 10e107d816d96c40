import { describe, expect, it } from 'vitest';
import { createTurns } from './turns';

function world() {
  const clock = { at: 0 };
  return { clock, turns: createTurns({ now: () => clock.at, most: 3, withinMs: 60_000 }) };
}
const ended = (turn: ReturnType<ReturnType<typeof createTurns>['take']>) => {
  if (turn.isGiven) turn.end();
  return turn;
};

describe('turns', () => {
  it('are one at a time for each person, whatever others do', () => {
    const { turns } = world();
    const first = turns.take('ada');
    expect(first.isGiven).toBe(true);
    expect(turns.take('ada')).toEqual({ isGiven: false, retryAfterSeconds: 2 });
    expect(turns.take('ben').isGiven).toBe(true);
    ended(first);
    expect(turns.take('ada').isGiven).toBe(true);
  });

  it('are so many in a while, and say when there is one again', () => {
    const { turns, clock } = world();
    for (const at of [0, 10_000, 20_000]) {
      clock.at = at;
      expect(ended(turns.take('ada')).isGiven).toBe(true);
    }
    clock.at = 30_500;
    expect(turns.take('ada')).toEqual({ isGiven: false, retryAfterSeconds: 30 });
    expect(ended(turns.take('ben')).isGiven).toBe(true);
    clock.at = 60_000;
    expect(ended(turns.take('ada')).isGiven).toBe(true);
    expect(turns.take('ada')).toEqual({ isGiven: false, retryAfterSeconds: 10 });
  });

  it('are several at a time where that is said', () => {
    const turns = createTurns({ now: () => 0, most: 9, withinMs: 60_000, atOnce: 2 });
    const first = turns.take('ada');
    expect(turns.take('ada').isGiven).toBe(true);
    expect(turns.take('ada')).toEqual({ isGiven: false, retryAfterSeconds: 2 });
    ended(first);
    expect(turns.take('ada').isGiven).toBe(true);
    expect(turns.take('ada').isGiven).toBe(false);
  });

  it('that were not given do not count', () => {
    const { turns, clock } = world();
    const lasting = turns.take('ada');
    for (let times = 0; times < 10; times += 1) turns.take('ada');
    ended(lasting);
    clock.at = 1;
    expect(ended(turns.take('ada')).isGiven).toBe(true);
  });

  it('that last longer than the while are still the only ones', () => {
    const { turns, clock } = world();
    const lasting = turns.take('ada');
    clock.at = 200_000;
    ended(turns.take('ben'));
    expect(turns.take('ada')).toEqual({ isGiven: false, retryAfterSeconds: 2 });
    ended(lasting);
    expect(turns.take('ada').isGiven).toBe(true);
  });
});
