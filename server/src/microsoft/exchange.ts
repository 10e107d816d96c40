import type { Client } from '@microsoft/microsoft-graph-client';

import { inTurns } from '../node/in-turns';
import { answerOf, failureOf, parsed } from './answer';
import { GraphCall } from './connection';
import { bodyLibrary, graphLibrary } from './graph-library';
import { TOO_LARGE } from './take-answer';
import { GraphError, type GraphAnswer, type GraphRequest } from './port';

/** `/me` for a signed-in user, `/users/{id}` in application mode. */
export type MailboxPrefix = '/me' | `/users/${string}`;

/** One exchange with Graph at an absolute address; throws as `Mailbox.send` does. */
export type Exchange = (options: {
  method: GraphRequest['method'];
  url: string;
  headers: Record<string, string>;
  body?: unknown;
  isRepeatable: boolean;
  slots: number;
  mayLeaveOut: boolean;
  shared?: readonly { readonly id: string }[] | null;
}) => Promise<GraphAnswer>;

export function exchangeOver(client: Client, now: () => number): Exchange {
  return async ({ method, url, headers, body, isRepeatable, slots, mayLeaveOut, shared = null }) => {
    const { ResponseType } = await graphLibrary();
    const call = new GraphCall(url, isRepeatable, slots, mayLeaveOut, shared);
    const request = client.api('/').middlewareOptions([call]).headers(headers).responseType(ResponseType.RAW);
    let response: Response;
    try {
      response = (await (method === 'GET'
        ? request.get()
        : method === 'DELETE'
          ? request.delete()
          : method === 'POST'
            ? request.post(body)
            : request.patch(body))) as Response;
    } catch (error) {
      throw call.thrown ?? new GraphError(failureOf('unavailable', 'The request could not be sent.'), { cause: error });
    }
    if (call.isTooLarge) return tooLarge(method, response);
    const { withPlainBodies } = await bodyLibrary();
    const text = response.body === null ? new TextDecoder().decode(call.body) : await response.text();
    const answered = {
      method,
      url,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await inTurns(withPlainBodies(parsed(text))),
    };
    return { ...answerOf(answered, now()), bytes: call.body.byteLength };
  };
}

/** A write was done, for all that is known: what Microsoft holds now is looked up. */
function tooLarge(method: GraphRequest['method'], { status, headers }: Response): GraphAnswer {
  return {
    status,
    headers: Object.fromEntries(headers),
    body: null,
    failure: failureOf(method === 'GET' ? 'too-large' : 'nonsense', TOO_LARGE, status),
  };
}
