import type { Occurrence } from 'strapi-plugin-microsoft-sync/client';
import { button, element } from './elements';

export interface Month {
  readonly year: number;
  /** From 0. */
  readonly month: number;
}
interface Actions {
  readonly open: (occurrence: Occurrence) => void;
  readonly add: (date: Date) => void;
}

export const monthOf = (date: Date): Month => ({ year: date.getFullYear(), month: date.getMonth() });
export const moved = ({ year, month }: Month, by: number): Month => monthOf(new Date(year, month + by, 1));
export const nameOf = ({ year, month }: Month): string =>
  new Date(year, month, 1).toLocaleDateString(undefined, { month: 'long', year: 'numeric' });

/** Six weeks, from the Monday on or before the first. */
export function daysOf({ year, month }: Month): Date[] {
  const first = new Date(year, month, 1);
  const before = (first.getDay() + 6) % 7;
  return Array.from({ length: 42 }, (_, index) => new Date(year, month, 1 - before + index));
}

export function monthView(month: Month, occurrences: readonly Occurrence[], actions: Actions): HTMLElement {
  const today = dayOf(new Date());
  const days = daysOf(month).map((date) => {
    const day = dayOf(date);
    const isOther = date.getMonth() !== month.month;
    const found = occurrences.filter((one) => isOn(one, day));
    return element(
      'li',
      { class: [isOther ? 'other' : '', day === today ? 'today' : ''].join(' ').trim(), 'data-day': day },
      element(
        'div',
        { class: 'day' },
        element('time', { datetime: day }, String(date.getDate())),
        button('+', () => actions.add(date), { 'aria-label': `New event on ${date.toLocaleDateString()}` }),
      ),
      element('ul', { class: 'events' }, ...found.map((one) => element('li', {}, entry(one, actions)))),
    );
  });
  const weekdays = daysOf(month)
    .slice(0, 7)
    .map((date) => element('li', { class: 'weekday', 'aria-hidden': 'true' }, date.toLocaleDateString(undefined, { weekday: 'short' })));
  return element('ol', { class: 'month', 'aria-label': nameOf(month) }, ...weekdays, ...days);
}

function entry(occurrence: Occurrence, { open }: Actions): HTMLButtonElement {
  const { start, isAllDay, subject } = occurrence;
  const time = isAllDay ? '' : `${new Date(start).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })} `;
  const text = `${time}${subject || '(no title)'}`;
  return button(text, () => open(occurrence), { title: text });
}

/** Dates of all-day events are in no zone; of the others the day is the one of whoever looks. */
function isOn({ start, end, isAllDay }: Occurrence, day: string): boolean {
  if (isAllDay) return start.slice(0, 10) <= day && day < end.slice(0, 10);
  const last = new Date(Math.max(Date.parse(start), Date.parse(end) - 1));
  return dayOf(new Date(start)) <= day && day <= dayOf(last);
}

const two = (number: number): string => String(number).padStart(2, '0');
const dayOf = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
export const localTime = (date: Date): string => `${dayOf(date)}T${two(date.getHours())}:${two(date.getMinutes())}`;
