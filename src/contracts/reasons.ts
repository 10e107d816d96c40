import { runReasons } from './run-reasons';

/**
 * Why something was done, or waits: codes, each with what an English reader is told. `{name}`: what the text names. `{why}`: another reason within this
 * one, or the words of Microsoft, a database or the host, which stay as they are.
 */
const decided = {
  linked: 'both sides already hold it: linked',
  merged: 'different fields changed on both sides: merged',
  'changed-in-microsoft': 'changed in Microsoft',
  'changed-in-strapi': 'changed in Strapi',
  'same-on-both': 'both sides hold the same',
  'new-in-strapi': 'new in Strapi',
  'new-in-microsoft': 'new in Microsoft',
  'entry-not-read': 'the entry was not read',
  'item-not-read': 'Microsoft’s item was not read',
  'nothing-to-judge': 'nothing is there that could be judged',
  'not-expressible': 'Microsoft cannot hold it as it is',
  'entry-unreadable': 'the entry in Strapi cannot be read: nothing is decided before it can',
  'stays-in-strapi': 'the direction is Microsoft to Strapi: new entries in Strapi stay there',
  'stays-in-microsoft': 'the direction is Strapi to Microsoft: new items in Microsoft stay there',
  'not-in-this-mailbox': 'a meeting of somebody else that is not in this mailbox',
  'deleted-where-read-only': 'deleted in Strapi, in a calendar or list that can only be read: remembered, Microsoft keeps it',
  'deleted-on-both': 'deleted on both sides',
  'deletion-remembered': 'deleted on one side and remembered: the other side keeps it',
  'against-direction': 'decided against the direction: the side that is never written keeps what it has',
  'gone-without-trace': 'the entry is gone from Strapi without a trace of who deleted it',
  'deleted-in-strapi': 'deleted in Strapi',
  'deleted-in-strapi-one-way': 'deleted in Strapi, and the direction is Microsoft to Strapi: remembered',
  'foreign-deleted-in-strapi': 'a meeting of somebody else, deleted in Strapi: remembered, Microsoft keeps it',
  'deleted-in-strapi-edited': 'deleted in Strapi and edited in Microsoft: somebody has to decide',
  'deleted-in-strapi-made-again': 'deleted in Strapi, but edited in Microsoft, which wins: made again',
  'part-deleted-in-strapi': 'a part deleted in Strapi: the item it belongs to says so',
  'deletion-would-mail': 'deleting the meeting would mail its attendees',
  'deleted-in-microsoft': 'deleted in Microsoft',
  'deleted-in-microsoft-one-way': 'deleted in Microsoft, and the direction is Strapi to Microsoft: remembered',
  'deleted-in-microsoft-edited': 'deleted in Microsoft and edited in Strapi: somebody has to decide',
  'deleted-in-microsoft-made-again': 'deleted in Microsoft, but edited in Strapi, which wins: made again',
  'strapi-wins': 'both sides changed it; Strapi wins, and the loser is kept',
  'microsoft-wins': 'both sides changed it; Microsoft wins, and the loser is kept',
  'both-changed': 'both sides changed it: somebody has to decide',
  'waits-for-approval': '{why}; waits for approval, because so much would be deleted at once',
  'date-to-be-cancelled': 'deleted in Strapi, and to be cancelled in its series',
  'made-twice': 'made twice, because an answer of Microsoft was lost; the older one is kept',
  'another-owner': 'it has another owner now: first it leaves the mailbox of the earlier one, which may wait for approval',
  'no-such-date': 'its series has no such date any more, and it has begun: it stays in Strapi',
  'date-of-series': '{why}; a date of the series “{series}”',
  'date-outside-days': 'deleted in Strapi outside the days for which dates have entries: remembered, Microsoft keeps it',
  'cancels-dates': '{why}; of the series it cancels {dates}',
  'foreign-date-deleted': 'a date of a meeting of somebody else, deleted in Strapi: remembered, Microsoft keeps it',
  'moved-in-microsoft': 'moved in Microsoft from “{from}” to “{to}”',
  'named-elsewhere':
    'named “{to}” as its calendar in Strapi, and not “{from}” any more: Microsoft cannot move it, so it is deleted there and made anew',
  'written-later': 'written once it is in Microsoft',
  'part-written-later': '{why}; written once what it belongs to is in Microsoft',
  'taken-off-comes-back': 'what was taken off it comes back, for its edit in Microsoft wins',
  'stands-elsewhere': 'the exception of this date stands elsewhere now; in Microsoft the date stays an exception',
  'not-shared': 'the calendar or list “{name}” is not shared with this mailbox any more: both sides keep what they have',
  'deleted-while-apart': 'deleted in Strapi while it did not take part: remembered, Microsoft keeps it',
  'gone-while-apart': 'gone in Microsoft while it did not take part: it stays in Strapi',
  'deleted-to-move': 'deleted to be made anew in another calendar',
  'private-kept-out': 'private, and the settings keep it out: both sides keep what they have',
  unlinked: 'unlinked by a person: both sides keep what they have',
  adopted: 'moved to {to} by adoption',
} as const;

