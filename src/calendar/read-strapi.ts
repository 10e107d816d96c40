/** One row of the content type as an item in canonical form. Never throws; what is wrong says what to do. */
import type { HeldItem } from '../contracts';
import type { LocalReading } from '../sync/resource';
import { LONGEST_BODY } from './body-from-microsoft';
import { columnOf, InvalidColumn } from './columns';
import { storedInstant } from './stored-instant';
import { timesFromStrapi } from './times-from-strapi';
import { DEFAULT_REMINDER_MINUTES, type EventValues } from './values';

type Row = Readonly<Record<string, unknown>>;

export function readStrapi(row: Row): LocalReading {
  const documentId = typeof row.documentId === 'string' ? row.documentId : '';
  const title = typeof row.subject === 'string' ? row.subject : '';
  const series = partOfSeries(row);
  if (series !== null) return { kind: 'left-alone', documentId, why: series };
  const unusable = (code: HeldItem['code'], why: string): LocalReading => ({ kind: 'unusable', documentId, code, title, why });
  if (typeof row.body === 'string' && row.body.length > LONGEST_BODY) {
    return unusable('too-large', `The body has ${row.body.length} characters; Microsoft takes about ${LONGEST_BODY}. Shorten it.`);
  }
  try {
    const values = valuesOf(row);
    return { kind: 'item', documentId, part: null, isOwn: values.isOrganizer, values: { ...values }, editedAt: storedInstant(row.updatedAt) ?? '1970-01-01T00:00:00.000Z' };
  } catch (error) {
    return unusable('invalid-value', error instanceof InvalidColumn ? error.message : 'The event cannot be read. Check its values.');
  }
}

function valuesOf(row: Row): EventValues {
  const isReminderOn = columnOf.boolean(row, 'isReminderOn', true);
  return {
    subject: columnOf.line(row, 'subject'),
    body: columnOf.text(row, 'body'),
    ...timesFromStrapi(row),
    location: columnOf.line(row, 'location'),
    showAs: columnOf.choice(row, 'showAs'),
    sensitivity: columnOf.choice(row, 'sensitivity'),
    importance: columnOf.choice(row, 'importance'),
    categories: columnOf.categories(row, 'categories'),
    isReminderOn,
    reminderMinutesBeforeStart: isReminderOn ? columnOf.minutes(row, 'reminderMinutesBeforeStart', DEFAULT_REMINDER_MINUTES) : null,
    // What only the engine writes is taken as it is: a person could not put it right.
    attendees: columnOf.engineJson<EventValues['attendees']>(row, 'attendees', []),
    organizer: columnOf.engineJson<EventValues['organizer']>(row, 'organizer', null),
    isOrganizer: columnOf.boolean(row, 'isOrganizer', true),
    isCancelled: columnOf.boolean(row, 'isCancelled', false),
    onlineMeetingUrl: columnOf.reference(row, 'onlineMeetingUrl'),
    webLink: columnOf.reference(row, 'webLink'),
    iCalUId: columnOf.reference(row, 'iCalUId'),
  };
}

/** Series come with an issue of their own. */
function partOfSeries(row: Row): string | null {
  if (typeof row.recurrence === 'string' && row.recurrence.trim() !== '') return 'A series: series are not synchronized yet.';
  const isException = isSet(row.series) || isSet(row.originalStart);
  return isException ? 'Part of a series: series are not synchronized yet.' : null;
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}
