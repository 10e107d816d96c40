import { dateOf, toInstant, toLocal } from '../../src/time';
import { DAY, isSeries, type Item, type Rule, type When, ZONE } from './calendar-item';

const MINUTE = 60_000;
const YEARS_AWAY = 3 * 365 * DAY;

/** When the events of a history are, and by which rules they recur. */
export const startDate = ({ start, isAllDay: is }: When): string => (is ? dateOf(start) : dateOf(toLocal(start, ZONE)));
export const dayOn = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const whenOf = ({ values }: Item): When => ({
  start: String(values['start']),
  end: String(values['end']),
  isAllDay: values['isAllDay'] === true,
});
const lasting = (at: number): When => ({
  start: new Date(at).toISOString(),
  end: new Date(at + 30 * MINUTE).toISOString(),
  isAllDay: false,
});
export const allDay = (at: number): When => ({
  start: `${dayOn(at)}T00:00:00.000Z`,
  end: `${dayOn(at + DAY)}T00:00:00.000Z`,
  isAllDay: true,
});
/** At a time of that date that no other has; never in the night, where summer time begins. */
export const timed = (date: string, count: number): When => {
  const minutes = 240 + (count % 900);
  const two = (value: number) => String(value).padStart(2, '0');
  return lasting(Date.parse(toInstant(`${date}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`, ZONE)));
};

export function movedWhen(item: Item, count: number, isAway: boolean, from: number): When {
  const now = whenOf(item);
  if (item.date !== null) return timed(item.date, count);
  if (!isSeries(item)) {
    if (count % 4 === 0) return allDay(from + (count % 300) * DAY);
    return timed(dayOn(from + (count % 30) * DAY + (isAway ? YEARS_AWAY : 0)), count);
  }
  const days = String(item.values['recurrence']).startsWith('FREQ=WEEKLY') ? 7 : 1;
  const first = Date.parse(startDate(now));
  if (now.isAllDay) return allDay(first + days * DAY);
  return timed(dayOn(first + (count % 3 === 0 ? days * DAY : 0)), count);
}

const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export function ruleFor(wanted: number, date: string): Rule {
  const day = names[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  switch (wanted % 4) {
    case 0:
      return { text: 'FREQ=DAILY;COUNT=5', pattern: { type: 'daily', interval: 1 }, count: 5 };
    case 1:
      return { text: 'FREQ=DAILY;COUNT=3', pattern: { type: 'daily', interval: 1 }, count: 3 };
    case 2:
      return {
        text: `FREQ=WEEKLY;BYDAY=${day.slice(0, 2).toUpperCase()};COUNT=4`,
        pattern: { type: 'weekly', interval: 1, daysOfWeek: [day], firstDayOfWeek: 'monday' },
        count: 4,
      };
    default:
      return { text: 'FREQ=DAILY;INTERVAL=2;COUNT=4', pattern: { type: 'daily', interval: 2 }, count: 4 };
  }
}
