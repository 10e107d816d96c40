/** How much work something is, in processor time of this process: what else runs on the machine does not count. */

type Steps = () => Iterator<unknown, unknown>;

const TRIES = 4;
/** So many that shorten nothing are enough. */
const IN_VAIN = 3;
const MOST_TRIES = 20;
/** Below it, warming up and clearing away are all that is measured. */
const LEAST_MS = 20;

/** How many times as long the second takes as the first. */
export const timeRatio = (smaller: Steps, larger: Steps): number => sum(leastOfEach(larger)) / sum(leastOfEach(smaller));

/** The same of what waits for others on its way. */
export async function timeRatioOf(smaller: () => Promise<unknown>, larger: () => Promise<unknown>): Promise<number> {
  const [short, long] = [await leastOf(smaller), await leastOf(larger)];
  return long / short;
}

async function leastOf(work: () => Promise<unknown>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const began = now();
    await work();
    shortest = Math.min(shortest, Math.max(now() - began, LEAST_MS));
  }
  return shortest;
}

/** Milliseconds between two moments at which others have their turn. */
export const longestStep = (steps: Steps): number => Math.max(...leastOfEach(steps));

/**
 * What each step takes where nothing comes in between: the same steps a few times, and of each the shortest, for a busy machine interrupts now this one,
 * now that. It goes on for as long as that shortens anything.
 */
function leastOfEach(steps: Steps): readonly number[] {
  const shortest: number[] = [];
  let without = 0;
  for (let tries = 0; tries < MOST_TRIES && without < IN_VAIN; tries += 1) {
    const before = sum(shortest);
    const running = steps();
    for (let at = 0, isDone = false; !isDone; at += 1) {
      const began = now();
      isDone = running.next().done === true;
      shortest[at] = Math.min(shortest[at] ?? Number.POSITIVE_INFINITY, now() - began);
    }
    without = tries > 0 && sum(shortest) > 0.95 * before ? without + 1 : 0;
  }
  return shortest;
}

const sum = (all: readonly number[]): number =>
  Math.max(
    all.reduce((total, one) => total + one, 0),
    LEAST_MS,
  );

function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
