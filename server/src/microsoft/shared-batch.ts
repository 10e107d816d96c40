import { together } from '../node/together';
import { parsed } from './answer';
import { partsOf } from './batch-parts';
import type { Effects } from './network-and-clock';
import { MOST_BYTES_OF_ERROR, takeAnswer } from './take-answer';

/** Graph's limit. */
export const MOST_PARTS = 20;
/** What the answers for all may be. Where it is more, which is seldom of those that have nothing to do, each asks by itself. */
const MOST_BYTES_TOGETHER = 4_000_000;
const TIME_OUT_MS = 60_000;
/** Of a batch as a whole: one bad part makes Graph refuse all of them, which are not to blame. */
const BAD_OR_TOO_MUCH: readonly number[] = [400, 413];

/** What one mailbox is asked for: reads alone, of which none needs another. */
interface Asked {
  readonly url: string;
  readonly init: RequestInit;
  readonly parts: readonly { readonly id: string }[];
  /** Called by the one in whose name the request for all is made. */
  readonly onSend: () => void;
}

/** One `$batch` for the mailboxes that are asked in the same turn with the same token: each gets the answer that a batch of its own would have. */
export type SharedBatch = (asked: Asked) => Promise<Response>;

/**
 * In application mode one token reaches every mailbox, and a batch may ask several. Whoever asks holds the slots of its own mailbox meanwhile. What is
 * refused as a whole (the token, too many requests, no connection) is each one's refusal; a bad part or too much of one is not the others' trouble.
 */
export function createSharedBatch(effects: Pick<Effects, 'fetch' | 'timeOut'>): SharedBatch {
  const alone = async ({ url, init, onSend }: Asked): Promise<Response> => {
    onSend();
    return effects.fetch(url, init);
  };

  async function askForAll(group: readonly Asked[]): Promise<readonly Response[]> {
    const [first] = group;
    if (!first) return [];
    const numbered = group.map(({ parts }, at) => parts.map((part) => ({ ...part, id: `${at}.${part.id}` })));
    first.onSend();
    const response = await effects.fetch(first.url, {
      ...first.init,
      body: JSON.stringify({ requests: numbered.flat() }),
      signal: effects.timeOut(TIME_OUT_MS), // nobody's giving up ends it for the others
    });
    const most = response.ok ? MOST_BYTES_TOGETHER : MOST_BYTES_OF_ERROR;
    const { bytes, isTooLarge } = await takeAnswer(response, { most, mayLeaveOut: false });
    if ((response.ok && isTooLarge) || BAD_OR_TOO_MUCH.includes(response.status)) return Promise.all(group.map(alone));
    const { status, headers } = response;
    const answers = response.ok ? partsOf(parsed(new TextDecoder().decode(bytes))) : null;
    if (answers === null) return group.map(() => new Response(bytes, { status, headers }));
    return group.map(({ parts }, at) => {
      const own = parts.flatMap(({ id }) => {
        const answer = answers.get(`${at}.${id}`);
        return answer ? [{ id, status: answer.status, headers: answer.headers, body: answer.body }] : [];
      });
      return new Response(JSON.stringify({ responses: own }), { status, headers });
    });
  }

  // The answers of one batch are not waited for by those of another.
  const ask = together(async (asked: readonly Asked[]): Promise<readonly { readonly answer: Promise<Response> }[]> => {
    const answers = new Map<Asked, Promise<Response>>();
    for (const group of groupsOf(asked)) {
      const [only] = group;
      const all = group.length === 1 && only ? alone(only).then((one) => [one]) : askForAll(group);
      for (const [at, one] of group.entries()) answers.set(one, all.then((responses) => responses[at] as Response)); // prettier-ignore
    }
    return asked.map((one) => ({ answer: answers.get(one) as Promise<Response> }));
  });
  return async (asked) => orGivenUp((await ask(asked)).answer, asked.init.signal);
}

/** As many as a batch may have parts, of those that ask with the same token; nobody's parts are torn apart. */
function groupsOf(asked: readonly Asked[]): Asked[][] {
  const filling = new Map<string, { group: Asked[]; parts: number }>();
  const groups: Asked[][] = [];
  for (const one of asked) {
    const of = `${one.url} ${new Headers(one.init.headers).get('authorization')}`;
    const last = filling.get(of);
    if (last && last.parts + one.parts.length <= MOST_PARTS) {
      last.group.push(one);
      last.parts += one.parts.length;
      continue;
    }
    const group = [one];
    groups.push(group);
    filling.set(of, { group, parts: one.parts.length });
  }
  return groups;
}

function orGivenUp(answer: Promise<Response>, signal: AbortSignal | null | undefined): Promise<Response> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
