import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GraphError } from '../graph/errors.js';
import type { Incoming, Outgoing } from '../server/exchange.js';
import { html, json } from '../server/exchange.js';
import type { DirectoryPerson } from '../sign-in/directory.js';
import { answerApi } from './api.js';
import { calendarPage, noMailboxPage, peoplePage, tasksPage } from './documents.js';
import type { PageHost } from './page-host.js';

const assets: Readonly<Record<string, string>> = {
  'mailbox.js': 'text/javascript',
  'calendar.js': 'text/javascript',
  'calendars.js': 'text/javascript',
  'dialog.js': 'text/javascript',
  'form.js': 'text/javascript',
  'page.js': 'text/javascript',
  'tasks.js': 'text/javascript',
  'task-list.js': 'text/javascript',
  'task-dialog.js': 'text/javascript',
  'mailbox.css': 'text/css',
  'tasks.css': 'text/css',
  'sign-in.css': 'text/css',
};

const security = {
  'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
};

/** `/`, `/mailbox/{address}`, `/mailbox/{address}/tasks`, `/sandbox/assets/…`, `/sandbox/api/…`; undefined for every other address. */
export function servePage(host: PageHost, incoming: Incoming): Outgoing | undefined {
  const { path } = incoming;
  if (path === '/') return html(200, peoplePage(host.people), security);
  const asset = /^\/sandbox\/assets\/([a-z-]+\.(?:js|css))$/.exec(path)?.[1];
  if (asset !== undefined && assets[asset] !== undefined) {
    const body = readFileSync(fileURLToPath(new URL(`./assets/${asset}`, import.meta.url)), 'utf8');
    return { status: 200, headers: { 'content-type': `${assets[asset]}; charset=utf-8`, 'cache-control': 'no-cache', ...security }, body };
  }
  const [, mailbox, view] = /^\/mailbox\/([^/]+)(\/tasks)?\/?$/.exec(path) ?? [];
  if (mailbox !== undefined) {
    const person = findPerson(host, mailbox);
    if (!person) return html(404, noMailboxPage(), security);
    const { timeZone } = host.sideOf(person.address);
    return html(200, view === undefined ? calendarPage(person, timeZone) : tasksPage(person, timeZone), security);
  }
  if (!path.startsWith('/sandbox/api/')) return undefined;
  try {
    return answerApi(host, incoming, (name) => {
      const person = findPerson(host, name);
      if (!person) throw new GraphError(404, 'NotFound', 'There is no such mailbox.');
      return host.sideOf(person.address);
    });
  } catch (error) {
    if (error instanceof GraphError) return json(error.status, { error: { code: error.code, message: error.message } });
    throw error;
  }
}

function findPerson({ people }: PageHost, raw: string): DirectoryPerson | undefined {
  let name = raw;
  try {
    name = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  return people.find(({ address }) => address.toLowerCase() === name.toLowerCase());
}
