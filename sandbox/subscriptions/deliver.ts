import type { Mailbox } from '../mailbox/mailbox.js';
import { changeKey, encodeItemId, encodeListId } from '../mailbox/ids.js';
import type { FeedChange } from '../mailbox/feed.js';
import type { SubscriptionShelf } from './shelf.js';
import type { LifecycleEvent, Subscription, Watched } from './subscription.js';

/** How notices go out; may be changed while the sandbox runs. */
export interface NoticeBehaviour {
  /** From the change to its notice. @default 0 */
  delayMilliseconds: number;
  /** How often each is sent: 0 loses them, 2 doubles them. @default 1 */
  copies: number;
  /** Whether what was refused, or not answered, is sent again. @default true */
  isRepeated: boolean;
}

export interface NoticeCounts {
  sent: number;
  /** Answered with 2xx. */
  taken: number;
  /** Changes that were not told of, as was wished. */
  lost: number;
}

export interface Delivery {
  readonly behaviour: NoticeBehaviour;
  readonly counts: NoticeCounts;
  /** Milliseconds from sending to the answer, the latest last. */
  readonly tookMilliseconds: readonly number[];
  watch(mailbox: Mailbox): void;
  sendLifecycle(subscription: Subscription, event: LifecycleEvent): void;
  /** Anything to any address, as whoever is not Microsoft can send it. Returns the status of the answer. */
  forge(url: string, body: unknown): Promise<number>;
  close(): void;
}

interface DeliveryHost {
  readonly subscriptions: SubscriptionShelf;
  readonly tenantId: string;
  root(): string;
}

const repeatedAfterMilliseconds = [1_000, 4_000, 15_000];
const keptTimes = 10_000;

export function createDelivery({ subscriptions, tenantId, root }: DeliveryHost): Delivery {
  const behaviour: NoticeBehaviour = { delayMilliseconds: 0, copies: 1, isRepeated: true };
  const counts: NoticeCounts = { sent: 0, taken: 0, lost: 0 };
  const tookMilliseconds: number[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const later = (milliseconds: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, milliseconds);
    timers.add(timer.unref());
  };
  const post = async (url: string, body: unknown): Promise<number> => {
    const began = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    });
    await response.arrayBuffer();
    tookMilliseconds.push(performance.now() - began);
    if (tookMilliseconds.length > keptTimes) tookMilliseconds.shift();
    return response.status;
  };
  const send = (url: string, notice: object, attempt = 0): void => {
    counts.sent += 1;
    void post(url, { value: [notice] })
      .catch(() => 0)
      .then((status) => {
        if (status >= 200 && status < 300) counts.taken += 1;
        else if (behaviour.isRepeated && attempt < repeatedAfterMilliseconds.length)
          later(repeatedAfterMilliseconds[attempt] ?? 0, () => send(url, notice, attempt + 1));
      });
  };
  const common = (subscription: Subscription) => ({
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: new Date(subscription.expiresAt).toISOString(),
    clientState: subscription.clientState,
    tenantId,
  });
  const tell = (watched: Watched, change: FeedChange): void => {
    for (const subscription of subscriptions.watching(watched)) {
      if (!subscription.changeTypes.includes(change.kind)) continue;
      if (behaviour.copies === 0) counts.lost += 1;
      const notice = { ...common(subscription), changeType: change.kind, ...resourceOf(watched, change, root()) };
      for (let copy = 0; copy < behaviour.copies; copy += 1)
        later(behaviour.delayMilliseconds, () => {
          // What has been taken away meanwhile is told of no more.
          if (subscriptions.find(subscription.id)) send(subscription.notificationUrl, notice);
        });
    }
  };
  return {
    behaviour,
    counts,
    tookMilliseconds,
    watch(mailbox) {
      const mailboxId = mailbox.person.id;
      mailbox.feed.onChange = (change) => tell({ kind: 'events', mailboxId, place: change.place }, change);
      mailbox.todo.tasks.feed.onChange = (change) => tell({ kind: 'tasks', mailboxId, place: change.place }, change);
    },
    sendLifecycle(subscription, lifecycleEvent) {
      if (lifecycleEvent === 'subscriptionRemoved') subscriptions.remove(subscription.id);
      const url = subscription.lifecycleNotificationUrl;
      if (url !== null) send(url, { ...common(subscription), lifecycleEvent, resource: subscription.resource, organizationId: tenantId });
    },
    forge: (url, body) => post(url, body),
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };

  function resourceOf({ kind, mailboxId, place }: Watched, { key, version }: FeedChange, origin: string) {
    const isEvent = kind === 'events';
    const id = encodeItemId({ key }, 'default');
    const resource = isEvent ? `Users/${mailboxId}/Events/${id}` : `Users/${mailboxId}/todo/lists/${encodeListId(place)}/tasks/${id}`;
    const data = {
      '@odata.type': isEvent ? '#Microsoft.Graph.Event' : '#Microsoft.Graph.todoTask',
      '@odata.id': `${origin}/v1.0/${resource}`,
      '@odata.etag': `W/"${changeKey(key, version)}"`,
      id,
    };
    return { resource, resourceData: data };
  }
}
