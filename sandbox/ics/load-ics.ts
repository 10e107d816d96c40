import ICAL from 'ical.js';
import { readEvent } from '../graph/read-event.js';
import { changeOccurrence } from '../mailbox/change-occurrence.js';
import { createEvent } from '../mailbox/create-event.js';
import { DAY, dayOfWall, formatDate } from '../mailbox/dates.js';
import { deleteOccurrence } from '../mailbox/delete-event.js';
import type { StoredEvent } from '../mailbox/event.js';
import { instanceOn } from '../mailbox/instances.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import { wallToInstant } from '../mailbox/zones.js';
import { toGraphEvent } from './graph-event.js';
import { toPatternedRecurrence } from './recurrence-rule.js';
import type { IcsZones } from './time.js';
import { readTime, wallIn } from './time.js';

export interface IcsResult {
  /** VEVENTs that are in the mailbox now. */
  readonly loaded: number;
  readonly skipped: readonly { readonly uid: string; readonly reason: string }[];
}

/** Loads an iCalendar text into the default calendar. Never throws for its content: what cannot be taken is in `skipped`. */
export function loadIcs(mailbox: Mailbox, text: string): IcsResult {
  const skipped: { uid: string; reason: string }[] = [];
  let loaded = 0;
  const attempt = (component: ICAL.Component, load: () => void): void => {
    try {
      load();
      loaded += 1;
    } catch (error) {
      skipped.push({ uid: uidOf(component) ?? '', reason: error instanceof Error ? error.message : String(error) });
    }
  };
  let calendars: ICAL.Component[];
  try {
    calendars = readCalendars(text);
  } catch (error) {
    return { loaded, skipped: [{ uid: '', reason: `not an iCalendar file: ${error instanceof Error ? error.message : String(error)}` }] };
  }
  for (const calendar of calendars) {
    const zones = readZones(calendar, mailbox.timeZone);
    const events = calendar.getAllSubcomponents('vevent');
    for (const event of events.filter((one) => !one.hasProperty('recurrence-id'))) attempt(event, () => loadEvent(mailbox, event, zones));
    for (const event of events.filter((one) => one.hasProperty('recurrence-id')))
      attempt(event, () => loadException(mailbox, event, zones));
  }
  return { loaded, skipped };
}

function readCalendars(text: string): ICAL.Component[] {
  // Some writers leave VALUE=DATE out; the eight digits leave no doubt.
  const repaired = text
    .replace(/\r?\n[ \t]/g, '')
    .replace(/^(DTSTART|DTEND|EXDATE|RECURRENCE-ID)((?:;(?!VALUE=)[^:;\r\n]*)*):(\d{8}(?:,\d{8})*)(?=\r?$)/gm, '$1;VALUE=DATE$2:$3');
  const parsed = ICAL.parse(repaired) as unknown[];
  const list = typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown[][]);
  return list.map((one) => new ICAL.Component(one as never)).filter(({ name }) => name === 'vcalendar');
}

function readZones(calendar: ICAL.Component, own: string): IcsZones {
  const declared = new Map<string, ICAL.Timezone>();
  for (const component of calendar.getAllSubcomponents('vtimezone')) {
    const tzid = component.getFirstPropertyValue('tzid');
    if (typeof tzid === 'string') declared.set(tzid, new ICAL.Timezone(component));
  }
  return { own, declared };
}

function loadEvent(mailbox: Mailbox, component: ICAL.Component, zones: IcsZones): void {
  const uid = uidOf(component);
  if (uid !== undefined && findByUid(mailbox, uid)) throw new Error('an event with this UID is in the mailbox already');
  if (component.hasProperty('rdate')) throw new Error('RDATE has no counterpart in Graph');
  const rules = component.getAllProperties('rrule');
  if (rules.length > 1) throw new Error('several RRULEs have no counterpart in Graph');
  const { start, body, organizer } = toGraphEvent(component, zones);
  const rule = rules[0]?.getFirstValue() as ICAL.Recur | undefined;
  const recurrence = rule ? { recurrence: toPatternedRecurrence(rule, start) } : {};
  const changes = readEvent({ ...body, ...recurrence });
  const isCancelled = component.getFirstPropertyValue('status') === 'CANCELLED';
  const event = createEvent(mailbox, mailbox.defaultCalendarKey, changes, 'person', {
    isSilent: true,
    isCancelled,
    ...(uid === undefined ? {} : { iCalUId: uid }),
    ...(organizer === undefined ? {} : { organizer }),
  });
  if (event.recurrence && event.recurrence.range.startDate !== formatDate(dayOfWall(start.wall))) {
    mailbox.remove(event);
    throw new Error('DTSTART is not a date of its own RRULE');
  }
  try {
    removeExcluded(mailbox, event, component, zones);
  } catch (error) {
    mailbox.remove(event); // what is skipped is not there, least of all on the days that it leaves out
    throw error;
  }
}

/** EXDATE is a deleted occurrence (graph-facts §1.8). */
function removeExcluded(mailbox: Mailbox, event: StoredEvent, component: ICAL.Component, zones: IcsZones): void {
  let current = event;
  for (const property of component.getAllProperties('exdate')) {
    for (const value of property.getValues() as ICAL.Time[]) {
      const date = dateInSeries(current, readTime(property, zones, value));
      if (instanceOn(current, date)) current = deleteOccurrence(mailbox, { ...current, isOrganizer: false }, date, 'person');
    }
  }
  if (current !== event) mailbox.put({ ...current, isOrganizer: event.isOrganizer });
}

function loadException(mailbox: Mailbox, component: ICAL.Component, zones: IcsZones): void {
  const uid = uidOf(component);
  const master = uid === undefined ? undefined : findByUid(mailbox, uid);
  if (!master?.recurrence) throw new Error('the series of this exception is not in the mailbox');
  const id = component.getFirstProperty('recurrence-id') as ICAL.Property;
  const date = dateInSeries(master, readTime(id, zones));
  if (!instanceOn(master, date)) throw new Error(`the series has no occurrence on ${date}`);
  // Whoever loads a file mails nobody: for the change the meeting counts as foreign.
  const foreign = { ...master, isOrganizer: false };
  if (component.getFirstPropertyValue('status') === 'CANCELLED') deleteOccurrence(mailbox, foreign, date, 'person');
  else changeOccurrence(mailbox, foreign, date, readEvent(toGraphEvent(component, zones).body), 'person');
  const changed = mailbox.events.get(master.key) as StoredEvent;
  mailbox.put({ ...changed, isOrganizer: master.isOrganizer });
}

function dateInSeries(event: StoredEvent, time: ReturnType<typeof readTime>): string {
  const wall = wallIn(time, event.properties.start.zone, wallToInstant);
  return formatDate(Math.floor(wall / DAY));
}

function findByUid(mailbox: Mailbox, uid: string): StoredEvent | undefined {
  for (const event of mailbox.events.values()) if (event.iCalUId === uid) return event;
  return undefined;
}

function uidOf(component: ICAL.Component): string | undefined {
  const uid = component.getFirstPropertyValue('uid');
  return typeof uid === 'string' && uid !== '' ? uid : undefined;
}