/** Why an item waits, and what releases it. */
const held = {
  'would-mail-update':
    'Writing {fields} makes Microsoft send an update to {count, plural, one {1 person} other {# people}}. Approve it to go on.',
  'would-mail-deletion':
    'Deleting this meeting makes Microsoft send a cancellation to {count, plural, one {1 person} other {# people}}. Approve it to go on.',
  'would-mail-cancellation':
    'Cancelling {dates} of this series makes Microsoft send a cancellation to {count, plural, one {1 person} other {# people}}. Approve it to go on.',
  'would-mail-move':
    'Microsoft cannot move a meeting: to bring it to “{to}” it is deleted, which sends a cancellation to {count, plural, one {1 person} other {# people}}, and made anew without them. Approve it to go on, move it in Outlook, or name “{from}” as its calendar again.',
  'foreign-meeting':
    'Somebody else organizes this meeting and it is not in this mailbox; made anew, it would be organized by you. Ask to be invited, or delete the entry.',
  'read-only-edited':
    'Microsoft’s calendar or list that this belongs to can only be read, so the change stays in Strapi. Take it back, or make the change in Microsoft.',
  'calendar-not-to-leave':
    'The calendar “{from}” can only be read, so the event cannot leave it from Strapi. Name “{from}” as its calendar again.',
  'calendar-not-to-enter': 'The calendar “{to}” can only be read, so the event cannot go there. Name another calendar, or “{from}” again.',
  'foreign-not-to-move':
    'Somebody else organizes this meeting, so only Outlook can move it. Move it there, or name “{from}” as its calendar again.',
  'missing-without-mark':
    'The entry is missing in Strapi although nobody deleted it there (changed by SQL, or a restored backup?). Restore it, or unlink the item; nothing is deleted in Microsoft until then.',
  'refused-by-microsoft': 'Microsoft refuses it: {why}. Change the entry, then it is tried again.',
  'fails-in-microsoft':
    'Microsoft could not take it, in {runs} runs or more: {why}. Nothing is lost here; the first run after an hour tries it again, and so does the next one when the entry changes.',
  'mailbox-full':
    'The mailbox in Microsoft 365 is full, so Microsoft did not take it. Make room there (delete large mails and empty the deleted items), or let an administrator give the mailbox more. Nothing is lost here; the first run after an hour tries it again.',
  'not-answered':
    'Microsoft did not answer when it was asked for this item. It is read again with the next run, then by the first run after each hour, and when it changes there.',
  'not-proven': 'Microsoft does not say whether it still has this item. Unlink it, or wait. What it said: {why}',
  'not-shown': 'Microsoft does not show this calendar or list: {why}. What is in it stays as it is until Microsoft does.',
  'item-unreadable': 'Microsoft’s item cannot be read: {why}',
  'refused-by-strapi': 'Strapi refused this item ({why}). It is tried again when it changes in Microsoft.',
  'refused-incoming': 'Strapi refuses it by a rule or a hook of this content type: {why}. It is tried again when it changes in Microsoft.',
  'refused-date':
    'Strapi refuses it by a rule or a hook of this content type: {why}. It is tried again when the series changes in Microsoft, and each day.',
  'refused-deletion':
    'Strapi refuses it by a rule or a hook of this content type: {why}. It is deleted in Microsoft. Delete it in Strapi, or unlink it.',
  'refused-write': 'Strapi refuses it by a rule or a hook of this content type: {why}. Correct the entry or the rule, and try it again.',
  'would-be-nobodys':
    'In Strapi it would be nobody’s: its owner is found by way of "{path}", and nothing says which "{relation}" it belongs to. Name it in "create.data" of the mapping, make the entry again by hand, or delete the item in Microsoft.',
  'draft-waits':
    'Somebody has changes in the draft that are not published, and Strapi publishes a draft as a whole. What has changed in Microsoft comes in once the draft is published or discarded.',
  'beyond-this-type':
    'In Microsoft it has become what this content type cannot hold: a series, or an event of whole days. The change stays in Strapi until it is a single event there again.',
  'perhaps-there':
    'It was in Microsoft before, and something there is too large to be read: it may be this very item. So it is not made anew. Make what is too large smaller there (see the other held items), or delete this entry.',
  'place-taken': 'Another entry stands for the same part of the same item already. Delete one of the two.',
  'place-lost':
    'Microsoft has nothing in whose place this exception could stand: its date was cancelled there, or the series has another rule by now. Delete the exception.',
  'series-of-another':
    'The series of this exception is not in the same person’s calendar. Give both the same owner, choose a series of this owner, or empty "series" and "originalStart" to make it an event of its own.',
  'series-does-not-repeat':
    'The event that this exception names as its series does not repeat. Choose a series, or empty "series" and "originalStart" to make it an event of its own.',
  'occurrence-cancelled':
    'The occurrence of {dates} was cancelled in Microsoft, and nothing brings it back there. Put it into "excludedDates" again, and make an event of its own for that date.',
  'zone-of-outlook-only':
    'The series is in the time zone "{zone}", which only Outlook knows, so its times cannot be written. Change them in Outlook, or set "timeZone" to a name such as "Europe/Berlin".',
  'recurring-task-date':
    'This task recurs, and {fields} of such a task can only be changed safely in Microsoft To Do: change it there, and here put back what was. Everything else goes on.',
  'line-too-long':
    '"{field}" has {length} characters in one line, and Microsoft keeps at most {most}. The entry goes to Microsoft once the field has been shortened in Strapi.',
  'body-too-long': 'The body has {length} characters; Microsoft takes about {most}. Shorten it.',
} as const;

