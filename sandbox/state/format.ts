import { createHash } from 'node:crypto';
import { readSigningKey } from '../sign-in/jwt.js';
import type { SavedState } from './saved.js';
import { stateFormat } from './saved.js';

/** A first line with format and checksum, then the state: what has the right sum was written by this very format. */
export function formatState(state: SavedState): string {
  const text = JSON.stringify(state);
  return `${JSON.stringify({ format: stateFormat, sha256: checksum(text) })}\n${text}\n`;
}

/** Throws where the content is anything else than what `formatState` gave. */
export function parseState(content: string): SavedState {
  const [first = '', text = ''] = content.split('\n', 2);
  const header = parseHeader(first);
  if (header.format !== stateFormat) throw new Error(`its format is ${String(header.format)}, not ${stateFormat}`);
  if (header.sha256 !== checksum(text)) throw new Error('it is damaged');
  const state = JSON.parse(text) as SavedState;
  readSigningKey(state.signingKey);
  return state;
}

function parseHeader(line: string): { readonly format?: unknown; readonly sha256?: unknown } {
  try {
    return Object(JSON.parse(line)) as object;
  } catch {
    throw new Error('it is no state file, or damaged');
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
