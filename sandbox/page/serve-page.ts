import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GraphError } from '../graph/errors.js';
import { escapeHtml } from '../mailbox/html.js';
import type { SandboxApplication } from '../options.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { Incoming, Outgoing } from '../server/exchange.js';
import { html, json } from '../server/exchange.js';
import type { DirectoryPerson } from '../sign-in/directory.js';
import { answerApi } from './api.js';

/** What the people's page needs to know. */
export interface PageHost {
  readonly people: readonly DirectoryPerson[];
  readonly applications: readonly SandboxApplication[];
  readonly sideOf: (address: string) => SandboxMailbox;
}

const assets: Readonly<Record<string, string>> = {
  'mailbox.js': 'text/javascript',
  'calendar.js': 'text/javascript',
  'dialog.js': 'text/javascript',
  'mailbox.css': 'text/css',
  'sign-in.css': 'text/css',
};

const security = {
  'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
};

/** `/`, `/mailbox/{address}`, `/sandbox/assets/…`, `/sandbox/api/…`; undefined for every other address. */
export function servePage(host: PageHost, incoming: Incoming): Outgoing | undefined {
  const { path } = incoming;
  if (path === '/') return html(200, peoplePage(host.people), security);
  const asset = /^\/sandbox\/assets\/([a-z-]+\.(?:js|css))$/.exec(path)?.[1];
  if (asset !== undefined && assets[asset] !== undefined) {
    const body = readFileSync(fileURLToPath(new URL(`./assets/${asset}`, import.meta.url)), 'utf8');
    return { status: 200, headers: { 'content-type': `${assets[asset]}; charset=utf-8`, 'cache-control': 'no-cache', ...security }, body };
  }
  const mailbox = /^\/mailbox\/([^/]+)\/?$/.exec(path)?.[1];
  if (mailbox !== undefined) {
    const person = findPerson(host, mailbox);
    return person ? html(200, mailboxPage(person, host.sideOf(person.address)), security) : html(404, document('No such mailbox', '<main><h1>No such mailbox</h1><p><a href="/">All people</a></p></main>'), security);
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

function peoplePage(people: readonly DirectoryPerson[]): string {
  const items = people.map(
    ({ name, address }) => `<li><a href="/mailbox/${encodeURIComponent(address)}"><span class="face" aria-hidden="true">${escapeHtml(name.slice(0, 1))}</span><span><strong>${escapeHtml(name)}</strong><small>${escapeHtml(address)}</small></span></a></li>`,
  );
  return document('Local Microsoft 365', `<main class="people"><p class="brand">Local Microsoft 365 <span>sandbox</span></p><h1>Mailboxes</h1><p>Pick a person to see and change their calendar, as they would in Outlook.</p><ul>${items.join('')}</ul></main>`);
}

function mailboxPage({ name, address }: DirectoryPerson, { timeZone }: SandboxMailbox): string {
  return document(
    `${name} – Calendar`,
    `<div id="app" data-address="${escapeHtml(address)}" data-zone="${escapeHtml(timeZone)}"><header class="top"><a class="brand" href="/">Local Microsoft 365 <span>sandbox</span></a><p class="owner"><strong>${escapeHtml(name)}</strong> <small>${escapeHtml(address)} · ${escapeHtml(timeZone)}</small></p></header>
<div class="bar" role="toolbar" aria-label="Calendar">
<button class="primary" id="new">New event</button><button id="today">Today</button>
<button id="previous" aria-label="Previous">‹</button><button id="next" aria-label="Next">›</button><h1 id="title" aria-live="polite"></h1>
<span class="views" role="group" aria-label="View"><button id="month" aria-pressed="true">Month</button><button id="week" aria-pressed="false">Week</button></span>
<label class="upload">Load .ics<input type="file" id="ics" accept=".ics,text/calendar"></label></div>
<p id="message" role="status" aria-live="polite"></p>
<main id="calendar"></main>
<aside aria-label="What applications did"><section><h2>Mails sent</h2><p class="count" id="mails">0</p><ol id="mail-list"></ol></section><section><h2>Last requests</h2><ol id="requests"></ol></section></aside></div>
<dialog id="dialog" aria-labelledby="dialog-title"></dialog><script type="module" src="/sandbox/assets/mailbox.js"></script>`,
  );
}

function document(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/sandbox/assets/mailbox.css"></head><body>${body}</body></html>`;
}
