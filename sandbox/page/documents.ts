import { escapeHtml } from '../mailbox/html.js';
import type { DirectoryPerson } from '../sign-in/directory.js';

export function peoplePage(people: readonly DirectoryPerson[]): string {
  const items = people.map(
    ({ name, address }) =>
      `<li><a href="/mailbox/${encodeURIComponent(address)}"><span class="face" aria-hidden="true">${escapeHtml(name.slice(0, 1))}</span><span><strong>${escapeHtml(name)}</strong><small>${escapeHtml(address)}</small></span></a></li>`,
  );
  return document(
    'Local Microsoft 365',
    `<main class="people"><p class="brand">Local Microsoft 365 <span>sandbox</span></p><h1>Mailboxes</h1><p>Pick a person to see and change their calendar and tasks, as they would in Outlook and Microsoft To Do.</p><ul>${items.join('')}</ul></main>`,
  );
}

export function noMailboxPage(): string {
  return document('No such mailbox', '<main><h1>No such mailbox</h1><p><a href="/">All people</a></p></main>');
}

export function calendarPage(person: DirectoryPerson, timeZone: string): string {
  const bar = `<div class="bar" role="toolbar" aria-label="Calendar">
<button class="primary" id="new">New event</button><button id="today">Today</button>
<button id="previous" aria-label="Previous">‹</button><button id="next" aria-label="Next">›</button><h1 id="title" aria-live="polite"></h1>
<span class="views" role="group" aria-label="View"><button id="month" aria-pressed="true">Month</button><button id="week" aria-pressed="false">Week</button></span>
<label>Calendar <select id="calendars"></select></label><button id="calendar-new">Add calendar</button><button id="calendar-rename">Rename</button><button id="calendar-delete">Delete</button>
<label class="upload">Load .ics<input type="file" id="ics" accept=".ics,text/calendar"></label></div>`;
  return ownPage(person, timeZone, 'Calendar', bar, '<main id="calendar"></main>', 'mailbox.js');
}

export function tasksPage(person: DirectoryPerson, timeZone: string): string {
  const bar = `<div class="bar"><form id="add"><label>New task<input id="new-title" maxlength="255" required autocomplete="off"></label><label>Due<input type="date" id="new-due"></label><button class="primary">Add</button></form></div>`;
  const main = `<main id="todo"><nav aria-label="Lists"><ul id="lists"></ul><form id="add-list"><label>New list<input id="new-list" maxlength="255" required autocomplete="off"></label><button>Add list</button></form></nav>
<section aria-labelledby="title"><div class="list-head"><h1 id="title"></h1><button id="rename">Rename list</button><button id="delete">Delete list</button></div><ul id="tasks"></ul></section></main>`;
  return ownPage(person, timeZone, 'To Do', bar, main, 'tasks.js');
}

const views = { Calendar: '', 'To Do': '/tasks' } as const;

function ownPage(
  { name, address }: DirectoryPerson,
  timeZone: string,
  view: keyof typeof views,
  bar: string,
  main: string,
  script: string,
): string {
  const links = Object.entries(views).map(
    ([label, path]) =>
      `<a href="/mailbox/${encodeURIComponent(address)}${path}"${label === view ? ' aria-current="page"' : ''}>${label}</a>`,
  );
  return document(
    `${name} – ${view}`,
    `<div id="app" data-address="${escapeHtml(address)}" data-zone="${escapeHtml(timeZone)}"><header class="top"><a class="brand" href="/">Local Microsoft 365 <span>sandbox</span></a><nav class="apps" aria-label="Applications">${links.join('')}</nav><p class="owner"><strong>${escapeHtml(name)}</strong> <small>${escapeHtml(address)} · ${escapeHtml(timeZone)}</small></p></header>
${bar}
<p id="message" role="status" aria-live="polite"></p>
${main}
<aside aria-label="What applications did"><section><h2>Mails sent</h2><p class="count" id="mails">0</p><ol id="mail-list"></ol></section><section><h2>Last requests</h2><ol id="requests"></ol></section></aside></div>
<dialog id="dialog" aria-labelledby="dialog-title"></dialog><script type="module" src="/sandbox/assets/${script}"></script>`,
  );
}

function document(title: string, body: string): string {
  const styles = ['mailbox.css', 'tasks.css'].map((file) => `<link rel="stylesheet" href="/sandbox/assets/${file}">`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><link rel="icon" href="data:,">${styles}</head><body>${body}</body></html>`;
}
