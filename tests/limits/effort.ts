/**
 * How much work something is, in processor time of this process: what else runs on the machine does not count. It does disturb, though, so that one
 * measurement tells little: work is done again until it has once kept its limit, and what never does is over it.
 */

type Steps = () => Iterator<unknown, unknown>;

const MOST_TRIES = 20;
/** What is over its limit by far is not measured for minutes. */
const MOST_MS = 20_000;
/** Below it, warming up and clearing away are all that is measured. */
const LEAST_MS = 20;

/** How many times as long the second takes as the first, measured until that is below `limit`. */
export function timeRatio(smaller: Steps, larger: Steps, limit: number): number {
  const [short, long] = [new Shortest(), new Shortest()];
  short.run(smaller); // what compiling takes would be measured of the smaller alone
  while (long.mayGoOn && ratio(short, long) >= limit) {
    short.run(smaller);
    long.run(larger);
  }
  return ratio(short, long);
}

/** The same of what waits for others on its way. */
export async function timeRatioOf(smaller: () => Promise<unknown>, larger: () => Promise<unknown>, limit: number): Promise<number> {
  const [short, long] = [new Shortest(), new Shortest()];
  await short.wait(smaller);
  while (long.mayGoOn && ratio(short, long) >= limit) {
    await short.wait(smaller);
    await long.wait(larger);
  }
  return ratio(short, long);
}

/** Milliseconds between two moments at which others have their turn, measured until that is below `limit`. */
export function longestStep(steps: Steps, limit: number): number {
  const shortest = new Shortest();
  while (shortest.mayGoOn && shortest.longest >= limit) shortest.run(steps);
  return shortest.longest;
}

/** What each step takes where nothing comes in between: of each the shortest, for a busy machine interrupts now this one, now that. */
class Shortest {
  readonly #steps: number[] = [];
  #tries = 0;
  #tookMs = 0;

  get mayGoOn(): boolean {
    return this.#tries < MOST_TRIES && this.#tookMs < MOST_MS;
  }

  get sum(): number {
    return this.#steps.reduce((total, one) => total + one, 0);
  }

  /** Infinite before the first try. */
  get longest(): number {
    return this.#steps.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...this.#steps);
  }

  run(steps: Steps): void {
    this.#tries += 1;
    const running = steps();
    for (let at = 0, isDone = false; !isDone; at += 1) {
      const began = now();
      isDone = running.next().done === true;
      this.#keep(at, now() - began);
    }
  }

  async wait(work: () => Promise<unknown>): Promise<void> {
    this.#tries += 1;
    const began = now();
    await work();
    this.#keep(0, now() - began);
  }

  #keep(at: number, took: number): void {
    this.#steps[at] = Math.min(this.#steps[at] ?? Number.POSITIVE_INFINITY, took);
    this.#tookMs += took;
  }
}

/** Infinite before the first try. */
const ratio = (short: Shortest, long: Shortest): number =>
  long.longest === Number.POSITIVE_INFINITY ? long.longest : Math.max(long.sum, LEAST_MS) / Math.max(short.sum, LEAST_MS);

function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
