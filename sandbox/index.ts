import { createClock } from './clock.js';
import type { Clock } from './clock.js';
import type { GraphHost } from './graph/serve-graph.js';
import { loadIcs } from './ics/load-ics.js';
import { connectDirectory } from './mailbox/meetings.js';
import { createPersonSide } from './mailbox/person-side.js';
import type { SandboxOptions } from './options.js';
import { defaultTenant } from './options.js';
import type { PageHost } from './page/page-host.js';
import { servePage } from './page/serve-page.js';
import { createRandom } from './random.js';
import type { SandboxMailbox } from './sandbox-mailbox.js';
import { createSandboxMailbox } from './sandbox-mailbox.js';
import type { Incoming, Outgoing } from './server/exchange.js';
import { json } from './server/exchange.js';
import type { Faults } from './server/faults.js';
import { createFaults } from './server/faults.js';
import type { DoorOptions } from './server/graph-door.js';
import { ConnectionDropped, createGraphDoor } from './server/graph-door.js';
import { listen } from './server/listen.js';
import type { RequestLog } from './server/request-log.js';
import { createRequestLog } from './server/request-log.js';
import { authenticate } from './sign-in/authenticate.js';
import { createDirectory } from './sign-in/directory.js';
import { readSigningKey, signingKey } from './sign-in/jwt.js';
import { serveSignIn } from './sign-in/serve-sign-in.js';
import type { SignInService } from './sign-in/service.js';
import { createSignInControl } from './sign-in/control.js';
import type { SignInControl } from './sign-in/control.js';
import { capture } from './state/capture.js';
import { createKeeper } from './state/keeper.js';
import { openMailboxes } from './state/open-mailboxes.js';
import { readState } from './state/read-state.js';
import { reporting } from './state/reporting.js';
import { restoreGrants } from './state/restore-grants.js';
import type { SubscriptionHost } from './subscriptions/answer.js';
import { createNotices, type Notices } from './subscriptions/notices.js';
import { createDelivery } from './subscriptions/deliver.js';
import { createSubscriptionShelf } from './subscriptions/shelf.js';

export type { Clock } from './clock.js';
export type { IcsResult } from './ics/load-ics.js';
export type { Mail } from './mailbox/mail.js';
export type { SandboxApplication, SandboxCertificate, SandboxOptions, SandboxPerson, SandboxSecret, SandboxTenant } from './options.js';
export type { SandboxCounters, SandboxMailbox } from './sandbox-mailbox.js';
export type { Fault } from './server/fault.js';
export type { Faults } from './server/faults.js';
export type { LoggedRequest, RequestLog } from './server/request-log.js';
export type { SignInControl } from './sign-in/control.js';
export type { RecurringCompletion, RecurringDueDate, TodoBehaviour } from './todo/behaviour.js';
export type { Notices } from './subscriptions/notices.js';
export type { TasksSide } from './todo/tasks-side.js';

/** A running local Microsoft 365. */
export interface Sandbox {
  /** Address of the people's page. */
  readonly url: string;
  /** Root of the sign-in service; a tenant follows it. */
  readonly authority: string;
  /** Root of Graph; '/v1.0' follows it. */
  readonly graph: string;
  readonly tenantId: string;
  /** Mailboxes and sign-ins are those of an earlier start. */
  readonly isRestored: boolean;
  /** One person's mailbox, from the person's side. Throws for an unknown address. */
  mailbox(address: string): SandboxMailbox;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly clock: Clock;
  /** Latency and concurrency, changed at will. */
  readonly limits: DoorOptions;
  /** Subscriptions of applications, and how they are told of changes. */
  readonly notices: Notices;
  readonly signIn: SignInControl;
  close(): Promise<void>;
}

