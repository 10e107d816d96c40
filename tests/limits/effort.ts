/** How much work something is, in processor time of this process: what else runs on the machine does not count. */

type Steps = () => Iterator<unknown, unknown>;

const TRIES = 4;
/** Below it, warming up and clearing away are all that is measured. */
const LEAST_MS = 20;

/** How many times as long the second takes as the first. */
export const timeRatio = (smaller: Steps, larger: Steps): number => least(() => duration(larger)) / least(() => duration(smaller));

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
export const longestStep = (steps: Steps): number =>
  least(() => {
    const running = steps();
    let longest = 0;
    for (let isDone = false; !isDone;) {
      const began = now();
      isDone = running.next().done === true;
      longest = Math.max(longest, now() - began);
    }
    return longest;
  });

function duration(steps: Steps): number {
  const running = steps();
  const began = now();
  while (running.next().done !== true);
  return Math.max(now() - began, LEAST_MS);
}

function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const least = (measure: () => number): number => Math.min(...Array.from({ length: TRIES }, measure));
