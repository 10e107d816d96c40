import type { ErrorCode, FrontEndProblem } from '../contracts/errors';

export type MicrosoftSyncErrorCode =
  | ErrorCode
  | 'not-signed-in' // the token is none, or has expired: sign in to Strapi again
  | 'forbidden' // the role does not have the action
  | 'unreachable' // no answer came
  | 'unexpected' // an answer that is none of these
  | 'popup-blocked' // the browser opened none: use `connectByRedirect`, or call from a click
  | 'popup-closed'; // before the sign-in had ended

export interface FieldProblem {
  path: string[];
  message: string;
  lockedBy?: 'system' | 'organization';
}

interface Details {
  code: MicrosoftSyncErrorCode;
  message: string;
  status?: number;
  reason?: string | null;
  errors?: FieldProblem[];
  retryAfterSeconds?: number | null;
}

/** Every call rejects with this one. */
export class MicrosoftSyncError extends Error {
  readonly code: MicrosoftSyncErrorCode;
  /** Of the answer; 0 where there was none. */
  readonly status: number;
  /** Of a sign-in that did not succeed, the word that says why; else what the server says beside the code. */
  readonly reason: FrontEndProblem | (string & {}) | null;
  /** Of 'invalid-input' and 'locked': by field. */
  readonly errors: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;

  constructor({ code, message, status = 0, reason = null, errors = [], retryAfterSeconds = null }: Details) {
    super(message);
    this.name = 'MicrosoftSyncError';
    this.code = code;
    this.status = status;
    this.reason = reason;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
