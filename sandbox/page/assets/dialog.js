import { element } from './calendar.js';

const choices = {
  showAs: ['busy', 'free', 'tentative', 'oof', 'workingElsewhere'],
  sensitivity: ['normal', 'personal', 'private', 'confidential'],
  importance: ['normal', 'low', 'high'],
};

/** Asks for an event. `save(body)` and `remove()` throw with a message for people. */
export function openDialog(dialog, event, { zone, save, remove }) {
  const form = element('form');
  form.method = 'dialog';
  const field = (name, label, input, className = '') => {
    const wrapped = element('label', className, label);
    input.name = name;
    wrapped.append(input);
    form.append(wrapped);
    return input;
  };
  const subject = field('subject', 'Subject', element('input'), 'wide');
  subject.value = event.subject ?? '';
  subject.maxLength = 255;
  const allDay = element('input');
  allDay.type = 'checkbox';
  const checkLabel = element('label', 'check wide');
  checkLabel.append(allDay, 'All day');
  form.append(checkLabel);
  allDay.checked = Boolean(event.isAllDay);
  const start = field('start', `Start (${zone})`, element('input'));
  const end = field('end', `End (${zone})`, element('input'));
  const setTypes = (startText, endText) => {
    for (const [input, text] of [[start, startText], [end, endText]]) {
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
  const selects = Object.entries(choices).map(([name, values]) => {
    const select = element('select');
    for (const value of values) select.append(new Option(value, value, false, value === (event[name] ?? values[0])));
    return field(name, { showAs: 'Show as', sensitivity: 'Sensitivity', importance: 'Importance' }[name], select);
  });
  const categories = field('categories', 'Categories (comma)', element('input'));
  categories.value = (event.categories ?? []).join(', ');
  const body = field('body', 'Description', element('textarea'), 'wide');
  body.rows = 4;
  const originalBody = event.bodyText ?? '';
  body.value = originalBody;
  let repeats;
  if (!event.id) {
    repeats = element('select');
    for (const [value, label] of [['', 'Does not repeat'], ['daily', 'Every day'], ['weekly', 'Every week'], ['absoluteMonthly', 'Every month']]) repeats.append(new Option(label, value));
    field('repeats', 'Repeat', repeats, 'wide');
  }
  const problem = element('p', 'error');
  problem.setAttribute('role', 'alert');
  const buttons = element('div', 'buttons');
  if (event.id) {
    const danger = element('button', 'danger', event.seriesMasterId ? 'Delete this occurrence' : 'Delete');
    danger.type = 'button';
    danger.addEventListener('click', () => attempt(remove));
    buttons.append(danger);
  }
  const cancel = element('button', '', 'Cancel');
  cancel.type = 'button';
  cancel.addEventListener('click', () => dialog.close());
  const submit = element('button', 'primary', 'Save');
  buttons.append(cancel, submit);
  form.append(problem, buttons);
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    attempt(() => save(readForm()));
  });

  async function attempt(action) {
    try {
      await action();
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  function readForm() {
    const at = (text) => ({ dateTime: text.length === 10 ? `${text}T00:00:00` : `${text.slice(0, 16)}:00`, timeZone: zone });
    const result = {
      subject: subject.value,
      isAllDay: allDay.checked,
      start: at(start.value),
      end: at(allDay.checked ? shiftDays(end.value, 1) : end.value),
      location: { displayName: location.value },
      categories: categories.value.split(',').map((one) => one.trim()).filter(Boolean),
      ...Object.fromEntries(selects.map((select) => [select.name, select.value])),
    };
    if (body.value !== originalBody) result.body = { contentType: 'text', content: body.value };
    if (repeats?.value) result.recurrence = recurrence(repeats.value, start.value.slice(0, 10));
    return result;
  }

  const title = element('h2', '', event.id ? (event.seriesMasterId ? 'Occurrence of a series' : 'Event') : 'New event');
  title.id = 'dialog-title';
  dialog.replaceChildren(title, form);
  dialog.showModal();
  subject.focus();
}

function recurrence(type, startDate) {
  const day = new Date(`${startDate}T00:00:00Z`);
  const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const more = { daily: {}, weekly: { daysOfWeek: [weekdays[day.getUTCDay()]], firstDayOfWeek: 'monday' }, absoluteMonthly: { dayOfMonth: day.getUTCDate() } }[type];
  return { pattern: { type, interval: 1, ...more }, range: { type: 'noEnd', startDate } };
}

export function shiftDays(text, days) {
  const moved = new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
  return moved + text.slice(10);
}
