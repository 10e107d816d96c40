import type { Resource } from '../../src/contracts';
import { calendarPlaces } from '../../server/src/runner/calendar-places';
import type { Places } from '../../server/src/runner/places';
import { tasksPlaces } from '../../server/src/runner/tasks-places';
import type { GraphInProcess } from './graph';

type Json = Record<string, unknown>;

/** A resource as the convergence test plays it: what people make of it on either side. An item keeps the key it was made with in `categories`. */
export interface Played {
  readonly resource: Resource;
  readonly places: Places;
  /** Fields that people edit, each a text that is written once only. */
  readonly editable: readonly string[];
  valueOf(field: string, number: number): string;
  /** What a new item has beside the edited fields. */
  extras(number: number): { readonly row: Json; readonly graph: Json };
  /** Graph's form of an edited field. */
  graphOf(field: string, value: string): Json;
  list(graph: GraphInProcess): Json[];
  add(graph: GraphInProcess, body: object): void;
  change(graph: GraphInProcess, id: string, patch: object): void;
  remove(graph: GraphInProcess, id: string): void;
  /** Part of the addresses of its items. */
  readonly itemsPath: string;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const text = (content: string) => ({ contentType: 'text', content });

const playedCalendar: Played = {
  resource: 'calendar',
  places: calendarPlaces,
  editable: ['subject', 'body', 'location'],
  valueOf: (field, number) => `${field} ${number}`,
  extras(number) {
    const begin = Date.parse('2026-03-10T08:00:00Z') + number * 60 * MINUTE;
    const [start, end] = [new Date(begin).toISOString(), new Date(begin + 30 * MINUTE).toISOString()] as [string, string];
    const graphTime = (at: string) => ({ dateTime: at.replace('Z', ''), timeZone: 'UTC' });
    return { row: { start, end }, graph: { start: graphTime(start), end: graphTime(end), allowNewTimeProposals: false } };
  },
  graphOf: (field, value) => (field === 'subject' ? { subject: value } : field === 'body' ? { body: text(value) } : { location: { displayName: value } }),
  list: ({ person }) => person.listEvents(),
  add: ({ person }, body) => void person.addEvent(body),
  change: ({ person }, id, patch) => void person.changeEvent(id, patch),
  remove: ({ person }, id) => person.deleteEvent(id),
  itemsPath: '/events',
};

const playedTasks: Played = {
  resource: 'tasks',
  places: tasksPlaces({ timeZone: 'Europe/Berlin', entryUrl: (uid, documentId) => `https://strapi.example/admin/${uid}/${documentId}` }),
  editable: ['title', 'body', 'dueDate'],
  valueOf: (field, number) => (field === 'dueDate' ? new Date(Date.parse('2026-03-10') + number * DAY).toISOString().slice(0, 10) : `${field} ${number}`),
  extras: () => ({ row: {}, graph: {} }),
  graphOf: (field, value) => (field === 'body' ? { body: text(value) } : { [field]: value }),
  list: ({ tasks }) => tasks.listTasks(),
  add: ({ tasks }, body) => void tasks.addTask(body),
  change: ({ tasks }, id, patch) => void tasks.changeTask(id, patch),
  remove: ({ tasks }, id) => tasks.deleteTask(id),
  itemsPath: '/tasks',
};

export const played = { calendar: playedCalendar, tasks: playedTasks } as const satisfies Record<Resource, Played>;
