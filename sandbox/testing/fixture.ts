import type { Sandbox, SandboxOptions } from '../index.js';
import { startSandbox } from '../index.js';
import type { TestApplication } from './connect.js';
import { signInAs } from './connect.js';

export const application: TestApplication = {
  clientId: '11111111-1111-4111-8111-111111111111',
  secret: 'sandbox-secret',
  redirectUri: 'http://localhost:1337/callback',
};

export const ada = 'ada@sandbox.example';
export const bob = 'bob@sandbox.example';

export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({
    users: [
      { address: ada, name: 'Ada Lovelace', timeZone: 'W. Europe Standard Time' },
      { address: bob, name: 'Bob Babbage' },
      { address: 'nomail@sandbox.example', name: 'No Mail', hasMailbox: false },
    ],
    applications: [
      {
        clientId: application.clientId,
        name: 'Test application',
        redirectUris: [application.redirectUri],
        secrets: [application.secret, { value: 'old-secret', expiresAt: 1 }],
        applicationPermissions: ['Calendars.ReadWrite', 'MailboxSettings.Read'],
      },
    ],
    ...options,
  });
}

/** JSON of an answer. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look deep into it, and fail where it is different
export type Loose = Record<string, any>;

interface Answer<Body = Loose> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** A caller with somebody's token. Paths begin behind '/v1.0', or are absolute links. */
export async function callerFor(sandbox: Sandbox, address: string, scope?: string): Promise<Call> {
  const { accessToken } = await signInAs(sandbox, application, address, scope);
  return callerWith(sandbox, accessToken);
}

/** One whose token reaches the calendar and To Do. */
export function todoCallerFor(sandbox: Sandbox, address: string): Promise<Call> {
  return callerFor(sandbox, address, 'openid offline_access User.Read Calendars.ReadWrite Tasks.ReadWrite');
}

export function callerWith(sandbox: Sandbox, accessToken: string): Call {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${sandbox.graph}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
}

export function time(dateTime: string, timeZone = 'UTC'): { dateTime: string; timeZone: string } {
  return { dateTime, timeZone };
}

export function meeting(subject: string, start: string, end: string, more: object = {}): object {
  return { subject, start: time(start), end: time(end), ...more };
}

/** Reads a round to its end. */
export async function readRound(
  call: Call,
  link: string,
  headers: Record<string, string> = {},
): Promise<{ items: Loose[]; deltaLink: string; pages: number }> {
  const items: Loose[] = [];
  for (let pages = 1; ; pages += 1) {
    const { status, body } = await call('GET', link, undefined, headers);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    items.push(...body['value']);
    if (body['@odata.deltaLink']) return { items, deltaLink: body['@odata.deltaLink'], pages };
    link = body['@odata.nextLink'];
  }
}