/** Starts sign-in, Graph and the people's page on one loopback address. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = createClock(options.now);
  const random = createRandom(options.seed ?? 1);
  const faults = createFaults();
  const requests = createRequestLog(options.log);
  const directory = createDirectory(options.tenant ?? defaultTenant, options.users, options.applications);
  const { stateFile, warn = (line: string) => void process.stderr.write(`${line}\n`) } = options;
  const saved = stateFile === undefined ? undefined : readState(stateFile, warn);
  let origin = '';
  const service: SignInService = {
    root: () => origin,
    directory,
    grants: restoreGrants(saved, directory),
    key: saved ? readSigningKey(saved.signingKey) : signingKey(),
    clock,
    accessTokenSeconds: options.accessTokenSeconds ?? 3600,
    refreshTokenSeconds: options.refreshTokenSeconds ?? 90 * 86_400,
    isRefreshRotationStrict: options.isRefreshRotationStrict ?? false,
    userConsent: options.userConsent ?? 'all',
  };
  const mailboxes = openMailboxes(directory.people, saved, clock, options.replicationDelayMilliseconds ?? 0);
  for (const { todo, person } of mailboxes.values())
    todo.behave({ ...options.todo, ...(person.hasTodo === false ? { availability: 'noMailbox' } : {}) });
  const keeper =
    stateFile === undefined
      ? undefined
      : createKeeper(stateFile, (isComplete) => capture(service, mailboxes.values(), subscriptions.all, isComplete), warn);
  const touch = (): void => keeper?.touch();
  const findMailbox = (idOrAddress: string) => mailboxes.get(directory.findPerson(idOrAddress)?.id ?? '');
  if (options.deliversInvitations ?? true) for (const mailbox of mailboxes.values()) connectDirectory(mailbox, findMailbox);

  const subscriptions = createSubscriptionShelf(clock, saved?.subscriptions);
  const delivery = createDelivery({ subscriptions, tenantId: directory.tenant.id, root: () => origin });
  for (const mailbox of mailboxes.values()) delivery.watch(mailbox);
  const notices = createNotices({ subscriptions, delivery, findMailbox });
  const host: GraphHost & SubscriptionHost = {
    root: () => origin,
    clock,
    random,
    subscriptions,
    findMailbox,
    authenticate: (authorization) => authenticate(service, authorization),
  };
  const limits: DoorOptions = {
    isConcurrencyLimited: options.isConcurrencyLimited ?? true,
    latencyMilliseconds: options.latencyMilliseconds ?? 0,
  };
  const answerGraph = createGraphDoor(host, faults, requests, limits);
  const sides = new Map<string, SandboxMailbox>();
  const sideOf = (address: string): SandboxMailbox => {
    const mailbox = findMailbox(address);
    if (!mailbox) throw new Error(`The sandbox has no mailbox ${address}`);
    const known = sides.get(mailbox.person.id);
    if (known) return known;
    const side = createSandboxMailbox(mailbox, createPersonSide(mailbox), requests, (text) => loadIcs(mailbox, text));
    sides.set(mailbox.person.id, side);
    return side;
  };

  const signInControl = createSignInControl(service);
  const pageHost: PageHost = {
    people: directory.people,
    applications: directory.applications,
    sideOf,
    controls: { faults, clock, limits, notices, signIn: signInControl },
  };
  const answer = async (incoming: Incoming): Promise<Outgoing> => {
    if (/^\/v1\.0(\/|$)/i.test(incoming.path)) return answerGraph(incoming);
    const fault = faults.take({ method: incoming.method, url: incoming.path, now: clock.now() });
    if (fault?.drop && fault.when !== 'after') throw new ConnectionDropped();
    if (fault?.answer && fault.when !== 'after') return json(fault.answer.status, fault.answer.body ?? {}, fault.answer.headers);
    const signIn = serveSignIn(service, incoming);
    if (signIn) requests.add({ at: clock.now(), method: incoming.method, path: incoming.path, status: signIn.status, isBatchPart: false });
    const found = signIn ?? servePage(pageHost, incoming) ?? json(404, { error: { code: 'NotFound', message: 'Nothing here.' } });
    if (fault?.drop) throw new ConnectionDropped();
    return fault?.answer ? json(fault.answer.status, fault.answer.body ?? {}, fault.answer.headers) : found;
  };
  const server = await listen(options.host ?? '127.0.0.1', options.port ?? 0, async (incoming) => {
    try {
      return await answer(incoming);
    } finally {
      if (canChange(incoming)) touch();
    }
  });
  origin = server.origin;
  keeper?.save();
  return {
    url: origin,
    authority: origin,
    graph: origin,
    tenantId: directory.tenant.id,
    isRestored: saved !== undefined,
    mailbox: (address) => reporting(sideOf(address), touch),
    requests,
    faults,
    clock,
    limits,
    notices: reporting(notices, touch),
    signIn: reporting(signInControl, touch),
    close: async () => {
      // At once, for the process may be ended while connections are; and once more with what they still brought.
      keeper?.save();
      delivery.close();
      await server.close();
      keeper?.close();
    },
  };
}

/** Reading changes nothing, but a delta round is remembered. */
function canChange({ method, path }: Incoming): boolean {
  return method !== 'GET' || /\/delta\b/i.test(path);
}
