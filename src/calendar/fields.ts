/** The fields of an event: who writes them, which are personal, and when two values of one are the same. */
import { same, sameJson, sameSecond } from '../canonical/same';
import { textsTogether } from '../canonical/texts-together';
import { sameRule } from '../recurrence/same-rule';
import type { FieldRule } from '../sync/resource';
import { isKnownZone, sameZone } from '../time';
import { mergeExcludedDates } from './excluded-dates';
import type { EventValues } from './values';

export const fields: Readonly<Record<keyof EventValues, FieldRule>> = {
  subject: shared(same),
  body: { ...shared(same), together: textsTogether },
  html: { ...shared(same), viewOf: 'body' },
  start: shared(sameSecond, 'time'),
  end: shared(sameSecond, 'time'),
  isAllDay: shared(same, 'time'),
  timeZone: shared(sameMeaning, 'time'),
  recurrence: shared(sameRule, 'time'),
  excludedDates: { ...shared(sameJson), merge: mergeExcludedDates, hasOwnRequests: true, needs: 'recurrence' },
  originalStart: fromMicrosoft(sameSecond),
  location: shared(same),
  showAs: personal(same),
  sensitivity: personal(same),
  importance: shared(same),
  categories: personal(sameJson),
  isReminderOn: personal(same, 'reminder'),
  reminderMinutesBeforeStart: personal(same, 'reminder'),
  attendees: fromMicrosoft(sameJson),
  organizer: fromMicrosoft(sameJson),
  isOrganizer: fromMicrosoft(same),
  isCancelled: fromMicrosoft(same),
  onlineMeetingUrl: fromMicrosoft(same),
  webLink: fromMicrosoft(same),
  iCalUId: fromMicrosoft(same),
};

function shared(isEqual: FieldRule['isEqual'], unit?: string): FieldRule {
  return { writtenBy: 'both', isPersonal: false, isEqual, ...(unit === undefined ? {} : { unit }) };
}

function personal(isEqual: FieldRule['isEqual'], unit?: string): FieldRule {
  return { ...shared(isEqual, unit), isPersonal: true };
}

function fromMicrosoft(isEqual: FieldRule['isEqual']): FieldRule {
  return { writtenBy: 'microsoft', isPersonal: false, isEqual };
}

/** A zone that nobody but Microsoft knows is sent, and echoed, as UTC: to us it means UTC. */
function sameMeaning(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return (a ?? null) === (b ?? null);
  return sameZone(isKnownZone(a) ? a : 'UTC', isKnownZone(b) ? b : 'UTC');
}
