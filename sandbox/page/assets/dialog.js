import { element } from './calendar.js';
import { createForm, recurrence, rules, select } from './form.js';

const choices = {
  showAs: ['Show as', ['busy', 'free', 'tentative', 'oof', 'workingElsewhere']],
  sensitivity: ['Sensitivity', ['normal', 'personal', 'private', 'confidential']],
  importance: ['Importance', ['normal', 'low', 'high']],
};

const answers = [
  ['Accept', 'accepted'],
  ['Maybe', 'tentativelyAccepted'],
  ['Decline', 'declined'],
];

/** Asks for an event. Somebody else's meeting can be answered. */
export function openDialog(dialog, event, { zone, calendars = [], calendar, save, remove, respond }) {
  const title = event.id ? (event.seriesMasterId ? 'Occurrence of a series' : 'Event') : 'New event';
  const isForeign = event.id && !event.isOrganizer && !event.isCancelled;
  const more = isForeign ? answers.map(([label, response]) => [label, () => respond(response)]) : [];
  const { field, check, open } = createForm(dialog, {
    title,
    save,
    more,
    ...(event.id ? { remove, removeLabel: event.seriesMasterId ? 'Delete this occurrence' : 'Delete' } : {}),
  });
  const subject = field('subject', 'Subject', element('input'), 'wide');
  subject.value = event.subject ?? '';
  subject.maxLength = 255;
  const allDay = check('All day');
  allDay.checked = Boolean(event.isAllDay);
  const start = field('start', `Start (${zone})`, element('input'));
  const end = field('end', `End (${zone})`, element('input'));
  const setTypes = (startText, endText) => {
    for (const [input, text] of [
      [start, startText],
      [end, endText],
    ]) {
      input.type = allDay.checked ? 'date' : 'datetime-local';
      input.required = true;
      input.value = allDay.checked ? text.slice(0, 10) : `${text.slice(0, 10)}T${text.slice(11, 16) || '09:00'}`;
    }
  };
  // People read the last day, Graph counts the first day after (graph-facts §1.8).
  setTypes(event.localStart, allDay.checked ? shiftDays(event.localEnd, -1) : event.localEnd);
  allDay.addEventListener('change', () => setTypes(start.value, end.value));
  const location = field('location', 'Location', element('input'), 'wide');
  location.value = event.location?.displayName ?? '';
  const selects = Object.entries(choices).map(([name, [label, values]]) => field(name, label, select(values, event[name] ?? values[0])));
  const categories = field('categories', 'Categories (comma)', element('input'));
  categories.value = (event.categories ?? []).join(', ');
  const body = field('body', 'Description', element('textarea'), 'wide');
  body.rows = 4;
  const originalBody = event.bodyText ?? '';
  body.value = originalBody;
  // An occurrence stays with its series.
  const isMovable = calendars.length > 1 && !event.seriesMasterId;
  const place = isMovable ? field('calendar', 'Calendar', select(calendars.map(({ id, name }) => [id, name]), calendar.id), 'wide') : undefined; // prettier-ignore
  const repeats = event.id ? undefined : field('repeats', 'Repeat', select(rules), 'wide');

  open(() => {
    const at = (text) => ({ dateTime: text.length === 10 ? `${text}T00:00:00` : `${text.slice(0, 16)}:00`, timeZone: zone });
    const result = {
      subject: subject.value,
      isAllDay: allDay.checked,
      start: at(start.value),
      end: at(allDay.checked ? shiftDays(end.value, 1) : end.value),
      location: { displayName: location.value },
      categories: categories.value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
      ...Object.fromEntries(selects.map((one) => [one.name, one.value])),
    };
    if (body.value !== originalBody) result.body = { contentType: 'text', content: body.value };
    if (place) result.calendarId = place.value;
    if (repeats?.value) result.recurrence = recurrence(repeats.value, start.value.slice(0, 10));
    return result;
  });
}

export function shiftDays(text, days) {
  const moved = new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
  return moved + text.slice(10);
}
