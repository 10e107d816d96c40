import { type Because, type ReasonCode, reasonOf } from './reasons';

/** The field that a reason is about, where its text names none by itself. */
const known: Partial<Record<ReasonCode, string>> = {
  'ends-before-start': 'end',
  'no-dates': 'start',
  'zone-unknown': 'timeZone',
  'no-rule': 'recurrence',
  'series-and-exception': 'recurrence',
  'not-excluded-dates': 'excludedDates',
  'body-too-long': 'body',
  'due-date-needed': 'dueDate',
  'reminder-without-time': 'reminderAt',
};

/** Of what is wrong with an entry: the field in which it can be put right; null: there is none. */
export function fieldOfReason(why: Because): string | null {
  const reason = reasonOf(why);
  if (reason === null) return null;
  const { field } = reason.values;
  if (typeof field === 'string') return field;
  if (reason.code.startsWith('rule-')) return 'recurrence';
  if (reason.code.startsWith('checklist-')) return 'checklist';
  return known[reason.code] ?? null;
}
