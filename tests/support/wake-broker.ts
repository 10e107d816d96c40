import type { CreateWakeEngine, WakeHandler, WakePriority } from '../../src/contracts/wakes';

const LATE_MS = 10;
const order: readonly WakePriority[] = ['edit', 'notice', 'interval'];

export interface WakeBroker {
  readonly engine: CreateWakeEngine;
  /** Forgets whatever waits; returns how many it were. */
  lose(): number;
}

/** As a queue service of a host may be: outside of the database, told once a transaction has committed, and handing on to whichever process is next. */
export function createWakeBroker(): WakeBroker {
  const waiting = new Map<string, WakePriority>();
  const consumers: WakeHandler[] = [];
  function hand(): void {
    const accounts = [...waiting].sort(([, one], [, other]) => order.indexOf(one) - order.indexOf(other));
    for (const [account, priority] of accounts) {
      const next = consumers.shift();
      if (!next) return;
      consumers.push(next);
      waiting.delete(account);
      void next(account).catch(() => void waiting.set(account, priority));
    }
  }
  return {
    lose() {
      const many = waiting.size;
      waiting.clear();
      return many;
    },
    engine: ({ strapi }) => {
      const handling = new Set<Promise<void>>();
      let own: WakeHandler | null = null;
      return {
        async start(handler) {
          own = (account) => {
            const handled = handler(account).finally(() => handling.delete(handled));
            handling.add(handled);
            return handled;
          };
          consumers.push(own);
          hand();
        },
        async wake(account, { priority, notBefore }) {
          const send = () => {
            waiting.set(account, priority);
            hand();
          };
          await strapi.db.transaction(async ({ onCommit }) => {
            onCommit(() => void setTimeout(send, Math.max(0, (notBefore?.getTime() ?? 0) - Date.now()) + LATE_MS));
          });
        },
        async stop() {
          if (own) consumers.splice(consumers.indexOf(own), 1);
          await Promise.allSettled(handling);
        },
      };
    },
  };
}
