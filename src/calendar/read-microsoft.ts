/** One element of a Graph answer (graph-facts §§1.3, 1.8) as an item in canonical form. Never throws. */
import type { RemoteReading } from '../sync/resource';
import { keyFrom } from './key-property';
import { addressesToMail, attendeesFrom, personFrom } from './people';
import { bodyFromMicrosoft } from './body-from-microsoft';
import { storedInstant } from './stored-instant';
import { canonicalCategories, lineOf } from './text';
import { timesFromMicrosoft } from './times-from-microsoft';
import { choices, choose, DEFAULT_REMINDER_MINUTES, type Choice, type EventValues } from './values';

type Raw = Readonly<Record<string, unknown>>;

export function readMicrosoft(raw: unknown): RemoteReading {
  if (!isObject(raw)) return { kind: 'unusable', microsoftId: null, why: 'The answer holds something that is no event.' };
  const microsoftId = textOr(raw.id, null);
  if (microsoftId === null) return { kind: 'unusable', microsoftId: null, why: 'The answer holds an event without an id.' };
  try {
    return read(raw, microsoftId);
  } catch {
    return { kind: 'unusable', microsoftId, why: 'The event cannot be read.' };
  }
}

/** The answer to reading one event by itself. */
export function readWhole(raw: unknown): readonly RemoteReading[] {
  return [readMicrosoft(raw)];
}

function read(raw: Raw, microsoftId: string): RemoteReading {
  if (raw['@removed'] !== undefined && raw['@removed'] !== null) return { kind: 'removed', microsoftId };
  const series = partOfSeries(raw);
  if (series !== null) return { kind: 'left-alone', microsoftId, why: series };
  const times = timesFromMicrosoft(raw);
  if (typeof times === 'string') return { kind: 'unusable', microsoftId, why: times };

  const isOwn = raw.isOrganizer !== false; // absent in some answers: then nothing says that it is somebody else's
  const body = bodyFromMicrosoft(raw.body);
  const organizer = personFrom(raw.organizer);
  const attendees = attendeesFrom(raw.attendees);
  const isReminderOn = raw.isReminderOn !== false;
  const iCalUId = textOr(raw.iCalUId, null);
  const values: EventValues = {
    subject: lineOf(raw.subject) ?? '',
    body: body.text,
    ...times,
    location: lineOf(isObject(raw.location) ? raw.location.displayName : null) ?? '',
    showAs: choice(raw, 'showAs'),
    sensitivity: choice(raw, 'sensitivity'),
    importance: choice(raw, 'importance'),
    categories: canonicalCategories(raw.categories) ?? [],
    isReminderOn,
    reminderMinutesBeforeStart: isReminderOn ? minutes(raw.reminderMinutesBeforeStart) : null,
    attendees,
    organizer,
    isOrganizer: isOwn,
    isCancelled: raw.isCancelled === true,
    onlineMeetingUrl: textOr(isObject(raw.onlineMeeting) ? raw.onlineMeeting.joinUrl : null, null) ?? textOr(raw.onlineMeetingUrl, null),
    webLink: textOr(raw.webLink, null),
    iCalUId,
  };
  return {
    kind: 'item',
    microsoftId,
    address: microsoftId,
    part: null,
    parts: null,
    etag: textOr(raw['@odata.etag'], null) ?? (typeof raw.changeKey === 'string' ? `W/"${raw.changeKey}"` : null),
    modifiedAt: storedInstant(raw.lastModifiedDateTime),
    sharedUid: iCalUId,
    key: keyFrom(raw.singleValueExtendedProperties),
    values: { ...values },
    isOwn,
    wouldMail: isOwn && raw.isDraft !== true ? addressesToMail(attendees, organizer) : [],
    unwritable: unwritable(raw, body.isComplete),
  };
}

/** Series come with an issue of their own. The recorded answers lack `type`; then its companions tell. */
function partOfSeries(raw: Raw): string | null {
  switch (raw.type) {
    case 'seriesMaster':
      return 'A series: series are not synchronized yet.';
    case 'occurrence':
    case 'exception':
      return 'Part of a series: series are not synchronized yet.';
    default:
      if (textOr(raw.seriesMasterId, null) !== null) return 'Part of a series: series are not synchronized yet.';
      return isObject(raw.recurrence) ? 'A series: series are not synchronized yet.' : null;
  }
}

/** What must stay as Microsoft has it: the join information of an online meeting (graph-facts §1.8), what we cannot hold or do not know. */
function unwritable(raw: Raw, isBodyComplete: boolean): string[] {
  const body = raw.isOnlineMeeting === true || !isBodyComplete ? ['body'] : [];
  const unknown = (Object.keys(choices) as Choice[]).filter((field) => choose(field, raw[field]) === null);
  return [...body, ...unknown];
}

function choice(raw: Raw, field: Choice): string {
  return choose(field, raw[field]) ?? choices[field].fallback;
}

function minutes(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : DEFAULT_REMINDER_MINUTES;
}

function textOr<F>(value: unknown, fallback: F): string | F {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
