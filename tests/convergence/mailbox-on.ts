import { createMailbox, createMailboxLimiter, createPauses, resolveCloud } from '../../server/src/microsoft';
import type { Mailbox } from '../../server/src/microsoft/port';
import { isWrite } from './graph';
import type { RunFault } from './play';
import { requestNames } from './point';
import type { Process } from './process';

interface Line {
  readonly door: typeof fetch;
  now(): number;
  sleep(milliseconds: number): void;
  readonly trace?: ((text: string) => void) | undefined;
}

/** The mailbox as the engine of one process reaches it, with what happens at its requests. */
export function mailboxOn({ door, now, sleep, trace }: Line, process: Process, fault: RunFault): Promise<Mailbox> {
  return createMailbox({
    cloud: resolveCloud({ authority: 'http://127.0.0.1:1', graph: 'http://127.0.0.1:1' }),
    limiter: createMailboxLimiter({ pauses: createPauses({ now }) }),
    mailboxKey: 'm',
    prefix: '/me',
    tokens: { get: async () => 'token', renew: async () => 'token' },
    effects: {
      now,
      random: () => 0.5,
      newId: () => 'id',
      timeOut: () => new AbortController().signal,
      sleep: async (milliseconds) => sleep(process.isDead ? 0 : milliseconds),
      fetch: async (input, init) => {
        const names = requestNames(init?.method ?? 'GET', String(input), init?.body);
        process.pass({ when: 'before', names });
        await fault.onRequest?.({ when: 'before', names }, isWrite(init));
        trace?.(`→ ${init?.method ?? 'GET'} ${String(input)} ${String(init?.body ?? '')}`);
        const answer = await door(input, init);
        if (trace) trace(`← ${answer.status} ${await answer.clone().text()}`);
        process.pass({ when: 'after', names });
        return answer;
      },
    },
  });
}
