import { createOutside } from '../node/outside';
import type { Notice } from './read-notices';

/** Takes in what Microsoft tells, and hands it on together: a burst is one look at the calendar. */
export interface Inbox {
  put(notices: readonly Notice[]): void;
  /** Waits for what is being handed on. */
  drain(): Promise<void>;
}

const GATHERED_MS = 100;
const AGAIN_AFTER_MS = 1_000;
const MOST_TRIES = 5;
/** More than this many subscriptions cannot wait at once; those that are left out are found by polling. */
const MOST_WAITING = 20_000;

export function createInbox(
  hear: (notices: readonly Notice[]) => Promise<void>,
  report: (error: unknown) => void,
  gatheredMs = GATHERED_MS,
): Inbox {
  const outside = createOutside();
  let waiting = new Map<string, Notice>();
  let timer: NodeJS.Timeout | null = null;
  let tries = 0;
  let underWay: Promise<void> = Promise.resolve();

  const handOn = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const taken = waiting;
    waiting = new Map();
    if (taken.size === 0) return underWay;
    underWay = underWay
      .then(() => outside(() => hear([...taken.values()])))
      .then(
        () => void (tries = 0),
        (error: unknown) => {
          tries += 1;
          if (tries > MOST_TRIES) {
            tries = 0;
            return report(error);
          }
          for (const [key, notice] of taken) if (!waiting.has(key)) waiting.set(key, notice);
          timer ??= setTimeout(() => void handOn(), AGAIN_AFTER_MS).unref();
        },
      );
    return underWay;
  };
  return {
    put(notices) {
      for (const notice of notices) if (waiting.size < MOST_WAITING) waiting.set(`${notice.kind} ${notice.name}`, notice);
      if (waiting.size > 0) timer ??= setTimeout(() => void handOn(), gatheredMs).unref();
    },
    drain: handOn,
  };
}
