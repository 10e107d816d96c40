// What the calendar and the tasks of a mailbox have in common: requests, messages, what applications did, and looking again every two seconds.
import { element } from './calendar.js';

export const app = document.getElementById('app');
export const get = (id) => document.getElementById(id);
const base = `/sandbox/api/mailboxes/${encodeURIComponent(app.dataset.address)}`;

export async function call(method, path, body, type = 'application/json') {
  const response = await fetch(base + path, { method, headers: body === undefined ? {} : { 'content-type': type }, body });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : undefined;
  if (!response.ok) throw new Error(answer?.error?.message ?? `Error ${response.status}`);
  return answer;
}

/** Does something and says why it failed. */
export async function attempt(action) {
  try {
    await action();
  } catch (error) {
    say(error.message, true);
  }
}

export function say(text, isError = false) {
  get('message').textContent = text;
  get('message').classList.toggle('error', isError);
}

/** Reads again and again, so that both sides can be watched; not under somebody's hands. */
export function watch(refresh) {
  let isLost = false;
  const poll = async () => {
    try {
      if (!document.hidden && !get('dialog').open) await Promise.all([refresh(), showActivity()]);
      if (isLost) say('');
      isLost = false;
    } catch (error) {
      isLost = true;
      say(`The sandbox does not answer: ${error.message}`, true);
    }
    setTimeout(poll, 2000);
  };
  poll();
}

async function showActivity() {
  const { mailCount, mails, requests } = await call('GET', '/activity');
  get('mails').textContent = String(mailCount);
  get('mail-list').replaceChildren(...mails.map((mail) => element('li', '', `${mail.kind} to ${mail.to}: ${mail.subject}`)));
  get('requests').replaceChildren(
    ...requests.map((one) =>
      element('li', one.status >= 400 || one.status === 0 ? 'failed' : '', `${one.method} ${one.path} → ${one.status || 'dropped'}`),
    ),
  );
}
