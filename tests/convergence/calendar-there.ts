import { calendar } from '../../src/calendar/definition';
import { occurrenceDate } from '../../src/calendar/occurrence';
import { dateOf, toLocal } from '../../src/time';
import type { PersonSide } from '../../sandbox/mailbox/person-side';
import { type CalendarSide, DAY, type Item, type Patch, type When, windowsZones, WINDOWS_ZONE, type Zone, ZONE } from './calendar-item';
import { textIn } from './people';

type Json = Record<string, unknown>;

/** A person at work in Outlook. `allowNewTimeProposals` is one of the things that we do not map. */
export function calendarThere(person: PersonSide, from: number): CalendarSide {
  const window = { from: from - 60 * DAY, to: from + 1_700 * DAY };
  const instancesOf = (id: string, all = person.listView(window)) =>
    all.filter(({ seriesMasterId }) => seriesMasterId === id).map((instance) => ({ instance, date: dateIn(instance) }));
  const idOn = (series: Item, date: string) => String(instancesOf(series.id).find((one) => one.date === date)?.instance['id'] ?? '');

  function itemsOf(event: Json, view: ReturnType<PersonSide['listView']>): Item[] {
    const exceptions =
      event['type'] === 'seriesMaster'
        ? instancesOf(String(event['id']), view).filter(({ instance }) => instance['type'] === 'exception')
        : [];
    const readings = calendar.readWhole({ ...event, exceptionOccurrences: exceptions.map(({ instance }) => instance) });
    return readings.map((reading): Item => {
      if (reading.kind !== 'item') throw new Error(`an event that cannot be read: ${JSON.stringify([reading, event])}`);
      const { values, part, address } = reading;
      const key = String((values['categories'] as string[])[0]);
      return {
        id: address ?? '',
        key: part ? `${key}@${part.key}` : key,
        values,
        idleDates: [],
        date: part?.key ?? null,
        series: part?.of ?? null,
      };
    });
  }

  return {
    items: async () => {
      const view = person.listView(window);
      return person.listEvents().flatMap((event) => itemsOf(event, view));
    },
    dates: async (series) =>
      instancesOf(series.id)
        .map(({ date }) => date)
        .sort(),
    create: async (key, patch) => void person.addEvent({ ...bodyOf(patch), categories: [key], allowNewTimeProposals: false }),
    change: async (item, patch) => void person.changeEvent(item.id, bodyOf(patch)),
    remove: async (item) => person.deleteEvent(item.id),
    changeOccurrence: async (series, date, patch) => void person.changeEvent(idOn(series, date), bodyOf(patch)),
    cancelOccurrence: async (series, date) => person.deleteEvent(idOn(series, date)),
    async shown() {
      const at = (time: unknown) => (time as { dateTime: string }).dateTime.slice(0, 16);
      return person
        .listView(window)
        .map(({ start, end, subject }) => `${at(start)} ${at(end)} ${String(subject)}`)
        .sort();
    },
  };
}

function dateIn({ originalStart, originalStartTimeZone, isAllDay }: Json): string {
  const zone = Object.entries(windowsZones).find(([, name]) => name === originalStartTimeZone)?.[0] ?? ZONE;
  return occurrenceDate(new Date(String(originalStart)).toISOString(), isAllDay === true ? zone : ZONE, isAllDay === true);
}

function bodyOf({ subject, body, location, when, rule, zone }: Patch): Json {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(body === undefined ? {} : { body: textIn(body) }),
    ...(location === undefined ? {} : { location: { displayName: location } }),
    ...(when ? { start: side(when, when.start, zone), end: side(when, when.end, zone), isAllDay: when.isAllDay } : {}),
    ...(rule === undefined
      ? {}
      : {
          recurrence: rule && {
            pattern: rule.pattern,
            range: { type: 'numbered', numberOfOccurrences: rule.count, startDate: startDateOf(when) },
          },
        }),
  };
}

const side = ({ isAllDay }: When, instant: string, zone: Zone | undefined): object =>
  isAllDay
    ? { dateTime: `${dateOf(instant)}T00:00:00`, timeZone: zone ? windowsZones[zone] : 'UTC' }
    : { dateTime: toLocal(instant, ZONE), timeZone: WINDOWS_ZONE };

const startDateOf = (when: When | undefined): string =>
  when ? (when.isAllDay ? dateOf(when.start) : dateOf(toLocal(when.start, ZONE))) : '';