/** What is wrong with an entry or an item, so that it cannot be read. */
const unreadable = {
  'event-unreadable': 'The event cannot be read. Check its values.',
  'task-unreadable': 'The task cannot be read. Check its values.',
  'not-a-text': '"{field}" must be a text. Correct it in Strapi.',
  'not-true-or-false': '"{field}" must be true or false. Correct it in Strapi.',
  'not-one-of': '"{field}" must be one of {values}. Correct it in Strapi.',
  'not-a-list-of-texts': '"{field}" must be a list of texts, such as ["Customers"]. Correct it in Strapi.',
  'not-minutes': '"{field}" must be a whole number of minutes. Correct it in Strapi.',
  'not-json': '"{field}" must be valid JSON. Correct it in Strapi.',
  'not-a-date': '"{field}" must be a date, such as 2026-03-01. Correct it in Strapi.',
  'checklist-no-list': '"checklist" must be a list of entries, each with a "title". Correct it in Strapi.',
  'checklist-too-long': '"checklist" must be a list of at most {most} entries, and not of {length}. Correct it in Strapi.',
  'checklist-no-entry': 'Entry {nth} of "checklist" must be an object with a "title". Correct it in Strapi.',
  'checklist-unknown-property':
    'Entry {nth} of "checklist" has a property "{property}"; there are only "id", "title", "isChecked". Correct it in Strapi.',
  'checklist-no-title': 'Entry {nth} of "checklist" needs a "title", a text that is not empty. Correct it in Strapi.',
  'checklist-long-title': 'Entry {nth} of "checklist" has a "title" of {length} characters; {most} are the most. Correct it in Strapi.',
  'checklist-not-checked': 'Entry {nth} of "checklist" has an "isChecked" that is neither true nor false. Correct it in Strapi.',
  'checklist-wrong-id':
    'Entry {nth} of "checklist" has an "id" that is no text. Leave it out where the entry is new. Correct it in Strapi.',
  'not-excluded-dates': '"excludedDates" must be a list of instants or dates, such as ["2026-03-02T09:00:00.000Z"]. Correct it in Strapi.',
  'is-missing': '"{field}" is missing. Set it.',
  'no-instant': '"{field}" is no date and time. Set it again.',
  'ends-before-start': '"end" is before "start". Set an end that is not earlier than the start.',
  'no-dates': 'The event has no dates. Set its start and end again.',
  'zone-unknown': '"timeZone" is "{zone}", which is no known time zone. Use a name such as "Europe/Berlin".',
  'series-and-exception':
    'The event is both a series and an exception of one. Empty its "recurrence", or its "series" and "originalStart".',
  'no-original-start':
    'The event names a series and no "originalStart", so it stands for none of its occurrences. Delete it, and edit the occurrence with calendar.editOccurrence.',
  'no-series': 'The event has an "originalStart" and no series. Delete it, or empty "originalStart" to make it an event of its own.',
  'series-is-exception':
    'The event names as its "series" what is itself an exception of one. Choose the series, or empty "series" and "originalStart" to make it an event of its own.',
  'original-start-unreadable':
    '"originalStart" is no date and time. Delete the event, and edit the occurrence with calendar.editOccurrence.',
  'due-date-needed': 'A recurring task needs a due date: give "dueDate" the first one.',
  'reminder-without-time': 'The reminder is on and has no time. Give "reminderAt" a date and time, or switch the reminder off.',
  'no-rule': '"recurrence" is no recurrence rule. Write one such as "FREQ=WEEKLY;BYDAY=MO,WE", without DTSTART.',
  'mapping-fails': 'The mapping of "{field}" cannot read this entry: {why}. Correct the entry, or the mapping.',
  'answer-unreadable': 'It holds something that is not what it says it is.',
  'answer-of-another-kind': 'The answer holds something that is no such item.',
  'answer-without-id': 'The answer holds an item without an id.',
  'answer-wrong-id': 'Its id holds signs that no id can have.',
  'answer-without-series': 'The answer holds part of a series and does not say of which.',
  'answer-wrong-series': 'The id of its series holds signs that no id can have.',
  'answer-without-occurrence': 'The answer holds an exception and does not say for which occurrence of its series.',
  'answer-without-times': 'The event has no start or end that can be read.',
  'answer-ends-before-start': 'The event ends before it starts.',
  'answer-wrong-rule': 'The series has a rule that cannot be read.',
  'answer-wrong-date': 'The task has a date that cannot be read.',
} as const;

