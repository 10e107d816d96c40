import { formatInstant, formatWall } from '../mailbox/dates.js';
import type { EventTime, Instance, StoredEvent } from '../mailbox/event.js';
import { htmlToText, textToHtml, wrapHtml } from '../mailbox/html.js';
import { changeKey, encodeItemId } from '../mailbox/ids.js';
import { instantOf, originalStart } from '../mailbox/instances.js';
import { joinUrl } from '../mailbox/online-meeting.js';
import { instantToWall } from '../mailbox/zones.js';
import type { Preferences } from './preferences.js';

export type Json = Record<string, unknown>;

/** The event as Graph writes it, with everything but what is only given on request (see expand-event.ts). */
export function renderEvent(instance: Instance, preferences: Preferences): Json {
  const { event, date, properties, type } = instance;
  const isPartOfSeries = type === 'occurrence' || type === 'exception';
  return {
    '@odata.etag': etagOf(instance),
    id: idOf(instance, preferences),
    createdDateTime: formatInstant(instance.createdAt),
    lastModifiedDateTime: formatInstant(instance.modifiedAt),
    changeKey: changeKeyOf(instance),
    categories: properties.categories,
    ...(event.transactionId === undefined || isPartOfSeries ? {} : { transactionId: event.transactionId }),
    originalStartTimeZone: event.originalStartTimeZone,
    originalEndTimeZone: event.originalEndTimeZone,
    iCalUId: isPartOfSeries ? occurrenceUId(event, date as string) : event.iCalUId,
    reminderMinutesBeforeStart: properties.reminderMinutesBeforeStart,
    isReminderOn: properties.isReminderOn,
    hasAttachments: false,
    subject: properties.subject,
    bodyPreview: bodyText(instance).slice(0, 255),
    importance: properties.importance,
    sensitivity: properties.sensitivity,
    isAllDay: properties.isAllDay,
    isCancelled: properties.isCancelled,
    isOrganizer: event.isOrganizer,
    isDraft: false,
    responseRequested: properties.responseRequested,
    seriesMasterId: isPartOfSeries ? encodeItemId({ key: event.key }, preferences.idFormat) : null,
    showAs: properties.showAs,
    type,
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(idOf(instance, preferences))}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: properties.isOnlineMeeting,
    onlineMeetingProvider: properties.onlineMeetingProvider,
    allowNewTimeProposals: properties.allowNewTimeProposals,
    hideAttendees: properties.hideAttendees,
    ...(isPartOfSeries ? { originalStart: formatInstant(originalStart(event, date as string)) } : {}),
    recurrence: type === 'seriesMaster' ? event.recurrence : null,
    onlineMeeting: properties.isOnlineMeeting ? { joinUrl: joinUrl(event.key) } : null,
    responseStatus: properties.responseStatus,
    body: renderBody(instance, preferences.bodyType),
    start: renderTime(properties.start, properties.isAllDay, preferences.timeZone),
    end: renderTime(properties.end, properties.isAllDay, preferences.timeZone),
    location: properties.location,
    locations: properties.locations,
    attendees: properties.attendees,
    organizer: { emailAddress: event.organizer },
  };
}

/** Delta gives occurrences as stubs: no subject, no body, nothing but place and time (graph-facts §1.3). */
export function renderStub(instance: Instance, preferences: Preferences): Json {
  const { event, properties } = instance;
  return {
    '@odata.type': '#microsoft.graph.event',
    '@odata.etag': etagOf(instance),
    id: idOf(instance, preferences),
    seriesMasterId: encodeItemId({ key: event.key }, preferences.idFormat),
    type: 'occurrence',
    start: renderTime(properties.start, properties.isAllDay, preferences.timeZone),
    end: renderTime(properties.end, properties.isAllDay, preferences.timeZone),
  };
}

export function etagOf(instance: Instance): string {
  return `W/"${changeKeyOf(instance)}"`;
}

function idOf({ event, date }: Instance, preferences: Pick<Preferences, 'idFormat'>): string {
  return encodeItemId(date === undefined ? { key: event.key } : { key: event.key, date }, preferences.idFormat);
}

/** All-day events read midnight to midnight whatever zone is preferred (graph-facts §1.8). */
function renderTime(time: EventTime, isAllDay: boolean, timeZone: string): { dateTime: string; timeZone: string } {
  const wall = isAllDay ? time.wall : instantToWall(instantOf(time), timeZone);
  return { dateTime: formatWall(wall), timeZone };
}

function changeKeyOf({ event, version }: Instance): string {
  return changeKey(event.key, version);
}

/** iCalUId differs from occurrence to occurrence (graph-facts §1.6): Exchange puts the date into the id. */
function occurrenceUId(event: StoredEvent, date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const hex = year.toString(16).padStart(4, '0') + month.toString(16).padStart(2, '0') + day.toString(16).padStart(2, '0');
  const exchange = /^(040000008200E00074C5B7101A82E008)00000000/.exec(event.iCalUId);
  return exchange ? `${exchange[1]}${hex.toUpperCase()}${event.iCalUId.slice(40)}` : `${event.iCalUId}-${hex.toUpperCase()}`;
}

function bodyText({ properties: { body } }: Instance): string {
  return body.contentType === 'text' ? body.content.replace(/\r\n|\r|\n/g, '\r\n') : htmlToText(body.content);
}

function renderBody(instance: Instance, bodyType: 'html' | 'text'): { contentType: string; content: string } {
  const { body } = instance.properties;
  if (bodyType === 'text') return { contentType: 'text', content: bodyText(instance) };
  return { contentType: 'html', content: body.contentType === 'html' ? wrapHtml(body.content) : textToHtml(body.content) };
}
