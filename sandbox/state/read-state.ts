import { existsSync, readFileSync, renameSync } from 'node:fs';
import { parseState } from './format.js';
import type { SavedState } from './saved.js';

/** Reads a state file; undefined where there is none, or none that can be used: that one is set aside and `warn` is told. */
export function readState(file: string, warn: (line: string) => void): SavedState | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return parseState(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(
      `${file} cannot be used (${reason}) and is ${setAside(file)}. The local Microsoft 365 starts empty: everybody has to sign in again.`,
    );
    return undefined;
  }
}

function setAside(file: string): string {
  const target = `${file}.broken`;
  try {
    renameSync(file, target);
    return `set aside as ${target}`;
  } catch {
    return 'replaced';
  }
}
