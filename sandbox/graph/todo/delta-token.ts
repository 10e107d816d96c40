import { GraphError } from '../errors.js';

export interface DeltaToken {
  readonly generation: number;
  /** List the round is about; empty for the set of lists. */
  readonly place: string;
  /** The round tells what changed after this version and up to `until`; up to `position` it has been read. */
  readonly since: number;
  readonly position: number;
  readonly until: number;
  readonly hadEmptyPage: boolean;
  /** Of a deltaLink: a new round begins with it. */
  readonly isEnd: boolean;
  /** `$select`, `$expand` and `$top` of the first request. */
  readonly options: string;
}

/** Long on purpose: a client that stores links in 255 characters shall find out (graph-facts §1.5). */
export function writeToken(token: DeltaToken): string {
  return Buffer.from(JSON.stringify(token).padEnd(240, ' ')).toString('base64url');
}

/** Throws for a token of another list and for everything that is none. */
export function readToken(text: string, place: string): DeltaToken {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as DeltaToken;
    if (
      token.place === place &&
      [token.generation, token.since, token.position, token.until].every(Number.isInteger) &&
      typeof token.options === 'string'
    )
      return token;
  } catch {
    // Refused below, like any other text that was made up.
  }
  throw new GraphError(400, 'BadRequest', 'Badly formed token.');
}
