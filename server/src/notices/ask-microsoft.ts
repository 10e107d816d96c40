import type { Resource } from '../../../src/contracts';
import type { GraphAnswer, GraphFailure, Mailbox } from '../microsoft/port';
import { endOf, livesOf } from './lives';

/** Microsoft's `/subscriptions`, through somebody's mailbox. */
export interface Asked {
  readonly mailbox: Pick<Mailbox, 'send'>;
  /** `https://graph.microsoft.com/v1.0/subscriptions`, or its like in another cloud. */
  readonly root: string;
  /** Epoch milliseconds of the database. */
  readonly now: number;
}

export interface Wanted {
  readonly resource: Resource;
  readonly collection: string;
  readonly isDefault: boolean;
  /** `me`, or `users/{id}`. */
  readonly owner: string;
  readonly address: string;
  readonly clientState: string;
}

export type Made = { readonly id: string; readonly expiresAt: number } | { readonly failure: GraphFailure };

/**
 * Makes one. A calendar is named by its id; where Microsoft does not want that, which is documented nowhere, the default one is also known as
 * `events` (graph-facts §5.1). What differs in what Microsoft takes is tried from the best to the least.
 */
export async function make(asked: Asked, wanted: Wanted): Promise<Made> {
  let failure: GraphFailure | null = null;
  for (const minutes of livesOf[wanted.resource])
    for (const resource of pathsOf(wanted)) {
      const made = await post(asked, wanted, { resource, minutes });
      if (!('failure' in made)) return made;
      failure = made.failure;
      if (!mayHelp(failure)) return made;
    }
  return { failure: failure as GraphFailure };
}

function pathsOf({ resource, collection, isDefault, owner }: Wanted): string[] {
  // The signs that ids mostly end with stay as they are, as in all that is published: not everybody who reads this text undoes it.
  const id = encodeURIComponent(collection).replaceAll('%3D', '=');
  if (resource === 'tasks') return [`${owner}/todo/lists/${id}/tasks`];
  return [`${owner}/calendars/${id}/events`, ...(isDefault ? [`${owner}/events`] : [])];
}

/** Another path or a shorter life may be taken; another try is no help where the address was not reached. */
const mayHelp = (failure: GraphFailure): boolean =>
  ['rejected', 'not-found', 'forbidden'].includes(failure.reason) && !isUnreachable(failure);

/** Microsoft has tried the address, and got no answer or another one. */
export const isUnreachable = ({ reason, code, message }: GraphFailure): boolean =>
  reason === 'rejected' && /validation/i.test(`${code} ${message}`) && /request|endpoint|url|reach|respon/i.test(message);

async function post(
  asked: Asked,
  { address, clientState }: Wanted,
  { resource, minutes }: { readonly resource: string; readonly minutes: number },
  isSecond = false,
): Promise<Made> {
  const { mailbox, root, now } = asked;
  const answer = await mailbox.send({
    method: 'POST',
    link: root,
    headers: { Prefer: 'IdType="ImmutableId"' },
    body: {
      changeType: 'created,updated,deleted',
      notificationUrl: address,
      lifecycleNotificationUrl: address,
      resource,
      expirationDateTime: new Date(now + minutes * 60_000).toISOString(),
      clientState,
    },
  });
  if (answer.failure?.status === 409 && !isSecond && (await removeDoubles(asked, { resource, address })))
    return post(asked, { address, clientState } as Wanted, { resource, minutes }, true);
  if (answer.failure) return { failure: answer.failure };
  const { id, expirationDateTime } = (answer.body ?? {}) as { id?: unknown; expirationDateTime?: unknown };
  if (typeof id !== 'string') return { failure: nonsense(answer) };
  return { id, expiresAt: endOf(expirationDateTime, { now, minutes }) };
}

/** One whose answer was lost, or that an earlier life of this database made: what it sends nobody could tell from somebody else's. */
async function removeDoubles(asked: Asked, of: { readonly resource: string; readonly address: string }): Promise<boolean> {
  let removed = 0;
  let link: string | null = asked.root;
  for (let pages = 0; link !== null && pages < 20; pages += 1) {
    const answer: GraphAnswer = await asked.mailbox.send({ method: 'GET', link });
    if (answer.failure) return false;
    const { value, '@odata.nextLink': next } = (answer.body ?? {}) as { value?: unknown; '@odata.nextLink'?: unknown };
    for (const one of Array.isArray(value) ? (value as Record<string, unknown>[]) : []) {
      const { id, resource, notificationUrl } = one;
      if (typeof id !== 'string' || notificationUrl !== of.address) continue;
      if (meaningOf(resource) !== meaningOf(of.resource)) continue;
      if (!(await remove(asked, id))) removed += 1;
    }
    link = typeof next === 'string' ? next : null;
  }
  return removed > 0;
}

/** However it is spelled: with signs written out or not, and in whatever case words are. */
const meaningOf = (resource: unknown): string =>
  String(resource)
    .replace(/^\//, '')
    .replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
    .toLowerCase();

/** Null: it is gone. */
export async function remove({ mailbox, root }: Asked, id: string): Promise<GraphFailure | null> {
  const { failure } = await mailbox.send({ method: 'DELETE', link: `${root}/${encodeURIComponent(id)}` });
  return failure?.reason === 'not-found' || failure?.status === 410 ? null : failure;
}

/** Prolongs it, which Microsoft also takes for a new permission. */
export async function renew({ mailbox, root, now }: Asked, { id, resource }: { id: string; resource: Resource }): Promise<Made> {
  let failure: GraphFailure | null = null;
  for (const minutes of livesOf[resource]) {
    const answer = await mailbox.send({
      method: 'PATCH',
      link: `${root}/${encodeURIComponent(id)}`,
      body: { expirationDateTime: new Date(now + minutes * 60_000).toISOString() },
    });
    if (!answer.failure) {
      const { expirationDateTime } = (answer.body ?? {}) as { expirationDateTime?: unknown };
      return { id, expiresAt: endOf(expirationDateTime, { now, minutes }) };
    }
    failure = answer.failure;
    if (failure.reason !== 'rejected') break;
  }
  return { failure: failure as GraphFailure };
}

const nonsense = ({ status }: GraphAnswer): GraphFailure => ({
  reason: 'nonsense',
  status,
  code: '',
  message: 'Microsoft names no subscription.',
  retryAfterMs: null,
  requestId: null,
});
