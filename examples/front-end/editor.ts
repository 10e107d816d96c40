import { type EventItem, type ItemData, type Occurrence } from 'strapi-plugin-microsoft-sync/client';
import { button, element, field, valueIn } from './elements';
import { microsoft, wordsFor } from './microsoft';
import { localTime } from './month';

const HOUR = 3_600_000;

/** Calls back once something was saved or removed. */
export function newEvent(date: Date, done: () => void): void {
  const start = new Date(date.getFullYear(), date.getMonth(), date.getDate(), 9);
  const times = { start: localTime(start), end: localTime(new Date(start.getTime() + HOUR)) };
  show({ heading: 'New event', subject: '', location: '', ...times, isAllDay: false }, done, {
    save: (data) => microsoft.events.create(data),
  });
}

/** An event, or one occurrence of a series. */
export async function editEvent({ event, series, originalStart, ...occurrence }: Occurrence, done: () => void): Promise<void> {
  const item = await microsoft.events.read(event);
  const { subject, location } = item;
  const times = { start: localTime(new Date(occurrence.start)), end: localTime(new Date(occurrence.end)) };
  const shown = { heading: 'Event', subject: subject ?? '', location: location ?? '', ...times, isAllDay: occurrence.isAllDay };
  if (series === null || originalStart === null) {
    show(shown, done, {
      save: (data) => microsoft.events.update(event, data, { version: item.version }),
      remove: () => microsoft.events.remove(event),
    });
    return;
  }
  const of = (form: HTMLFormElement) => ({ series, originalStart, scope: valueIn(form, 'scope') as 'this' | 'this-and-following' });
  show({ ...shown, heading: 'Event of a series', isSeries: true }, done, {
    save: (data, form) => microsoft.events.editOccurrence(of(form), data),
    remove: (form) => microsoft.events.cancelOccurrence(of(form)),
  });
}

interface Shown {
  readonly heading: string;
  readonly subject: string;
  readonly location: string;
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
  readonly isSeries?: boolean;
}
interface Acts {
  readonly save: (data: ItemData<'calendar'>, form: HTMLFormElement) => Promise<EventItem>;
  readonly remove?: (form: HTMLFormElement) => Promise<void>;
}

function show({ heading, isSeries, isAllDay, ...shown }: Shown, done: () => void, { save, remove }: Acts): void {
  const problem = element('p', { class: 'problem', role: 'alert' });
  const act: (work: (form: HTMLFormElement) => Promise<unknown>) => () => Promise<void> = (work) => async () => {
    try {
      await work(form);
      dialog.close();
      done();
    } catch (error) {
      problem.textContent = wordsFor(error);
    }
  };
  const form: HTMLFormElement = element(
    'form',
    {
      submit: (event) => {
        event.preventDefault();
        void act(() => save(dataOf(form, shown, isAllDay), form))();
      },
    },
    element('h2', { id: 'heading' }, heading),
    field('Title', 'subject', { value: shown.subject, required: true }),
    ...(isAllDay
      ? [element('p', { class: 'quiet' }, 'All day')]
      : [
          field('From', 'start', { type: 'datetime-local', value: shown.start, required: true }),
          field('To', 'end', { type: 'datetime-local', value: shown.end, required: true }),
        ]),
    field('Place', 'location', { value: shown.location }),
    isSeries === true
      ? element(
          'label',
          {},
          'Changes count for',
          element(
            'select',
            { name: 'scope' },
            element('option', { value: 'this' }, 'this event'),
            element('option', { value: 'this-and-following' }, 'this and the following events'),
          ),
        )
      : null,
    problem,
    element(
      'div',
      { class: 'row' },
      element('button', { class: 'main', type: 'submit' }, 'Save'),
      button('Cancel', () => dialog.close()),
      element('span', { class: 'space' }),
      remove ? button('Remove', act(remove)) : null,
    ),
  );
  const dialog: HTMLDialogElement = element('dialog', { 'aria-labelledby': 'heading', close: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
}

/** What was changed, so that nothing else is written over. */
function dataOf(
  form: HTMLFormElement,
  before: Pick<Shown, 'subject' | 'location' | 'start' | 'end'>,
  isAllDay: boolean,
): ItemData<'calendar'> {
  const texts = (['subject', 'location'] as const).filter((name) => valueIn(form, name) !== before[name]);
  const times = isAllDay ? [] : (['start', 'end'] as const).filter((name) => before.subject === '' || valueIn(form, name) !== before[name]);
  return {
    ...Object.fromEntries(texts.map((name) => [name, valueIn(form, name)])),
    ...Object.fromEntries(times.map((name) => [name, new Date(valueIn(form, name)).toISOString()])),
  };
}
