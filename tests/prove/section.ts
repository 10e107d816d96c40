/** One part of the proof: a set that is gone through as a whole. */
export interface Section {
  readonly name: string;
  /** What is in it, and how its axes are combined. */
  readonly covers: string;
  /** Goes through all that `isMine` takes, by their numbers in order; returns how many those were. */
  go(isMine: (at: number) => boolean, failed: (what: string, why: string) => void): Promise<number>;
}

/** Every way to choose one of each list. */
export function* product<T extends readonly unknown[]>(...lists: { readonly [K in keyof T]: Iterable<T[K]> }): Generator<T> {
  const [first, ...others] = lists as readonly Iterable<unknown>[];
  if (first === undefined) return void (yield [] as unknown as T);
  for (const one of first) for (const rest of product(...others)) yield [one, ...rest] as unknown as T;
}
