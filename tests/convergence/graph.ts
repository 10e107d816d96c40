import { createClock, type Clock } from '../../sandbox/clock';
import type { GraphHost } from '../../sandbox/graph/serve-graph';
import { Mailbox } from '../../sandbox/mailbox/mailbox';
import { createPersonSide, type PersonSide } from '../../sandbox/mailbox/person-side';
import { createRandom } from '../../sandbox/random';
import { createFaults, type Faults } from '../../sandbox/server/faults';
import { createGraphDoor } from '../../sandbox/server/graph-door';
import { createRequestLog, type RequestLog } from '../../sandbox/server/request-log';
import { between } from './batch-parts';
import { createTasksSide, type TasksSide } from '../../sandbox/todo/tasks-side';

/** The local Microsoft 365 as histories use it: people there, its faults, its clock, and what it was asked. */
export interface Microsoft {
  readonly fetch: typeof fetch;
  readonly person: PersonSide;
  readonly tasks: TasksSide;
  readonly mailbox: Mailbox;
  readonly faults: Faults;
  readonly clock: Pick<Clock, 'skew'>;
  readonly log: RequestLog;
  /** How long the service's search does not find what was made; not all of it does, and not always. */
  searchLagMilliseconds: number;
  requests(): number;
}

const scopes = ['Calendars.ReadWrite', 'Tasks.ReadWrite', 'User.Read', 'MailboxSettings.Read'];

/** The sandbox's Graph without a socket: thousands of histories take minutes instead of hours. */
export function graphInProcess(now: () => number, seed: number): Microsoft {
  const clock = createClock(now);
  const person = { address: 'ada@sandbox.example', name: 'Ada', id: 'person-1', timeZone: 'W. Europe Standard Time' };
  const mailbox = new Mailbox(person, 1, clock, 0);
  const faults = createFaults();
  const log = createRequestLog();
  const host: GraphHost = {
    root: () => 'http://127.0.0.1:1',
    clock,
    random: createRandom(seed),
    findMailbox: () => mailbox,
    authenticate: () => ({ kind: 'delegated', personId: person.id, scopes }) as never,
  };
  const door = createGraphDoor(host, faults, log, { isConcurrencyLimited: false, latencyMilliseconds: 0 });
  let count = 0;
  const microsoft: Microsoft = {
    person: createPersonSide(mailbox),
    tasks: createTasksSide(mailbox),
    mailbox,
    faults,
    clock,
    log,
    searchLagMilliseconds: seed % 3 === 0 ? 6 * 60_000 : 0,
    requests: () => count,
    fetch: between(async (input, init) => {
      count += 1;
      const url = new URL(String(input));
      const headers = Object.fromEntries([...new Headers(init?.headers)].map(([name, value]) => [name.toLowerCase(), value]));
      const answer = await door({ method: init?.method ?? 'GET', url: `${url.pathname}${url.search}`, path: url.pathname, search: url.search, headers, body: typeof init?.body === 'string' ? init.body : '' });
      const hasBody = answer.body !== undefined && answer.status !== 204;
      return new Response(hasBody ? answer.body : null, { status: answer.status, headers: answer.headers ?? {} });
    }, {
      back(answer, { url }) {
        const found = (answer.body as { value?: { createdDateTime: string }[] } | null)?.value;
        if (microsoft.searchLagMilliseconds === 0 || !url.includes('$filter') || !Array.isArray(found)) return answer;
        return { ...answer, body: { value: found.filter(({ createdDateTime }) => Date.parse(createdDateTime) <= clock.now() - microsoft.searchLagMilliseconds) } };
      },
    }),
  };
  return microsoft;
}
