/** Something a person can put right: its message is all that is printed. */
export class Problem extends Error {}

/** Runs a script's main part: a `Problem` is said in its own words, anything else with its stack, and both end with 1. */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
