import { randomUUID } from 'node:crypto';

/** An answer that Graph refuses with. `message` is for people, `code` and `innerCode` for clients (graph-facts §8). */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly innerCode?: string,
  ) {
    super(message);
  }
}

export function errorBody(error: GraphError, now: number, clientRequestId?: string, requestId: string = randomUUID()): object {
  return {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        ...(error.innerCode === undefined ? {} : { code: error.innerCode }),
        date: new Date(now).toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId ?? requestId,
      },
    },
  };
}

export const itemNotFound = (): GraphError => new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

export const malformedId = (): GraphError => new GraphError(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');

export const accessDenied = (): GraphError =>
  new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');

export const conflict = (): GraphError =>
  new GraphError(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );

export const invalidBody = (message: string): GraphError => new GraphError(400, 'RequestBodyRead', message);

export const invalidRequest = (message: string): GraphError => new GraphError(400, 'ErrorInvalidRequest', message);

export const invalidParameter = (message: string): GraphError => new GraphError(400, 'ErrorInvalidParameter', message);

export const failedProperty = (message: string): GraphError =>
  new GraphError(400, 'ErrorPropertyValidationFailure', `At least one property failed validation. ${message}`);

export const invalidQuery = (message: string): GraphError => new GraphError(400, 'ErrorInvalidUrlQuery', message);

export const unknownZone = (name: string): GraphError =>
  new GraphError(
    400,
    'ErrorInvalidParameter',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
    {},
    'TimeZoneNotSupportedException',
  );
