/** A fault to come: the next requests that match get it, and each one counts it down. */
export interface Fault {
  /** Any method when absent. */
  readonly method?: string;
  /** Matched against path and query, with '/v1.0'; text matches as a part of it. Any path when absent. */
  readonly path?: string | RegExp;
  /** Only requests to this person's mailbox. */
  readonly address?: string;
  /** How many requests it hits. @default 1 */
  readonly times?: number;
  /** 'before': nothing happens. 'after': it happens, but the client is told otherwise. @default 'before' */
  readonly when?: 'before' | 'after';
  /** The answer instead of the real one. */
  readonly answer?: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };
  /** Cut the connection instead of answering. */
  readonly drop?: boolean;
  /** Wait before the answer. */
  readonly delayMilliseconds?: number;
}

export interface Faults {
  push(fault: Fault): void;
  clear(): void;
  /** Faults that have not struck (often enough) yet. */
  readonly pending: readonly Fault[];
  take(request: { readonly method: string; readonly url: string; readonly address?: string }): Fault | undefined;
}

export function createFaults(): Faults {
  let queue: { readonly fault: Fault; left: number }[] = [];
  return {
    push: (fault) => void queue.push({ fault, left: fault.times ?? 1 }),
    clear: () => void (queue = []),
    get pending() {
      return queue.map(({ fault }) => fault);
    },
    take: (request) => {
      const entry = queue.find(({ fault }) => isHit(fault, request));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) queue = queue.filter((other) => other !== entry);
      return entry.fault;
    },
  };
}

function isHit(fault: Fault, { method, url, address }: { method: string; url: string; address?: string }): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.address !== undefined && fault.address.toLowerCase() !== address?.toLowerCase()) return false;
  if (fault.path === undefined) return true;
  if (typeof fault.path === 'string') return url.includes(fault.path);
  return new RegExp(fault.path.source, fault.path.flags.replace(/[gy]/g, '')).test(url);
}