/** What a series of Outlook cannot be. */
const rules = {
  'rule-other-lines':
    '"recurrence" holds {lines}, and Outlook’s series are a rule alone. Leave only the RRULE there; cancelled dates belong in "excludedDates".',
  'rule-several-rules': '"recurrence" holds several rules, and a series of Outlook has one. Make a series for each rule.',
  'rule-ends-before-start': 'The rule ends before the event starts. Set a later end, or an earlier start.',
  'rule-start-not-in-rule': "The event starts on {start}, which is none of the rule's dates. Start it on {first}, or change the rule.",
  'rule-within-a-day':
    'The rule repeats within a day, and Outlook repeats by days at the shortest. Use FREQ=DAILY, or make an event for each time.',
  'rule-filtered-days': 'The rule counts days and takes only some weekdays of them, which Outlook cannot. Use FREQ=WEEKLY with BYDAY.',
  'rule-several-months': 'The rule names several months, and a series of Outlook has one. Make a series for each month.',
  'rule-no-month': 'The rule repeats yearly without naming its month, which Outlook cannot. Add BYMONTH, or use FREQ=MONTHLY.',
  'rule-from-the-end':
    'The rule counts days from the end of the month, which Outlook cannot. For the last day use BYMONTHDAY=28,29,30,31;BYSETPOS=-1.',
  'rule-several-days': 'The rule names several days of the month, and a series of Outlook has one. Make a series for each day.',
  'rule-missing-day':
    'The rule leaves out what has no day {day}, and Outlook takes the last day of the month there. Use BYMONTHDAY={days};BYSETPOS=-1 for that, or an earlier day.',
  'rule-days-and-weekdays':
    'The rule names both days of the month and weekdays, and Outlook takes one of the two. Leave out BYMONTHDAY or BYDAY.',
  'rule-every-such-weekday':
    'The rule means every such weekday of the month, which Outlook cannot say monthly. Use FREQ=WEEKLY, or add BYSETPOS.',
  'rule-several-positions': 'The rule names several positions in the month, and a series of Outlook has one. Make a series for each.',
  'rule-unknown-position':
    'Outlook knows the first, second, third, fourth and last such day of a month. Use one of them (BYSETPOS 1 to 4, or -1).',
  'rule-foreign-part': 'The rule uses {part} with FREQ={frequency}, which Outlook cannot. Use a rule without it.',
} as const;

