import type { Mailbox } from '../mailbox/mailbox.js';
import { findZone, ianaZoneNames, windowsZoneNames } from '../mailbox/zones.js';
import { invalidBody, unknownZone } from './errors.js';
import { readObject, readString } from './read-value.js';
import type { Json } from './render-event.js';
import type { GraphAnswer, GraphRequest } from './request.js';
import { context } from './request.js';

export function getPerson(request: GraphRequest): GraphAnswer {
  const { person } = request.mailbox;
  const [givenName = person.name, ...rest] = person.name.split(' ');
  const full: Json = {
    displayName: person.name,
    givenName,
    jobTitle: null,
    mail: person.hasMailbox === false ? null : person.address,
    preferredLanguage: person.locale ?? 'en-US',
    surname: rest.join(' ') || null,
    userPrincipalName: person.address,
    id: person.id,
  };
  const names = request.query
    .get('$select')
    ?.toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const body = names ? Object.fromEntries(Object.entries(full).filter(([name]) => names.includes(name.toLowerCase()))) : full;
  return { status: 200, body: { '@odata.context': `${request.service.root()}/v1.0/$metadata#users/$entity`, ...body } };
}

export function getMailboxSettings(request: GraphRequest): GraphAnswer {
  return { status: 200, body: { '@odata.context': context(request, 'mailboxSettings'), ...renderSettings(request.mailbox) } };
}

/** One setting alone, such as `/mailboxSettings/timeZone`. */
export function getMailboxSetting(request: GraphRequest): GraphAnswer {
  const name = request.parameters[0] ?? '';
  const entry = Object.entries(renderSettings(request.mailbox)).find(([key]) => key.toLowerCase() === name.toLowerCase());
  if (!entry) throw invalidBody(`Resource not found for the segment '${name}'.`);
  const value = typeof entry[1] === 'object' ? entry[1] : { value: entry[1] };
  return { status: 200, body: { '@odata.context': context(request, `mailboxSettings/${entry[0]}`), ...value } };
}

/** Of all settings only the time zone means something to a calendar; the others are accepted and forgotten. */
export function patchMailboxSettings(request: GraphRequest): GraphAnswer {
  const body = readObject(request.body, 'mailboxSettings');
  const zone = body['timeZone'];
  if (zone !== undefined && zone !== null) {
    const name = readString(zone, 'timeZone');
    if (!findZone(name)) throw unknownZone(name);
    request.mailbox.timeZone = name;
  }
  return getMailboxSettings(request);
}

export function listTimeZones(request: GraphRequest): GraphAnswer {
  const isIana = /iana/i.test(request.parameters[0] ?? '');
  const names = isIana ? ianaZoneNames() : windowsZoneNames();
  return {
    status: 200,
    body: {
      '@odata.context': `${request.service.root()}/v1.0/$metadata#Collection(microsoft.graph.timeZoneInformation)`,
      value: names.map((alias) => ({ alias, displayName: alias })),
    },
  };
}

function renderSettings(mailbox: Mailbox): Json {
  const locale = mailbox.person.locale ?? 'en-US';
  const noTime = { dateTime: '2020-01-01T00:00:00.0000000', timeZone: 'UTC' };
  return {
    archiveFolder: null,
    timeZone: mailbox.timeZone,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat: 'M/d/yyyy',
    timeFormat: 'h:mm tt',
    userPurpose: 'user',
    automaticRepliesSetting: {
      status: 'disabled',
      externalAudience: 'all',
      internalReplyMessage: '',
      externalReplyMessage: '',
      scheduledStartDateTime: noTime,
      scheduledEndDateTime: noTime,
    },
    language: { locale, displayName: new Intl.DisplayNames(['en'], { type: 'language' }).of(locale) ?? locale },
    workingHours: {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: mailbox.timeZone },
    },
  };
}
