import type { Fault, Throttle } from './fault.js';

export function throttledAnswer({ seconds, status = 429, retryAfter = 'seconds' }: Throttle, until: number): NonNullable<Fault['answer']> {
  switch (retryAfter) {
    case 'seconds':
      return { status, headers: { 'retry-after': String(seconds) } };
    case 'date':
      return { status, headers: { 'retry-after': new Date(until).toUTCString() } };
    case 'absent':
      return { status };
  }
}
