/** What every event of Graph has, be it single, a series or an exception (graph-facts §1.8), as an item. A text says what is wrong. */
import type { RemoteItem } from '../sync/resource';
import { bodyFromMicrosoft, richBodyFromMicrosoft } from '../canonical/body-from-microsoft';
import { chosenOf, chosenOrFallback } from '../canonical/choice';
import { keyFrom } from './key-property';
import { attendeesFrom, personFrom } from './attendees';
import { storedInstant } from '../canonical/stored-instant';
import { canonicalCategories, lineOf, storableOf } from '../canonical/text';
import { choices, DEFAULT_REMINDER_MINUTES, type EventChoice, type EventValues } from './values';
import { addressesToMail } from './whom-to-mail';

export type Raw = Readonly<Record<string, unknown>>;
/** How answers were asked for. */
export interface Asked {
  /** Bodies come with their formatting. */
  readonly isRich: boolean;
}
export type When = Pick<EventValues, 'start' | 'end' | 'isAllDay' | 'timeZone' | 'recurrence' | 'excludedDates' | 'originalStart'>;

export const happensOnce = { recurrence: null, excludedDates: [], originalStart: null } as const;

export function readEvent(raw: Raw, microsoftId: string, { when, isRich }: Asked & { readonly when: When }): RemoteItem {
  const isOwn = raw.isOrganizer !== false; // absent in some answers: then nothing says that it is somebody else's
  const body = bodyFromMicrosoft(raw.body);
  const rich = isRich ? richBodyFromMicrosoft(raw.body) : null;
  const organizer = personFrom(raw.organizer);
  const attendees = attendeesFrom(raw.attendees);
  const isReminderOn = raw.isReminderOn !== false;
  const iCalUId = textOr(raw.iCalUId, null);
  const values: EventValues = {
    subject: lineOf(raw.subject) ?? '',
    body: body.text,
    html: rich?.html ?? null,
    ...when,
    location: lineOf(isObject(raw.location) ? raw.location.displayName : null) ?? '',
    showAs: chosenOrFallback(choices.showAs, raw.showAs),
    sensitivity: chosenOrFallback(choices.sensitivity, raw.sensitivity),
    importance: chosenOrFallback(choices.importance, raw.importance),
    categories: canonicalCategories(raw.categories) ?? [],
    isReminderOn,
    reminderMinutesBeforeStart: isReminderOn ? minutes(raw.reminderMinutesBeforeStart) : null,
    attendees,
    organizer,
    isOrganizer: isOwn,
    isCancelled: raw.isCancelled === true,
    onlineMeetingUrl:
      storableOf(isObject(raw.onlineMeeting) ? raw.onlineMeeting.joinUrl : null) || storableOf(raw.onlineMeetingUrl) || null,
    webLink: storableOf(raw.webLink) || null,
    iCalUId,
  };
  return {
    kind: 'item',
    microsoftId,
    address: microsoftId,
    part: null,
    parts: null,
    etag: etagOf(raw),
    modifiedAt: storedInstant(raw.lastModifiedDateTime),
    sharedUid: iCalUId,
    key: keyFrom(raw.singleValueExtendedProperties),
    requestKey: textOr(raw.transactionId, null),
    values: { ...values },
    isOwn,
    wouldMail: isOwn && raw.isDraft !== true ? addressesToMail(attendees, organizer) : [],
    unwritable: unwritable(raw, { body: body.isComplete, html: body.isComplete && rich?.isComplete !== false }),
    ...(isRich ? {} : { unread: ['html'] }),
  };
}

/** What must stay as Microsoft has it: the join information of an online meeting (graph-facts §1.8), what we cannot hold or do not know. */
function unwritable(raw: Raw, isComplete: { readonly body: boolean; readonly html: boolean }): string[] {
  const bodies = (['body', 'html'] as const).filter((field) => raw.isOnlineMeeting === true || !isComplete[field]);
  const unknown = (Object.keys(choices) as EventChoice[]).filter((field) => chosenOf(choices[field], raw[field]) === null);
  return [...bodies, ...unknown];
}

function minutes(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : DEFAULT_REMINDER_MINUTES;
}

export function isRemoved(raw: Raw): boolean {
  return raw['@removed'] !== undefined && raw['@removed'] !== null;
}

/** The version of an event, in the form that `If-Match` takes. */
export function etagOf(raw: Raw): string | null {
  const changeKey = textOr(raw.changeKey, null);
  return textOr(raw['@odata.etag'], null) ?? (changeKey === null ? null : `W/"${changeKey}"`);
}

export function textOr<F>(value: unknown, fallback: F): string | F {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

export function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
