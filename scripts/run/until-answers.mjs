const LIMIT_MS = 180_000;

/** Waits until the address answers with success; ends early, without a word, when the child ends: whoever keeps it says so. */
export async function untilAnswers(address, child) {
  let hasEnded = false;
  child.exited.then(() => {
    hasEnded = true;
  });
  for (const until = Date.now() + LIMIT_MS; Date.now() < until;) {
    if (hasEnded) return new Promise(() => {});
    if (await answers(address)) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${child.name} did not answer at ${address} within ${LIMIT_MS / 1000} s.\n${child.tail()}`);
}

async function answers(address) {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
