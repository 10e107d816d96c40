/** Combinations that no side can hold; a merge of two people's edits can make them. */
import type { Values } from '../sync/resource';
import { isMidnight } from '../time';
import { asEvent } from './as-event';
import { checkedRecurrence } from '../recurrence/canonical-rule';
import { ruleStart } from './series-clock';
import type { EventValues } from './values';

export function problems(values: Values): readonly { fields: readonly string[]; message: string }[] {
  const event = asEvent(values);
  return rules.filter(({ isBroken }) => isBroken(event)).map(({ fields, message }) => ({ fields, message }));
}

const rules: readonly { fields: readonly string[]; message: string; isBroken: (event: EventValues) => boolean }[] = [
  {
    fields: ['start', 'end'],
    message: 'The event ends before it starts.',
    isBroken: ({ start, end }) => end < start,
  },
  {
    fields: ['start', 'end', 'isAllDay'],
    message: 'An all-day event lasts from midnight to a later midnight.',
    isBroken: ({ start, end, isAllDay }) => isAllDay && !(isMidnight(start) && isMidnight(end) && start < end),
  },
  {
    fields: ['isAllDay', 'timeZone'],
    message: 'An all-day event has dates and no time zone; any other event has one.',
    isBroken: ({ isAllDay, timeZone }) => isAllDay !== (timeZone === null),
  },
  {
    fields: ['start', 'recurrence'],
    message: "A series starts on one of its rule's dates.",
    isBroken: (event) => event.recurrence !== null && !startsOnItsRule(event),
  },
  {
    fields: ['isReminderOn', 'reminderMinutesBeforeStart'],
    message: 'A reminder has minutes when it is on, and none when it is off.',
    isBroken: ({ isReminderOn, reminderMinutesBeforeStart }) => isReminderOn !== (reminderMinutesBeforeStart !== null),
  },
];

function startsOnItsRule(event: EventValues): boolean {
  try {
    checkedRecurrence(event.recurrence ?? '', ruleStart(event));
    return true;
  } catch {
    return false;
  }
}
