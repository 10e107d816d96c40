import ICAL from 'ical.js';
import { DAY, formatWall } from '../mailbox/dates.js';
import type { EmailAddress } from '../mailbox/event.js';
import type { IcsTime, IcsZones } from './time.js';
import { readTime } from './time.js';

export interface IcsEvent {
  readonly start: IcsTime;
  /** Body of a Graph request, without recurrence. */
  readonly body: object;
  readonly organizer?: EmailAddress;
}

/** A VEVENT in the words of Graph. Throws where it has no usable times. */
export function toGraphEvent(component: ICAL.Component, zones: IcsZones): IcsEvent {
  const startProperty = component.getFirstProperty('dtstart');
  if (!startProperty) throw new Error('no DTSTART');
  const start = readTime(startProperty, zones);
  const end = readEnd(component, start, zones);
  const text = (name: string): string => String(component.getFirstPropertyValue(name) ?? '');
  const organizer = readAddress(component.getFirstProperty('organizer'));
  const reminder = readReminder(component);
  const body = {
    subject: text('summary').slice(0, 255),
    body: { contentType: 'text', content: text('description') },
    start: { dateTime: formatWall(start.wall), timeZone: start.zone },
    end: { dateTime: formatWall(end.wall), timeZone: end.zone },
    isAllDay: start.isAllDay,
    location: { displayName: text('location') },
    showAs: readShowAs(component),
    sensitivity: { PRIVATE: 'private', CONFIDENTIAL: 'confidential' }[text('class').toUpperCase()] ?? 'normal',
    importance: readImportance(Number(text('priority'))),
    categories: component
      .getAllProperties('categories')
      .flatMap((property) => property.getValues().map(String))
      .filter((one) => one.trim() !== ''),
    isReminderOn: reminder !== undefined,
    reminderMinutesBeforeStart: reminder ?? 0,
    attendees: component.getAllProperties('attendee').flatMap(readAttendee),
  };
  return { start, body, ...(organizer === undefined ? {} : { organizer }) };
}

/** DTEND, or DTSTART + DURATION, or one day for a date and nothing for a moment (RFC 5545 §3.6.1). */
function readEnd(component: ICAL.Component, start: IcsTime, zones: IcsZones): IcsTime {
  const property = component.getFirstProperty('dtend');
  const duration = component.getFirstPropertyValue('duration');
  let end: IcsTime = start;
  if (property) end = readTime(property, zones);
  else if (duration instanceof ICAL.Duration) end = { ...start, wall: start.wall + duration.toSeconds() * 1000 };
  if (!start.isAllDay) return end;
  const wall = Math.ceil(end.wall / DAY) * DAY;
  return { wall: Math.max(wall, start.wall + DAY), zone: start.zone, isAllDay: true };
}

function readShowAs(component: ICAL.Component): string {
  const busy = String(component.getFirstPropertyValue('x-microsoft-cdo-busystatus') ?? '').toUpperCase();
  const known: Readonly<Record<string, string>> = {
    FREE: 'free',
    TENTATIVE: 'tentative',
    BUSY: 'busy',
    OOF: 'oof',
    WORKINGELSEWHERE: 'workingElsewhere',
  };
  return known[busy] ?? (String(component.getFirstPropertyValue('transp') ?? '').toUpperCase() === 'TRANSPARENT' ? 'free' : 'busy');
}

function readImportance(priority: number): string {
  if (priority >= 1 && priority <= 4) return 'high';
  return priority >= 6 && priority <= 9 ? 'low' : 'normal';
}

function readReminder(component: ICAL.Component): number | undefined {
  const trigger = component.getFirstSubcomponent('valarm')?.getFirstPropertyValue('trigger');
  if (!(trigger instanceof ICAL.Duration)) return undefined;
  return Math.max(0, Math.round(-trigger.toSeconds() / 60));
}

function readAddress(property: ICAL.Property | null): EmailAddress | undefined {
  const address = /^mailto:(.+)$/i.exec(String(property?.getFirstValue() ?? ''))?.[1]?.trim();
  if (!property || address === undefined) return undefined;
  const name: unknown = property.getParameter('cn');
  return { address, name: typeof name === 'string' && name !== '' ? name : address };
}

function readAttendee(property: ICAL.Property): object[] {
  const emailAddress = readAddress(property);
  if (!emailAddress) return [];
  const role = String(property.getParameter('role') ?? '').toUpperCase();
  const kind = String(property.getParameter('cutype') ?? '').toUpperCase();
  const answers: Readonly<Record<string, string>> = {
    ACCEPTED: 'accepted',
    DECLINED: 'declined',
    TENTATIVE: 'tentativelyAccepted',
    'NEEDS-ACTION': 'notResponded',
  };
  const response = answers[String(property.getParameter('partstat') ?? '').toUpperCase()] ?? 'none';
  const type = kind === 'RESOURCE' || kind === 'ROOM' ? 'resource' : role === 'OPT-PARTICIPANT' ? 'optional' : 'required';
  return [{ emailAddress, type, status: { response, time: '0001-01-01T00:00:00Z' } }];
}
