// The calendar of one mailbox.
import { dateOf, dayOf, draw, rangeOf, step, titleOf } from './calendar.js';
import { openDialog, shiftDays } from './dialog.js';
import { addCalendar, deleteCalendar, drawCalendars, renameCalendar } from './calendars.js';
import { app, attempt, call, get, say, watch } from './page.js';

const today = () => dayOf(new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString());
const state = { view: 'month', anchor: startDay(), events: [], zone: app.dataset.zone, calendars: [], selected: '' };
let drawn = '';

function startDay() {
  const wanted = new URLSearchParams(location.search).get('date');
  return wanted && /^\d{4}-\d{2}-\d{2}$/.test(wanted) ? dayOf(wanted) : today();
}

async function refresh() {
  const { first, count } = rangeOf(state.view, state.anchor);
  // A day more on each side: the window is in UTC, the page in the mailbox's zone.
  state.calendars = (await call('GET', '/calendars')).value;
  const answer = await call(
    'GET',
    `/view?startDateTime=${dateOf(first - 1)}T00:00:00Z&endDateTime=${dateOf(first + count + 1)}T00:00:00Z&calendar=${encodeURIComponent(current().id)}`,
  );
  const key = JSON.stringify([answer.events, state.calendars, state.selected, state.view, state.anchor, today()]);
  state.zone = answer.timeZone;
  state.events = answer.events;
  if (key !== drawn) render();
  drawn = key;
}

const current = () =>
  state.calendars.find(({ id }) => id === state.selected) ?? state.calendars.find(({ isDefaultCalendar }) => isDefaultCalendar);

function render() {
  drawCalendars(get, state.calendars, current());
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
    { zone: state.zone, save: (body) => change('POST', `/events?calendar=${encodeURIComponent(current().id)}`, body) },
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
      calendars: state.calendars.filter(({ owner }) => owner.address === current().owner.address),
      calendar: current(),
      save: async ({ calendarId, ...body }) => {
        await change('PATCH', path, body);
        if (calendarId !== undefined && calendarId !== current().id) await change('POST', `${path}/move`, { calendarId });
      },
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
get('calendars').addEventListener('change', ({ target }) => {
  state.selected = target.value;
  attempt(refresh);
});
get('calendar-new').addEventListener('click', () => addCalendar(get('dialog'), (body) => change('POST', '/calendars', body)));
get('calendar-rename').addEventListener('click', () =>
  renameCalendar(get('dialog'), current(), (body) => change('PATCH', `/calendars/${encodeURIComponent(current().id)}`, body)),
);
get('calendar-delete').addEventListener('click', () =>
  deleteCalendar(get('dialog'), current(), () => change('DELETE', `/calendars/${encodeURIComponent(current().id)}`)),
);
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

watch(refresh);
