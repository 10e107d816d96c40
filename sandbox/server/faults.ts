import type { Fault } from './fault.js';
import { throttledAnswer } from './throttle.js';

interface FaultedRequest {
  readonly method: string;
  readonly url: string;
  readonly address?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Faults {
  push(fault: Fault): void;
  clear(): void;
  /** Faults that have not struck (often enough) yet. */
  readonly pending: readonly Fault[];
  take(request: FaultedRequest): Fault | undefined;
}

export function createFaults(): Faults {
  let queue: { readonly fault: Fault; left: number; until?: number }[] = [];
  return {
    push: (fault) => void queue.push({ fault, left: fault.times ?? 1 }),
    clear: () => void (queue = []),
    get pending() {
      return queue.map(({ fault }) => fault);
    },
    take: (request) => {
      queue = queue.filter(({ until }) => until === undefined || until > request.now);
      const entry = queue.find(({ fault }) => isHit(fault, request));
      if (!entry) return undefined;
      const { fault } = entry;
      if (fault.throttle) {
        // Who asks again too early waits anew (graph-facts §3.9).
        entry.until = request.now + fault.throttle.seconds * 1000;
        return { ...fault, answer: throttledAnswer(fault.throttle, entry.until) };
      }
      entry.left -= 1;
      if (entry.left <= 0) queue = queue.filter((other) => other !== entry);
      return fault;
    },
  };
}

function isHit(fault: Fault, { method, url, address }: FaultedRequest): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.address !== undefined && fault.address.toLowerCase() !== address?.toLowerCase()) return false;
  if (fault.widerThanDays !== undefined && !(daysOf(url) > fault.widerThanDays)) return false;
  if (fault.path === undefined) return true;
  if (typeof fault.path === 'string') return url.includes(fault.path);
  return new RegExp(fault.path.source, fault.path.flags.replace(/[gy]/g, '')).test(url);
}

/** Not a number where the address names no window. */
function daysOf(url: string): number {
  const query = new URL(url, 'http://sandbox').searchParams;
  const [from, to] = [query.get('startDateTime'), query.get('endDateTime')];
  return from && to ? (Date.parse(to) - Date.parse(from)) / 86_400_000 : NaN;
}
