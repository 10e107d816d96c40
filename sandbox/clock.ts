/** The sandbox's time. Tests move it instead of sleeping. */
export interface Clock {
  now(): number;
  advance(milliseconds: number): void;
  /** How far the service's clock is ahead of everybody else's; negative: behind. Replaces what `advance` added. */
  skew(milliseconds: number): void;
}

export function createClock(source: () => number = Date.now): Clock {
  let offset = 0;
  return {
    now: () => source() + offset,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    skew: (milliseconds) => {
      offset = milliseconds;
    },
  };
}
