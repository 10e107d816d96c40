import { existsSync } from 'node:fs';

/** A folder or file outside of the project that tests read when it is there. Says so when it is not. */
export function materialFor(path: string): string | undefined {
  const found = [path, `../${path}`].find((candidate) => existsSync(candidate));
  if (found === undefined) process.stderr.write(`Skipped: ${path} is not there, so tests that need it do not run.\n`);
  return found;
}
