import { itemNotFound } from '../graph/errors.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { Delivery, NoticeBehaviour, NoticeCounts } from './deliver.js';
import type { SubscriptionShelf } from './shelf.js';
import type { LifecycleEvent, Subscription } from './subscription.js';

/** Change notifications from the service's side: what tests steer and ask. */
export interface Notices {
  /** Those that live, of all or of one mailbox. */
  list(address?: string): readonly Subscription[];
  /** What is not named stays. */
  behave(behaviour: Partial<NoticeBehaviour>): NoticeBehaviour;
  counts(): NoticeCounts & { readonly tookMilliseconds: readonly number[] };
  /** Tells each subscription of a mailbox what becomes of it; `subscriptionRemoved` ends it. Returns how many there were. */
  lifecycle(address: string, event: LifecycleEvent): number;
  /** Ends the subscriptions of a mailbox without a word, as was seen after a change of password (graph-facts §5.7). Returns how many there were. */
  forget(address: string): number;
  /** Sends anything to any address. Returns the status of the answer. */
  forge(url: string, body: unknown): Promise<number>;
}

interface NoticesHost {
  readonly subscriptions: SubscriptionShelf;
  readonly delivery: Delivery;
  findMailbox(idOrAddress: string): Mailbox | undefined;
}

export function createNotices({ subscriptions, delivery, findMailbox }: NoticesHost): Notices {
  const of = (address: string): readonly Subscription[] => {
    const id = findMailbox(address)?.person.id;
    if (id === undefined) throw itemNotFound();
    return subscriptions.all.filter(({ watched }) => watched.mailboxId === id);
  };
  return {
    list: (address) => (address === undefined ? subscriptions.all : of(address)),
    behave: (behaviour) => Object.assign(delivery.behaviour, behaviour),
    counts: () => ({ ...delivery.counts, tookMilliseconds: [...delivery.tookMilliseconds] }),
    lifecycle(address, event) {
      const found = of(address);
      for (const subscription of found) delivery.sendLifecycle(subscription, event);
      return found.length;
    },
    forget(address) {
      const found = of(address);
      for (const { id } of found) subscriptions.remove(id);
      return found.length;
    },
    forge: (url, body) => delivery.forge(url, body),
  };
}
