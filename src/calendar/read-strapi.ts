/** One row of the content type as an item in canonical form. Never throws; what is wrong says what to do. */
import type { HeldItem } from '../contracts';
import type { LocalReading, Values } from '../sync/resource';
import { graphZone } from '../time';
import { LONGEST_BODY } from '../canonical/body-from-microsoft';
import { bodyLength } from '../canonical/one-body';
import { columnOf, InvalidColumn } from '../canonical/columns';
import { because, type Because } from '../contracts/reasons';
import { NotExpressible } from '../recurrence/rule-parts';
import { storedInstant } from '../canonical/stored-instant';
import { excludedDatesToShow } from './excluded-dates';
import { zoneFromStrapi } from './times-from-strapi';
import { choices, DEFAULT_REMINDER_MINUTES, type EventValues } from './values';
import { placeFromStrapi, whenFromStrapi } from './when-from-strapi';

type Row = Readonly<Record<string, unknown>>;

/** An exception must come with its series: `series: { documentId, start, timeZone, isAllDay }`. */
export function readStrapi(row: Row): LocalReading {
  const documentId = typeof row.documentId === 'string' ? row.documentId : '';
  const title = typeof row.subject === 'string' ? row.subject : '';
  const unusable = (code: HeldItem['code'], why: Because): LocalReading => ({
    kind: 'unusable',
    documentId,
    part: placeFromStrapi(row),
    code,
    title,
    why,
  });
  const length = bodyLength(row);
  if (length > LONGEST_BODY) return unusable('too-large', because('body-too-long', { length, most: LONGEST_BODY }));
  try {
    const { part, ...when } = whenFromStrapi(row);
    const values: EventValues = { ...when, ...restOf(row) };
    return {
      kind: 'item',
      documentId,
      part,
      isOwn: values.isOrganizer,
      values: { ...values },
      ...idleOf(row, values),
      editedAt: storedInstant(row.updatedAt) ?? '1970-01-01T00:00:00.000Z',
    };
  } catch (error) {
    if (error instanceof NotExpressible) return unusable('rule-not-expressible', error.reason);
    return unusable('invalid-value', error instanceof InvalidColumn ? error.reason : 'event-unreadable');
  }
}

/** A single event may still hold dates that were cancelled when it was a series, or with an exception of it since. */
function idleOf(row: Row, { recurrence, originalStart, start, isAllDay }: EventValues): { idle?: Values } {
  if (recurrence !== null || originalStart !== null) return {};
  const excludedDates = excludedDatesToShow(row, { zone: graphZone(zoneFromStrapi(row)), isAllDay, start });
  return excludedDates.length > 0 ? { idle: { excludedDates } } : {};
}

function restOf(row: Row): Omit<EventValues, keyof ReturnType<typeof whenFromStrapi>> {
  const isReminderOn = columnOf.boolean(row, 'isReminderOn', true);
  return {
    subject: columnOf.line(row, 'subject'),
    body: columnOf.text(row, 'body'),
    html: columnOf.reference(row, 'html'),
    location: columnOf.line(row, 'location'),
    showAs: columnOf.choice(row, 'showAs', choices.showAs),
    sensitivity: columnOf.choice(row, 'sensitivity', choices.sensitivity),
    importance: columnOf.choice(row, 'importance', choices.importance),
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
