// The calendar of one mailbox.
import { dateOf, dayOf, draw, rangeOf, step, titleOf } from './calendar.js';
import { openDialog, shiftDays } from './dialog.js';
import { app, attempt, call, get, say, watch } from './page.js';

const today = () => dayOf(new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString());
const state = { view: 'month', anchor: startDay(), events: [], zone: app.dataset.zone };
let drawn = '';

function startDay() {
  const wanted = new URLSearchParams(location.search).get('date');
  return wanted && /^\d{4}-\d{2}-\d{2}$/.test(wanted) ? dayOf(wanted) : today();
}

async function refresh() {
  const { first, count } = rangeOf(state.view, state.anchor);
  // A day more on each side: the window is in UTC, the page in the mailbox's zone.
  const answer = await call('GET', `/view?startDateTime=${dateOf(first - 1)}T00:00:00Z&endDateTime=${dateOf(first + count + 1)}T00:00:00Z`);
  const key = JSON.stringify([answer.events, state.view, state.anchor, today()]);
  state.zone = answer.timeZone;
  state.events = answer.events;
  if (key !== drawn) render();
  drawn = key;
}

function render() {
  get('title').textContent = titleOf(state.view, state.anchor);
  for (const view of ['month', 'week']) get(view).setAttribute('aria-pressed', String(state.view === view));
  draw(get('calendar'), { ...state, today: today(), onOpen: open, onNew: create, onMove: (id, days) => attempt(() => move(id, days)) });
}

function show(view, anchor) {
  Object.assign(state, { view, anchor });
  attempt(refresh);
}

function create(day) {
  const date = dateOf(day);
  openDialog(
    get('dialog'),
    { localStart: `${date}T09:00`, localEnd: `${date}T10:00` },
    { zone: state.zone, save: (body) => change('POST', '/events', body) },
  );
}

async function open(event) {
  const path = `/events/${encodeURIComponent(event.id)}`;
  const parsed = new DOMParser().parseFromString(event.body.content.replace(/<br\s*\/?>(\r?\n)?/gi, '\n'), 'text/html');
  openDialog(
    get('dialog'),
    { ...event, bodyText: parsed.body.textContent.trim() },
    {
      zone: state.zone,
      save: (body) => change('PATCH', path, body),
      remove: () => change('DELETE', path),
      respond: (response) => change('POST', `${path}/responses`, { response }),
    },
  );
}

async function move(id, days) {
  const event = state.events.find((one) => one.id === id);
  if (!event) return;
  const at = (text) => ({ dateTime: `${shiftDays(text, days)}:00`, timeZone: state.zone });
  await change('PATCH', `/events/${encodeURIComponent(id)}`, { start: at(event.localStart), end: at(event.localEnd) });
}

async function change(method, path, body) {
  await call(method, path, body === undefined ? undefined : JSON.stringify(body));
  say('');
  await refresh();
}

get('new').addEventListener('click', () =>
  create(state.view === 'month' && today() - state.anchor < 31 && today() >= state.anchor ? today() : state.anchor),
);
get('today').addEventListener('click', () => show(state.view, today()));
get('previous').addEventListener('click', () => show(state.view, step(state.view, state.anchor, -1)));
get('next').addEventListener('click', () => show(state.view, step(state.view, state.anchor, 1)));
get('month').addEventListener('click', () => show('month', state.anchor));
get('week').addEventListener('click', () => show('week', state.anchor));
get('ics').addEventListener('change', (chosen) =>
  attempt(async () => {
    const [file] = chosen.target.files;
    if (!file) return;
    const { loaded, skipped } = await call('POST', '/ics', await file.text(), 'text/calendar');
    chosen.target.value = '';
    await refresh();
    say(
      `${loaded} loaded${skipped.length ? `, ${skipped.length} left out: ${skipped.map(({ uid, reason }) => `${uid || 'no UID'} (${reason})`).join('; ')}` : ''}`,
    );
  }),
);

render();
watch(refresh);
