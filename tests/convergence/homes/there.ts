import type { Resource } from '../../../src/contracts';
import { calendar } from '../../../src/calendar/definition';
import type { Values } from '../../../src/sync/resource';
import { tasksIn } from '../../../src/tasks/definition';
import { dateOf, toLocal } from '../../../src/time';
import { type When, WINDOWS_ZONE, ZONE } from '../calendar-item';
import type { Microsoft } from '../graph';
import { pick, textIn } from '../people';
import { keyOf } from './key-of';

type Json = Record<string, unknown>;
export interface ThereItem {
  readonly id: string;
  readonly key: string;
  readonly values: Values;
  /** A series, or an event of whole days: not every home can hold it. */
  readonly isBeyond: boolean;
}

/** A person at work in Outlook and in To Do. */
export interface There {
  items(): readonly ThereItem[];
  add(of: { readonly when?: When; readonly categories?: readonly string[]; readonly isSeries?: boolean } & Json): void;
  change(item: ThereItem, patch: { readonly when?: When } & Json): void;
  /** It ends later. */
  lengthen(item: ThereItem, minutes: number): void;
  /** A series, or whole days, by turns. */
  makeBeyond(item: ThereItem | undefined, count: number): void;
  makeSingle(item: ThereItem, when: When): void;
  remove(item: ThereItem): void;
  changeUnmapped(which: number, value: string, tell: (id: string, value: string) => void): void;
  /** Null: it is gone. */
  unmapped(id: string): string | null;
}

export const thereOf = (microsoft: Microsoft, resource: Resource): There =>
  resource === 'calendar' ? eventsThere(microsoft) : tasksThere(microsoft);

const UNMAPPED = 'String {00020329-0000-0000-c000-000000000046} Name another-application';
const at = (instant: string): Json => ({ dateTime: toLocal(instant, ZONE), timeZone: WINDOWS_ZONE });
const timesOf = (when: When | undefined): Json => (when ? { start: at(when.start), end: at(when.end), isAllDay: false } : {});
const daily = (start: string): Json => ({
  pattern: { type: 'daily', interval: 1 },
  range: { type: 'numbered', numberOfOccurrences: 3, startDate: dateOf(toLocal(start, ZONE)) },
});

function eventsThere({ person }: Microsoft): There {
  const bodyOf = ({ when, subject, location, showAs, categories, isSeries }: Parameters<There['add']>[0]): Json => ({
    ...timesOf(when),
    ...(subject === undefined ? {} : { subject }),
    ...(location === undefined ? {} : { location: { displayName: location } }),
    ...(showAs === undefined ? {} : { showAs }),
    ...(categories === undefined ? {} : { categories }),
    ...(isSeries && when ? { recurrence: daily(when.start) } : {}),
  });
  return {
    items: () =>
      person.listEvents().map((event): ThereItem => {
        const [reading] = calendar.readWhole(event['type'] === 'seriesMaster' ? { ...event, exceptionOccurrences: [] } : event);
        if (reading?.kind !== 'item') throw new Error(`an event that cannot be read: ${JSON.stringify([reading, event])}`);
        const { values } = reading;
        return {
          id: String(event['id']),
          key: keyOf(values) ?? '',
          values,
          isBeyond: values['recurrence'] !== null || values['isAllDay'] === true,
        };
      }),
    add: (of) => void person.addEvent({ ...bodyOf(of), allowNewTimeProposals: false }),
    change: ({ id }, patch) => void person.changeEvent(id, bodyOf(patch)),
    lengthen({ id, values }, minutes) {
      if (values['isAllDay'] === true) return;
      person.changeEvent(id, { end: at(new Date(Date.parse(String(values['start'])) + (30 + minutes) * 60_000).toISOString()) });
    },
    makeBeyond(item, count) {
      if (!item || item.isBeyond) return;
      const start = String(item.values['start']);
      if (count % 2 === 0) return void person.changeEvent(item.id, { recurrence: daily(start) });
      const day = dateOf(toLocal(start, ZONE));
      const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      const midnight = (date: string): Json => ({ dateTime: `${date}T00:00:00`, timeZone: 'UTC' });
      person.changeEvent(item.id, { start: midnight(day), end: midnight(next), isAllDay: true });
    },
    makeSingle: ({ id }, when) => void person.changeEvent(id, { recurrence: null, ...timesOf(when) }),
    remove: ({ id }) => person.deleteEvent(id),
    changeUnmapped(which, value, tell) {
      const id = String(pick(person.listEvents(), which)?.['id'] ?? '');
      if (id === '') return;
      person.changeEvent(id, { hideAttendees: true, singleValueExtendedProperties: [{ id: UNMAPPED, value }] });
      tell(id, value);
    },
    unmapped(id) {
      const event = person.listEvents().find((one) => one['id'] === id);
      if (!event) return null;
      const properties = (event['singleValueExtendedProperties'] ?? []) as { id: string; value: string }[];
      return event['hideAttendees'] === true ? (properties.find((one) => one.id === UNMAPPED)?.value ?? 'nothing') : 'attendees are shown';
    },
  };
}

const definition = tasksIn({ timeZone: ZONE });

function tasksThere({ tasks }: Microsoft): There {
  const patchOf = ({ taskStatus, body, ...rest }: Json): Json => ({
    ...rest,
    ...(body === undefined ? {} : { body: textIn(String(body)) }),
    ...(taskStatus === undefined ? {} : { status: taskStatus }),
  });
  return {
    items: () =>
      tasks.listTasks().map((task): ThereItem => {
        const reading = definition.readMicrosoft(task);
        if (reading.kind !== 'item') throw new Error(`a task that cannot be read: ${JSON.stringify(task)}`);
        return { id: String(task['id']), key: keyOf(reading.values) ?? '', values: reading.values, isBeyond: false };
      }),
    add: (of) => void tasks.addTask(of),
    change: ({ id }, patch) => void tasks.changeTask(id, patchOf(patch)),
    lengthen: () => undefined,
    makeBeyond: () => undefined,
    makeSingle: () => undefined,
    remove: ({ id }) => tasks.deleteTask(id),
    changeUnmapped(which, displayName, tell) {
      const id = String(pick(tasks.listTasks(), which)?.['id'] ?? '');
      if (id === '') return;
      tasks.addLinkedResource(id, { applicationName: 'Elsewhere', displayName });
      tell(id, displayName);
    },
    unmapped(id) {
      const links = tasks.listTasks().find((one) => one['id'] === id)?.['linkedResources'] as
        { applicationName: string; displayName: string }[] | undefined;
      return links ? String(links.findLast(({ applicationName }) => applicationName === 'Elsewhere')?.displayName) : null;
    },
  };
}

export function itemsThere(there: There): Map<string, Values[]> {
  const items = new Map<string, Values[]>();
  for (const { key, values } of there.items()) items.set(key, [...(items.get(key) ?? []), values]);
  return items;
}
