import type { Page } from 'playwright-core';

import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import type { ConnectBegun, ListPage, UserItem } from '../../src/contracts/http';
import { type Server, serverOf, signedIn } from './admin-panel';
import type { Stage } from './stage';

export const EVENT = 'plugin::microsoft-sync.calendar-event';

/** One person at work on both sides: connected, with the calendar on. `page` is the administrator's. */
export interface AtWork {
  readonly page: Page;
  readonly server: Server;
  readonly user: string;
  /** Requests to the local Microsoft 365 about this person's mailbox. */
  mailbox<T>(method: string, path: string, body?: object): Promise<T>;
  sync(): Promise<unknown>;
  documentIdOf(subject: string): Promise<string>;
  edit(subject: string, data: object): Promise<void>;
  close(): Promise<void>;
}

/** Whatever ran before it. */
export async function atWork(stage: Stage, person: { firstname: string; email: string }): Promise<AtWork> {
  const { playground, browser } = stage;
  const { page } = await signedIn(browser, playground, playground.administrator);
  const server = await serverOf(page, playground);
  await server('PUT', 'microsoft-sync/settings/system', { integrations: { calendar: true }, fields: { calendarEnabled: true } });
  const [found] = (await server<ListPage<UserItem>>('GET', `microsoft-sync/users?search=${person.firstname}`)).items;
  if (!found) throw new Error(`There is no ${person.firstname}.`);
  const user = found.id;
  if (found.state === 'not-connected') await connect(stage, person.email);
  const list = `content-manager/collection-types/${EVENT}`;
  const documentIdOf = async (subject: string) => {
    const { results } = await server<{ results: { documentId: string }[] }>(
      'GET',
      `${list}?filters[subject][$eq]=${encodeURIComponent(subject)}`,
    );
    if (!results[0]) throw new Error(`There is no ${subject}.`);
    return results[0].documentId;
  };
  return {
    page,
    server,
    user,
    async mailbox<T>(method: string, path: string, body?: object) {
      const answer = await fetch(`${playground.sandbox}/sandbox/api/mailboxes/${person.email}/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
      const text = await answer.text();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    sync: () => server('POST', `microsoft-sync/users/${user}/sync`, { resource: 'calendar' }),
    documentIdOf,
    edit: async (subject, data) => void (await server('PUT', `${list}/${await documentIdOf(subject)}`, data)),
    close: () => page.context().close(),
  };
}

async function connect({ browser, playground }: Stage, email: string): Promise<void> {
  const { page, context } = await signedIn(browser, playground, email);
  const own = await serverOf(page, playground, 'me');
  const { url } = await own<ConnectBegun>('POST', 'microsoft-sync/me/connect');
  const back = (await completeSignIn(url, { address: email })).redirect?.searchParams;
  await own('POST', 'microsoft-sync/me/connect/finish', { code: back?.get('code') ?? '', state: back?.get('state') ?? '' });
  await own('POST', 'microsoft-sync/me/sync', {}); // reads, and waits
  await own('POST', 'microsoft-sync/me/start', {});
  await context.close();
}

/** So many hours from now, on the hour. */
export const soon = (hours: number): string => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();
export const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });
