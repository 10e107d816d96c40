import { describe, expect, it } from 'vitest';

import { calendar } from '../calendar/definition';
import { reasonOf } from '../contracts/reasons';
import { tasksIn } from '../tasks/definition';
import { factsOfNew, type Link, type RemoteFacts } from './link';
import type { ResourceDefinition } from './resource';
import { wouldBeHeld } from './saving-means';

const settings = { direction: 'bidirectional', conflictResolution: 'strapi-wins', invitations: 'ask' } as const;
const event = { documentId: 'e1', subject: 'Visit', start: '2027-03-02T09:00:00.000Z', end: '2027-03-02T10:00:00.000Z', timeZone: 'UTC' };
const task = { documentId: 't1', title: 'Offer', dueDate: '2027-03-02' };
const tasks = tasksIn({ timeZone: 'UTC' });

function linked(definition: ResourceDefinition, row: object, facts: Partial<RemoteFacts> = {}): Link {
  const reading = definition.readStrapi({ ...row });
  if (reading.kind !== 'item') throw new Error(reading.kind);
  const { values: base, documentId } = reading;
  const link = { documentId, microsoftId: 'm1', part: null, origin: 'strapi', state: 'linked', etag: null } as const;
  return { ...link, base, facts: { ...factsOfNew, ...facts } };
}
const held = (definition: ResourceDefinition, row: object, link: Link | null = null, isReadOnly = false) =>
  wouldBeHeld({ definition, settings, link, isReadOnly, row: { ...row } }).map(({ fields, why }) => [reasonOf(why)?.code, ...fields]);

describe('what would be held of an entry as it is about to be saved', () => {
  it.each<[object, ...unknown[][]]>([
    [{}],
    [{ subject: 'x'.repeat(256) }, ['line-too-long', 'subject']],
    [{ categories: ['x'.repeat(300)] }, ['line-too-long', 'categories']],
    [{ body: 'x'.repeat(3_500_001) }, ['body-too-long', 'body']],
    [{ end: '2027-03-02T08:00:00.000Z' }, ['ends-before-start', 'end']],
    [{ timeZone: 'Mars/Base' }, ['zone-unknown', 'timeZone']],
    [{ recurrence: 'FREQ=HOURLY' }, ['rule-within-a-day', 'recurrence']],
    [{ recurrence: 'FREQ=WEEKLY;BYDAY=MO' }, ['rule-start-not-in-rule', 'recurrence']],
    [{ recurrence: 'FREQ=DAILY', excludedDates: ['never'] }, ['not-excluded-dates', 'excludedDates']],
    [{ categories: 'red' }, ['not-json', 'categories']],
    [{ reminderMinutesBeforeStart: 1.5 }, ['not-minutes', 'reminderMinutesBeforeStart']],
  ])('an event with %#', (data, ...told) => expect(held(calendar, { ...event, ...data })).toEqual(told));

  it.each<[object, ...unknown[][]]>([
    [{}],
    [{ title: 'x'.repeat(256) }, ['line-too-long', 'title']],
    [{ isReminderOn: true }, ['reminder-without-time', 'reminderAt']],
    [{ recurrence: 'FREQ=DAILY', dueDate: null }, ['due-date-needed', 'dueDate']],
    [{ checklist: [{ title: '' }] }, ['checklist-no-title', 'checklist']],
  ])('a task with %#', (data, ...told) => expect(held(tasks, { ...task, ...data })).toEqual(told));

  it('each is told at its field, and what is missing is the form’s to ask for', () => {
    const row = { ...event, subject: 'x'.repeat(256), start: null, timeZone: 'Mars/Base', categories: 'red' };
    expect(held(calendar, row)).toEqual([
      ['zone-unknown', 'timeZone'],
      ['not-json', 'categories'],
      ['line-too-long', 'subject'],
    ]);
  });

  it('an edit that makes Microsoft tell people waits, of the fields that do', () => {
    const link = linked(calendar, event, { wouldMail: ['a@x.example', 'b@x.example'] });
    expect(held(calendar, { ...event, subject: 'Other', categories: ['Red'] }, link)).toEqual([['would-mail-update', 'subject']]);
    expect(held(calendar, { ...event, categories: ['Red'] }, link)).toEqual([]);
  });

  it('an edit in a calendar that can only be read waits', () => {
    expect(held(calendar, { ...event, subject: 'Other' }, linked(calendar, event), true)).toEqual([['read-only-edited', 'subject']]);
  });

  it('a cancelled date does not come back', () => {
    const series = { ...event, recurrence: 'FREQ=DAILY', excludedDates: ['2027-03-04'] };
    expect(held(calendar, { ...series, excludedDates: [] }, linked(calendar, series))).toEqual([['occurrence-cancelled', 'excludedDates']]);
  });

  it('dates of a recurring task stay as they are', () => {
    const recurring = { ...task, recurrence: 'FREQ=DAILY' };
    expect(held(tasks, { ...recurring, dueDate: '2027-03-05' }, linked(tasks, recurring))).toEqual([['recurring-task-date', 'dueDate']]);
  });
});
