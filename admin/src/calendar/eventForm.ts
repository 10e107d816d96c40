import type { EventData, EventItem } from '../../../src/contracts';
import { type Times, typedTimes, type Wall, wallOf } from './shownTimes';

/** An event as the form has it. */
export interface EventForm {
  readonly subject: string;
  readonly wall: Wall;
  readonly location: string;
  readonly showAs: string;
  readonly isPrivate: boolean;
  readonly recurrence: string;
  readonly body: string;
}

export const emptyForm = (times: Times, zone: string): EventForm => ({
  subject: '',
  wall: wallOf(times, zone),
  location: '',
  showAs: 'busy',
  isPrivate: false,
  recurrence: '',
  body: '',
});

/** `times`: of the occurrence that is meant, where the item is a series. */
export const formOf = (item: EventItem, times: Times, zone: string): EventForm => ({
  subject: item.subject ?? '',
  wall: wallOf(times, zone),
  location: item.location ?? '',
  showAs: item.showAs ?? 'busy',
  isPrivate: isPrivate(item.sensitivity),
  recurrence: item.recurrence ?? '',
  body: item.body ?? '',
});

const isPrivate = (sensitivity: string | null): boolean => sensitivity === 'private' || sensitivity === 'confidential';

/** What somebody changed in the form: `to` where the times are others, null where they are the same. Null: something of them is half typed. */
export function changesOf(before: EventForm, after: EventForm, zone: string): { to: Times | null; data: EventData } | null {
  const times = typedTimes(after.wall, zone);
  if (times === null) return null;
  const was = typedTimes(before.wall, zone);
  const isSame = was !== null && was.start === times.start && was.end === times.end && was.isAllDay === times.isAllDay;
  const data: EventData = {
    ...(after.subject === before.subject ? {} : { subject: after.subject }),
    ...(after.location === before.location ? {} : { location: after.location }),
    ...(after.showAs === before.showAs ? {} : { showAs: after.showAs }),
    ...(after.isPrivate === before.isPrivate ? {} : { sensitivity: after.isPrivate ? 'private' : 'normal' }),
    ...(after.recurrence === before.recurrence ? {} : { recurrence: after.recurrence === '' ? null : after.recurrence }),
    ...(after.body === before.body ? {} : { body: after.body }),
  };
  return { to: isSame ? null : times, data };
}

/** Null: something of the times is half typed. */
export function newEvent(form: EventForm, zone: string): EventData | null {
  const times = typedTimes(form.wall, zone);
  if (times === null) return null;
  return {
    subject: form.subject,
    ...times,
    timeZone: zone,
    location: form.location,
    showAs: form.showAs,
    sensitivity: form.isPrivate ? 'private' : 'normal',
    ...(form.recurrence === '' ? {} : { recurrence: form.recurrence }),
    ...(form.body === '' ? {} : { body: form.body }),
  };
}

/** What the type of the entry has a place for. */
export const heldBy = (data: EventData, fields: readonly string[]): EventData =>
  Object.fromEntries(Object.entries(data).filter(([name]) => fields.includes(name)));

/**
 * What somebody has typed, over what the event has become since it was shown: what they left alone is as it is now. `changed`: what is another one now;
 * `both`: of that, what they have changed otherwise.
 */
export function onto(
  now: EventForm,
  { shown, typed }: { shown: EventForm; typed: EventForm },
): { form: EventForm; changed: (keyof EventForm)[]; both: (keyof EventForm)[] } {
  const names = Object.keys(now) as (keyof EventForm)[];
  const isTyped = (name: keyof EventForm) => !isSame(typed[name], shown[name]);
  const changed = names.filter((name) => !isSame(now[name], shown[name]));
  return {
    form: Object.fromEntries(names.map((name) => [name, isTyped(name) ? typed[name] : now[name]])) as unknown as EventForm,
    changed,
    both: changed.filter((name) => isTyped(name) && !isSame(now[name], typed[name])),
  };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