/** Why an entry takes no part at present. */
const apart = {
  'apart-by-mapping': 'It is none of the entries that take part, as the mapping has it.',
  'apart-without-owner': 'Nobody can be reached who owns it.',
  'apart-unpublished': 'It is not published.',
  'apart-home-gone': 'Its content type is none of the configured ones any more.',
  'apart-in-other-languages':
    'It is there in {locales}, and the entries that are synchronized are those in {locale}. Translate it into that language, and it goes to Microsoft 365.',
} as const;

/** Why an entry was not moved to another content type. */
const stays = {
  'stays-run-under-way': 'A run of the same account is under way, and does not end. Go on with this later.',
  'stays-known-there': 'There is an entry with this documentId already.',
  'stays-apart': 'It does not take part at present.',
  'stays-of-another': 'It is somebody else’s by now; the next run settles that.',
  'stays-private': 'It is private, and the settings hide what it says; no content type of the application holds such.',
  'stays-whole-day': 'It is a whole day, and the other home has nothing to hold that.',
  'stays-series': 'It is a series or an exception of one, and the other home does not map `recurrence`.',
  'stays-edited': '“{field}” was edited, Microsoft has not been told, and the other home cannot hold it. Synchronize first.',
  'stays-not-made': 'The version that takes part was not made.',
  'stays-not-taking-part': 'It would not be one of the entries that take part there.',
  'stays-other-owner': 'It would not belong to the same person there.',
  'stays-refused': 'Strapi refuses it by a rule or a hook of the other content type: {why}',
} as const;

export const reasons = { ...runReasons, ...decided, ...held, ...unreadable, ...rules, ...apart, ...stays };
export type ReasonCode = keyof typeof reasons;

/** A reason as a page or another program takes it: the code, and what its text names. */
export interface Reason {
  code: ReasonCode;
  values: Record<string, string | number | readonly string[] | Reason>;
}

/** A reason as it is kept and handed on: a code, alone or followed by what its text names. Where it is told, `inWords` and `reasonOf` read it. */
export type Because = ReasonCode | (string & { readonly isReason: true });

/** `why`: another reason, or the words of somebody else. */
export function because(code: ReasonCode, values: Record<string, string | number | readonly string[]>): Because {
  return Object.keys(values).length === 0 ? code : (`${code} ${JSON.stringify(values)}` as Because);
}

/** Null: not one of ours, but the words of Microsoft, a database or the host, or a sentence that was kept by an earlier version. */
export function reasonOf(text: string): Reason | null {
  const [, code = '', json] = /^([a-z-]+)(?: (\{.*\}))?$/s.exec(text) ?? [];
  if (!Object.hasOwn(reasons, code)) return null;
  const given = json === undefined ? {} : valuesIn(json);
  if (given === null) return null;
  const { why, ...values } = given;
  return { code: code as ReasonCode, values: why === undefined ? values : { ...values, why: within(why) } };
}

/** As it is told: in English, and, of a reason of ours, for whoever has its text in another language. */
export function told(text: string): { words: string; reason: Reason | null } {
  const reason = reasonOf(text);
  return { words: reason === null ? text : worded(reason), reason };
}

/** In English, as it stands in answers, logs and tables of the command line. */
export function inWords(text: string): string {
  return told(text).words;
}

const PLURAL = /\{(\w+), plural, one \{([^}]*)\} other \{([^}]*)\}\}/g;

function worded({ code, values }: Reason): string {
  const text: string = reasons[code];
  const counted = text.replace(PLURAL, (_, name: string, one: string, other: string) =>
    values[name] === 1 ? one : other.replace('#', String(values[name])),
  );
  return counted.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    if (typeof value !== 'object') return String(value);
    return isReason(value) ? worded(value) : value.join(', ');
  });
}

const isReason = (value: Reason | readonly string[]): value is Reason => !Array.isArray(value);
const within = (why: Reason['values'][string]): Reason['values'][string] => (typeof why === 'string' ? (reasonOf(why) ?? why) : why);

function valuesIn(json: string): Reason['values'] | null {
  try {
    return JSON.parse(json) as Reason['values'];
  } catch {
    return null;
  }
}
