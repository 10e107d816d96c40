import { randomUUID } from 'node:crypto';

/** A refusal of the sign-in service, with the AADSTS number people search for. */
export class SignInError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly number: number,
    readonly text: string,
    readonly suberror?: string,
  ) {
    super(text);
  }

  describe(now: number, traceId: string = randomUUID(), correlationId: string = randomUUID()): string {
    return `AADSTS${this.number}: ${this.text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${formatTime(now)}`;
  }
}

/** The body of Entra's token endpoint, key by key. Errors of unknown applications and grants come without error_uri. */
export function errorBody(error: SignInError, now: number, correlationId: string): object {
  const traceId = randomUUID();
  const hasUri = error.error !== 'unauthorized_client' && error.error !== 'unsupported_grant_type';
  return {
    error: error.error,
    error_description: error.describe(now, traceId, correlationId),
    error_codes: [error.number],
    timestamp: formatTime(now),
    trace_id: traceId,
    correlation_id: correlationId,
    ...(hasUri ? { error_uri: `https://login.microsoftonline.com/error?code=${error.number}` } : {}),
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
  };
}

function formatTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

export const invalidGrant = (number: number, text: string, suberror?: string): SignInError =>
  new SignInError(400, 'invalid_grant', number, text, suberror);

export const invalidClient = (number: number, text: string): SignInError => new SignInError(401, 'invalid_client', number, text);

export const invalidRequest = (number: number, text: string): SignInError => new SignInError(400, 'invalid_request', number, text);

export const missingParameter = (name: string): SignInError =>
  invalidRequest(900144, `The request body must contain the following parameter: '${name}'.`);
