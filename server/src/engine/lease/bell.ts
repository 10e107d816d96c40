/**
 * Tells the scheduler of this process what was woken here, so that a person who has saved does not wait for the next tick. Other processes find
 * it in the database.
 */
export interface Bell {
  /** Something is due in so many milliseconds. */
  ring(inMs: number): void;
  /** The one who hears it. */
  heardBy(listener: (inMs: number) => void): void;
}

export function createBell(): Bell {
  let hear: (inMs: number) => void = () => undefined;
  return {
    ring: (inMs) => hear(inMs),
    heardBy(listener) {
      hear = listener;
    },
  };
}
