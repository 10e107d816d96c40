import type { Pauses } from './pauses';

/** Keeps the requests of this process to one mailbox at what Exchange admits, and all of them quiet while it asks for a pause. */
export interface MailboxLimiter {
  /** Waits for `slots` of the mailbox, in the order of asking. */
  run<T>(mailbox: string, slots: number, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Asking again too early is refused, and starts the pause anew (graph-facts §3.9). */
  pause(mailbox: string, milliseconds: number): Promise<void>;
  pausedForMs(mailbox: string): number;
}

interface Queue {
  taken: number;
  waiting: { slots: number; start: () => void }[];
}

/** Outlook runs four requests of an application in one mailbox; the default leaves room for others (graph-facts §4). */
export function createMailboxLimiter({ pauses, slots: most = 3 }: { pauses: Pauses; slots?: number }): MailboxLimiter {
  const queues = new Map<string, Queue>();

  const queueOf = (mailbox: string): Queue => {
    const queue = queues.get(mailbox) ?? { taken: 0, waiting: [] };
    queues.set(mailbox, queue);
    return queue;
  };
  const startNext = (queue: Queue) => {
    for (let next = queue.waiting[0]; next !== undefined && queue.taken + next.slots <= most; next = queue.waiting[0]) {
      queue.waiting.shift();
      queue.taken += next.slots;
      next.start();
    }
  };
  const forgetIdle = (mailbox: string, queue: Queue) => {
    if (queue.taken === 0 && queue.waiting.length === 0) queues.delete(mailbox);
  };

  const turn = (queue: Queue, slots: number, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const giveUp = () => {
        queue.waiting.splice(queue.waiting.indexOf(entry), 1);
        reject(signal?.reason as Error);
        startNext(queue);
      };
      const entry = {
        slots,
        start: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      queue.waiting.push(entry);
      startNext(queue);
    });

  return {
    async run(mailbox, wanted, work, signal) {
      const queue = queueOf(mailbox);
      const slots = Math.min(wanted, most);
      await turn(queue, slots, signal);
      try {
        return await work();
      } finally {
        queue.taken -= slots;
        startNext(queue);
        forgetIdle(mailbox, queue);
      }
    },
    pause: (mailbox, milliseconds) => pauses.note(nameOf(mailbox), milliseconds),
    pausedForMs: (mailbox) => pauses.leftMs(nameOf(mailbox)),
  };
}

const nameOf = (mailbox: string): string => `mailbox:${mailbox}`;
