import type { Mailbox } from '../mailbox/mailbox.js';
import { accessDenied, GraphError } from './errors.js';
import type { Identity } from './permissions.js';
import { demandPermission } from './permissions.js';
import { incorrectRoutingHint } from '../todo/errors.js';
import { readPreferences } from './preferences.js';
import { Query } from './query.js';
import type { GraphAnswer, GraphService } from './request.js';
import { matchRoute, splitPath } from './routes.js';

export interface GraphCall {
  readonly method: string;
  /** With '/v1.0' in front and the query behind. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface GraphHost extends GraphService {
  findMailbox(idOrAddress: string): Mailbox | undefined;
  /** Throws the 401 of a token that is missing, forged or expired. */
  authenticate(authorization: string | undefined): Identity;
}

/** Whose mailbox an address means: known before the request is let in, because limits and faults are per mailbox. */
export function mailboxOfPath(host: GraphHost, identity: Identity, path: string): Mailbox | undefined {
  const [, first, second] = splitPath(path);
  if (first?.toLowerCase() === 'me') return identity.kind === 'delegated' ? host.findMailbox(identity.personId) : undefined;
  return first?.toLowerCase() === 'users' && second !== undefined ? host.findMailbox(second) : undefined;
}

/** Answers one request, or throws a GraphError. */
export function serveGraph(host: GraphHost, call: GraphCall): GraphAnswer {
  const identity = host.authenticate(call.headers['authorization']);
  const at = call.url.indexOf('?');
  const path = at < 0 ? call.url : call.url.slice(0, at);
  const [, first = '', ...rest] = splitPath(path);
  const root = first.toLowerCase();
  if (root !== 'me' && root !== 'users') throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${first}'.`);
  if (root === 'me' && identity.kind === 'application') {
    throw new GraphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  }
  const segments = root === 'me' ? rest : rest.slice(1);
  const { route, parameters } = matchRoute(call.method, segments);
  demandPermission(identity, route.need);
  const mailbox = mailboxOfPath(host, identity, path);
  if (!mailbox) throw unknownPerson(rest[0] ?? '', segments.length === 0);
  if (identity.kind === 'delegated' && mailbox.person.id !== identity.personId) {
    throw segments[0]?.toLowerCase() === 'todo' ? incorrectRoutingHint() : accessDenied();
  }
  if (mailbox.person.hasMailbox === false && segments.length > 0) {
    throw new GraphError(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.');
  }
  const preferences = readPreferences(call.headers['prefer']);
  const answer = route.answer({
    method: call.method,
    path,
    query: new Query(at < 0 ? '' : call.url.slice(at)),
    headers: call.headers,
    body: call.body,
    preferences,
    mailbox,
    parameters,
    service: host,
  });
  if (preferences.applied === undefined || answer.body === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'preference-applied': preferences.applied } };
}

function unknownPerson(name: string, isPersonItself: boolean): GraphError {
  if (isPersonItself) {
    return new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }
  return new GraphError(404, 'ErrorInvalidUser', `The requested user '${name}' is invalid.`);
}
