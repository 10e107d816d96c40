import { describe, expect, it } from 'vitest';
import type { LocalItem, RemoteItem, Values } from '../sync/resource';
import { tasksIn } from './definition';

const tasks = tasksIn({ timeZone: 'Europe/Berlin' });
const all = Object.keys(tasks.fields);
const row = { documentId: 'd1', title: 'Offer', updatedAt: '2026-02-01T10:00:00.000Z' };
const raw = {
  id: 'm1',
  title: 'Offer',
  '@odata.etag': 'W/"1"',
  createdDateTime: '2026-01-01T00:00:00Z',
  lastModifiedDateTime: '2026-01-02T00:00:00Z',
};

function local(changes: object): LocalItem {
  const reading = tasks.readStrapi({ ...row, ...changes });
  if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
  return reading;
}
function remote(changes: object): RemoteItem {
  const reading = tasks.readMicrosoft({ ...raw, ...changes });
  if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
  return reading;
}
const differing = (a: Values, b: Values) => all.filter((field) => !tasks.fields[field]?.isEqual(a[field], b[field]));

it('a task of nothing but a title is the same from both sides', () => {
  expect(differing(local({}).values, remote({}).values)).toEqual([]);
  expect(local({}).values).toMatchObject({
    title: 'Offer',
    body: '',
    taskStatus: 'notStarted',
    importance: 'normal',
    dueDate: null,
    isReminderOn: false,
    reminderAt: null,
    recurrence: '',
    categories: [],
  });
});

describe('what a row holds comes back as it was', () => {
  it.each([
    ['a status', { taskStatus: 'waitingOnOthers' }, 'status', 'waitingOnOthers'],
    ['an importance', { importance: 'high' }, 'importance', 'high'],
    ['a due date', { dueDate: '2026-03-29' }, 'dueDateTime', { dateTime: '2026-03-29T00:00:00', timeZone: 'W. Europe Standard Time' }],
    [
      'a start date',
      { startDate: '2026-10-25' },
      'startDateTime',
      { dateTime: '2026-10-25T00:00:00', timeZone: 'W. Europe Standard Time' },
    ],
    [
      'a reminder',
      { isReminderOn: true, reminderAt: '2026-03-29T06:00:00.000Z' },
      'reminderDateTime',
      { dateTime: '2026-03-29T06:00:00', timeZone: 'UTC' },
    ],
    ['categories', { categories: ['B', 'A', 'B'] }, 'categories', ['A', 'B']],
    ['a body', { body: 'One\r\nTwo ' }, 'body', { contentType: 'text', content: 'One\nTwo' }],
    [
      'a rule',
      { recurrence: 'FREQ=DAILY', dueDate: '2026-03-29' },
      'recurrence',
      {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'noEnd', startDate: '2026-03-29', recurrenceTimeZone: 'W. Europe Standard Time' },
      },
    ],
  ])('%s', (_, changes, property, sent) => {
    const { values } = local(changes);
    const body = tasks.bodyForMicrosoft(values, all);
    expect(body[property]).toMatchObject(sent as object);
    expect(differing(values, remote(body).values)).toEqual([]);
    expect(Object.values(body)).not.toContain(null);
  });

  it('and what is taken away is named in a change', () => {
    expect(tasks.bodyForMicrosoft(local({}).values, ['dueDate', 'reminderAt'])).toEqual({ dueDateTime: null, isReminderOn: false });
  });
});

