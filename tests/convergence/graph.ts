import { createClock, type Clock } from '../../sandbox/clock';
import type { GraphHost } from '../../sandbox/graph/serve-graph';
import type { Mail } from '../../sandbox/mailbox/mail';
import { Mailbox } from '../../sandbox/mailbox/mailbox';
import { createPersonSide, type PersonSide } from '../../sandbox/mailbox/person-side';
import { createRandom } from '../../sandbox/random';
import { createFaults, type Faults } from '../../sandbox/server/faults';
import { createGraphDoor } from '../../sandbox/server/graph-door';
import { createRequestLog, type LoggedRequest } from '../../sandbox/server/request-log';
import { between } from './batch-parts';
import type { SubscriptionHost } from '../../sandbox/subscriptions/answer';
import { createSubscriptionShelf } from '../../sandbox/subscriptions/shelf';
import { createTasksSide, type TasksSide } from '../../sandbox/todo/tasks-side';

/** The local Microsoft 365 as histories use it: people there, its faults, its clock, and what it was asked. */
export interface Microsoft {
  readonly person: PersonSide;
  readonly tasks: TasksSide;
  readonly faults: Faults;
  readonly clock: Pick<Clock, 'skew'>;
  /** How long the service's search does not find what was made; not all of it does, and not always. */
  searchLagMilliseconds: number;
  expireDeltaTokens(): void;
  /** How long the feed does not show what was changed. */
  setReplicationDelay(milliseconds: number): void;
  replicationDelay(): number;
  mails(): readonly Mail[];
  /** What the engine asked of this mailbox, parts of a `$batch` one by one. */
  log(): readonly LoggedRequest[];
  /** HTTP round trips. */
  requests(): number;
}
export interface MicrosoftInProcess extends Microsoft {
  readonly fetch: typeof fetch;
}

const scopes = ['Calendars.ReadWrite', 'Tasks.ReadWrite', 'User.Read', 'MailboxSettings.Read'];

/** The sandbox's Graph without a socket: thousands of histories take minutes instead of hours. */
export function graphInProcess(now: () => number, seed: number): MicrosoftInProcess {
  const clock = createClock(now);
  const person = { address: 'ada@sandbox.example', name: 'Ada', id: 'person-1', timeZone: 'W. Europe Standard Time' };
  const mailbox = new Mailbox(person, 1, clock, 0);
  const faults = createFaults();
  const log = createRequestLog();
  const host: GraphHost & SubscriptionHost = {
    root: () => 'http://127.0.0.1:1',
    clock,
    random: createRandom(seed),
    subscriptions: createSubscriptionShelf(clock),
    findMailbox: () => mailbox,
    authenticate: () => ({ kind: 'delegated', clientId: 'histories', tokenId: 'token', personId: person.id, scopes }),
  };
  const door = createGraphDoor(host, faults, log, { isConcurrencyLimited: false, latencyMilliseconds: 0 });
  let count = 0;
  const microsoft: MicrosoftInProcess = {
    person: createPersonSide(mailbox),
    tasks: createTasksSide(mailbox),
    faults,
    clock,
    searchLagMilliseconds: searchLagOf(seed),
    expireDeltaTokens: () => void (mailbox.syncGeneration += 1),
    setReplicationDelay: (milliseconds) => void (mailbox.replicationDelayMilliseconds = milliseconds),
    replicationDelay: () => mailbox.replicationDelayMilliseconds,
    mails: () => mailbox.mails,
    log: () => log.entries,
    requests: () => count,
    fetch: searchLags(
      async (input, init) => {
        count += 1;
        const url = new URL(String(input));
        const headers = Object.fromEntries([...new Headers(init?.headers)].map(([name, value]) => [name.toLowerCase(), value]));
        const answer = await door({
          method: init?.method ?? 'GET',
          url: `${url.pathname}${url.search}`,
          path: url.pathname,
          search: url.search,
          headers,
          body: typeof init?.body === 'string' ? init.body : '',
        });
        const hasBody = answer.body !== undefined && answer.status !== 204;
        return new Response(hasBody ? answer.body : null, { status: answer.status, headers: answer.headers ?? {} });
      },
      () => foundUntil(microsoft, clock.now()),
    ),
  };
  return microsoft;
}

/** What stands in a search for our key. By its uid, which the service itself gives, an event is found at once. */
export const BY_KEY = 'Any(ep';

/** In every third history the search lags behind. */
export const searchLagOf = (seed: number): number => (seed % 3 === 0 ? 6 * 60_000 : 0);

export const foundUntil = ({ searchLagMilliseconds }: Pick<Microsoft, 'searchLagMilliseconds'>, now: number): number =>
  searchLagMilliseconds === 0 ? Number.POSITIVE_INFINITY : now - searchLagMilliseconds;

/** The search finds what was made up to that moment. */
export function searchLags(fetch: typeof globalThis.fetch, until: () => number): typeof globalThis.fetch {
  const lagging = between(fetch, {
    back(answer, { url }) {
      const found = (answer.body as { value?: { createdDateTime: string }[] } | null)?.value;
      if (!url.includes(BY_KEY) || !Array.isArray(found)) return answer;
      return { ...answer, body: { value: found.filter(({ createdDateTime }) => Date.parse(createdDateTime) <= until()) } };
    },
  });
  return (input, init) => (until() === Number.POSITIVE_INFINITY ? fetch(input, init) : lagging(input, init));
}

export const isWrite = (init: RequestInit | undefined): boolean =>
  init?.method === 'PATCH' || init?.method === 'DELETE' || /"method":"(PATCH|DELETE)"/.test(String(init?.body));
