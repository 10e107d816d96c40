import { randomUUID } from 'node:crypto';
import { accessDenied, GraphError, invalidRequest } from '../graph/errors.js';
import type { Identity } from '../graph/permissions.js';
import { readProperties, readString } from '../graph/read-value.js';
import type { Json } from '../graph/render-event.js';
import type { GraphAnswer } from '../graph/request.js';
import { splitPath } from '../graph/routes.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { Clock } from '../clock.js';
import { checkAddress } from './check-address.js';
import { readResource } from './read-resource.js';
import type { SubscriptionShelf } from './shelf.js';
import { type ChangeType, changeTypes, longestMinutes, type Subscription, type Watched } from './subscription.js';

export interface SubscriptionHost {
  readonly clock: Clock;
  readonly subscriptions: SubscriptionShelf;
  root(): string;
  findMailbox(idOrAddress: string): Mailbox | undefined;
}

const names = [
  ...['id', 'applicationId', 'changeType', 'clientState', 'creatorId', 'encryptionCertificate', 'encryptionCertificateId'],
  ...['expirationDateTime', 'includeResourceData', 'latestSupportedTlsVersion', 'lifecycleNotificationUrl', 'notificationQueryOptions'],
  ...['notificationUrl', 'notificationUrlAppId', 'resource'],
];
const shortestMinutes = 1;
const mostOfMailbox = 1000;

/** What follows `/subscriptions` in an address; null: it is another one. */
export function subscriptionPath(url: string): string[] | null {
  const [, root, ...rest] = splitPath(url.split('?')[0] ?? '');
  return root?.toLowerCase() === 'subscriptions' ? rest : null;
}

/** `/subscriptions` and what is below it. An application sees its own; with a person's sign-in, those of that person. */
export async function answerSubscriptions(
  host: SubscriptionHost,
  identity: Identity,
  { method, segments, body }: { readonly method: string; readonly segments: readonly string[]; readonly body: unknown },
): Promise<GraphAnswer> {
  const [id, action] = segments;
  if (id === undefined) {
    if (method === 'POST') return post(host, identity, body);
    if (method === 'GET') return { status: 200, body: { value: host.subscriptions.all.filter((one) => isOf(one, identity)).map(render) } };
    throw new GraphError(405, 'BadRequest', 'Request not applicable to target resource.');
  }
  const found = host.subscriptions.find(id);
  if (!found || !isOf(found, identity)) throw new GraphError(404, 'ResourceNotFound', 'The object was not found.');
  if (action?.toLowerCase() === 'reauthorize' && method === 'POST') return { status: 204 };
  if (action !== undefined) throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${action}'.`);
  switch (method) {
    case 'GET':
      return { status: 200, body: render(found) };
    case 'PATCH': {
      const given = readProperties(body, names, 'microsoft.graph.subscription');
      const changed = { ...found, expiresAt: readExpiry(host, given['expirationDateTime'], found.watched) };
      host.subscriptions.put(changed);
      return { status: 200, body: render(changed) };
    }
    case 'DELETE':
      host.subscriptions.remove(found.id);
      return { status: 204 };
    default:
      throw new GraphError(405, 'BadRequest', 'Request not applicable to target resource.');
  }
}

async function post(host: SubscriptionHost, identity: Identity, body: unknown): Promise<GraphAnswer> {
  const given = readProperties(body, names, 'microsoft.graph.subscription');
  const resource = readString(given['resource'], 'resource');
  const watched = readResource(identity, resource, host.findMailbox);
  const expiresAt = readExpiry(host, given['expirationDateTime'], watched);
  const notificationUrl = readString(given['notificationUrl'], 'notificationUrl');
  const lifecycle = given['lifecycleNotificationUrl'];
  const lifecycleNotificationUrl = lifecycle === undefined || lifecycle === null ? null : readString(lifecycle, 'lifecycleNotificationUrl');
  const state = given['clientState'];
  const clientState = state === undefined || state === null ? null : readString(state, 'clientState');
  if ((clientState?.length ?? 0) > 128) throw invalidRequest('clientState is longer than 128 characters.');
  const own = host.subscriptions.all.filter((one) => isOf(one, identity));
  const isDouble = own.some(
    (one) => one.notificationUrl === notificationUrl && one.watched.kind === watched.kind && one.watched.place === watched.place,
  );
  if (isDouble) throw new GraphError(409, 'ObjectIdentifierInUse', 'A subscription with these properties exists already.');
  if (host.subscriptions.all.filter((one) => one.watched.mailboxId === watched.mailboxId).length >= mostOfMailbox) throw accessDenied();
  for (const url of new Set([notificationUrl, lifecycleNotificationUrl ?? notificationUrl])) await checkAddress(url);
  const subscription: Subscription = {
    id: randomUUID(),
    clientId: identity.clientId,
    creatorId: identity.kind === 'delegated' ? identity.personId : identity.clientId,
    watched,
    resource,
    changeTypes: readChangeTypes(given['changeType']),
    notificationUrl,
    lifecycleNotificationUrl,
    clientState,
    latestSupportedTlsVersion: 'v1_2',
    expiresAt,
  };
  host.subscriptions.put(subscription);
  return { status: 201, body: { '@odata.context': `${host.root()}/v1.0/$metadata#subscriptions/$entity`, ...render(subscription) } };
}

function readChangeTypes(value: unknown): ChangeType[] {
  return readString(value, 'changeType')
    .split(',')
    .map((part) => {
      const found = changeTypes.find((one) => one === part.trim().toLowerCase());
      if (found === undefined) throw invalidRequest(`'${part}' is no change type.`);
      return found;
    });
}

function readExpiry({ clock }: SubscriptionHost, value: unknown, { kind }: Watched): number {
  const at = Date.parse(readString(value, 'expirationDateTime'));
  const minutes = (at - clock.now()) / 60_000;
  if (Number.isNaN(at) || minutes < shortestMinutes) throw invalidRequest('Subscription expiration time must be in the future.');
  if (minutes > longestMinutes[kind])
    throw invalidRequest(`Subscription expiration can only be ${longestMinutes[kind]} minutes in the future.`);
  return at;
}

function isOf(subscription: Subscription, identity: Identity): boolean {
  return (
    subscription.clientId === identity.clientId &&
    subscription.creatorId === (identity.kind === 'delegated' ? identity.personId : identity.clientId)
  );
}

function render(subscription: Subscription): Json {
  return {
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.clientId,
    changeType: subscription.changeTypes.join(','),
    clientState: null, // never told again
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl,
    expirationDateTime: new Date(subscription.expiresAt).toISOString(),
    creatorId: subscription.creatorId,
    includeResourceData: null,
    latestSupportedTlsVersion: subscription.latestSupportedTlsVersion,
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}