describe('what Microsoft says', () => {
  it.each([
    ['HTML', { body: { contentType: 'html', content: '<p>One</p><p>Two</p>' } }, { body: 'One\nTwo' }],
    [
      'a reminder that is off',
      { isReminderOn: false, reminderDateTime: { dateTime: '2026-03-29T06:00:00', timeZone: 'UTC' } },
      { isReminderOn: false, reminderAt: null },
    ],
    [
      'a status in another case',
      { status: 'COMPLETED', completedDateTime: { dateTime: '2026-03-10T00:00:00.0000000', timeZone: 'UTC' } },
      { taskStatus: 'completed', completedDate: '2026-03-10' },
    ],
    ['no title', { title: null }, { title: '' }],
  ])('%s', (_, changes, expected) => expect(remote(changes).values).toMatchObject(expected));

  it.each([
    ['a status that nobody knows', { status: 'levitating' }, ['taskStatus']],
    ['a body that is too long', { body: { contentType: 'text', content: 'x'.repeat(3_500_001) } }, ['body', 'html']],
  ])('%s is never written back', (_, changes, unwritable) => expect(remote(changes).unwritable).toEqual(unwritable));

  it('of a recurrence counts only where it is said, or where the task was asked for by itself', () => {
    expect(remote({ checklistItems: [] }).unread).toEqual(['html', 'recurrence']);
    expect(tasks.readWhole({ ...raw, checklistItems: [] })).toMatchObject([{ unread: ['html'], values: { recurrence: '' } }]);
    expect(remote({ recurrence: { pattern: { type: 'hourly' } } }).values).toMatchObject({ recurrence: 'X-MICROSOFT' });
  });

  it('of a checklist that goes on elsewhere is a part of it', () => {
    const checklistItems = [{ id: 'c1', displayName: 'Call', isChecked: true }];
    const more = { 'checklistItems@odata.nextLink': 'https://graph.microsoft.com/v1.0/me/todo/lists/l/tasks/t/checklistItems?$skip=1' };
    expect(tasks.readWhole({ ...raw, checklistItems, ...more })).toMatchObject([
      { unread: ['html', 'checklist'], values: { checklist: [] } },
    ]);
  });

  it('of a checklist counts only where it is said', () => {
    const checklistItems = [{ id: 'c1', displayName: 'Call', isChecked: true }];
    expect([remote({}).unread, tasks.readWhole(raw)[0]]).toMatchObject([
      ['html', 'recurrence', 'checklist'],
      { unread: ['html', 'checklist'] },
    ]);
    expect(remote({ checklistItems }).values).toMatchObject({ checklist: [{ id: 'c1', title: 'Call', isChecked: true }] });
  });

  it('with our key and with those of others', () => {
    const linked = (applicationName: string) => ({ linkedResources: [{ applicationName, externalId: 'd1' }] });
    expect([remote(linked('Strapi')).key, remote(linked('Outlook')).key, remote({}).key]).toEqual(['d1', null, null]);
  });

  it.each([
    ['no task', 'x', 'unusable'],
    ['no id', { title: 'A' }, 'unusable'],
    ['a date that is none', { ...raw, dueDateTime: { dateTime: 'soon' } }, 'unusable'],
    ['removed', { id: 'm1', '@removed': { reason: 'deleted' } }, 'removed'],
  ])('%s', (_, value, kind) => expect(tasks.readMicrosoft(value).kind).toBe(kind));
});

it.each([
  ['a due date that is none', { dueDate: 'soon' }, 'invalid-value'],
  ['an unknown status', { taskStatus: 'levitating' }, 'invalid-value'],
  ['a reminder without a time', { isReminderOn: true }, 'invalid-value'],
  ['categories that are no list', { categories: 'A' }, 'invalid-value'],
  ['a rule without a due date', { recurrence: 'FREQ=DAILY' }, 'invalid-value'],
  ['a rule that Outlook does not have', { recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31', dueDate: '2026-03-31' }, 'rule-not-expressible'],
  ['a huge body', { body: 'x'.repeat(3_500_001) }, 'too-large'],
  ['a checklist that is none', { checklist: [{ isChecked: true }] }, 'invalid-value'],
])('a row with %s is held', (_, changes, code) =>
  expect(tasks.readStrapi({ ...row, ...changes })).toMatchObject({ kind: 'unusable', code }),
);

it.each([
  ['itself', {}, true],
  ['another spelling', { title: 'OFFER' }, true],
  ['done', { taskStatus: 'completed' }, false],
  ['due on another day', { dueDate: '2026-03-10' }, false],
])('a task is recognized by title, date and whether it is done: %s', (_, changes, isSame) => {
  expect(tasks.fingerprint(local(changes).values) === tasks.fingerprint(local({}).values)).toBe(isSame);
});
