import type { Clock } from '../clock.js';
import type { Subscription, Watched } from './subscription.js';

/** The subscriptions of all applications. One whose life is over is gone without a word. */
export interface SubscriptionShelf {
  readonly all: readonly Subscription[];
  find(id: string): Subscription | undefined;
  put(subscription: Subscription): void;
  remove(id: string): void;
  watching(watched: Watched): readonly Subscription[];
}

export function createSubscriptionShelf(clock: Clock, saved: readonly Subscription[] = []): SubscriptionShelf {
  const byId = new Map(saved.map((one) => [one.id, one]));
  const living = (): Subscription[] => {
    for (const { id, expiresAt } of byId.values()) if (expiresAt <= clock.now()) byId.delete(id);
    return [...byId.values()];
  };
  return {
    get all() {
      return living();
    },
    find: (id) => living().find((one) => one.id === id),
    put: (subscription) => void byId.set(subscription.id, subscription),
    remove: (id) => void byId.delete(id),
    watching: ({ kind, mailboxId, place }) =>
      living().filter(({ watched }) => watched.kind === kind && watched.mailboxId === mailboxId && watched.place === place),
  };
}
