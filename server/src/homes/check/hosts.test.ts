import { describe, expect, test } from 'vitest';
import { event, type Home, linesOf, task } from './testing/hosts';

const meetings: Home<'calendar'> = {
  uid: 'api::meeting.meeting',
  owner: 'deal.owner',
  locale: 'de',
  fields: {
    subject: 'title',
    start: 'start',
    end: 'end',
    location: 'place.name',
    body: { attribute: 'notes', format: 'blocks' },
    showAs: { attribute: 'certainty', values: { busy: 'confirmed', tentative: 'tentative' }, otherwise: 'confirmed' },
    attendees: { attribute: 'guests', fields: { email: 'email', name: 'name', response: 'response' }, direction: 'to-strapi' },
  },
};
const activity = { uid: 'api::activity.activity', owner: 'assignee' };
const calls: Home<'calendar'> = {
  ...activity,
  name: 'calls',
  takesPart: { kind: 'call' },
  accepts: { categories: ['Call'] },
  create: { data: { kind: 'call' } },
  fields: { subject: 'title', start: 'start', body: { attribute: 'description', format: 'markdown' }, categories: 'labels' },
  durationMinutes: 30,
};
const meetingsOfActivity: Home<'calendar'> = {
  ...activity,
  name: 'meetings',
  takesPart: { kind: { $eq: 'meeting' } },
  accepts: 'all',
  create: { data: { kind: 'meeting' } },
  fields: { subject: 'title', start: 'start', end: 'end' },
};
const tasks: Home<'tasks'> = {
  ...activity,
  name: 'tasks',
  takesPart: { kind: { $in: ['task'] } },
  accepts: 'all',
  create: { data: { kind: 'task' } },
  fields: {
    title: 'title',
    dueDate: 'dueOn',
    taskStatus: {
      attribute: 'state',
      values: { notStarted: 'planned', inProgress: 'doing', waitingOnOthers: 'waiting', deferred: 'waiting', completed: 'done' },
    },
    importance: { attribute: 'isImportant', values: { high: true, normal: false, low: false } },
    checklist: { attribute: 'steps', fields: { title: 'title', isChecked: 'isDone' } },
    categories: 'labels',
  },
};
const todos: Home<'tasks'> = {
  uid: 'api::todo.todo',
  owner: 'assignee',
  accepts: 'all',
  fields: {
    title: 'title',
    body: 'notes',
    dueDate: 'due',
    taskStatus: { attribute: 'done', values: { notStarted: false, completed: true }, otherwise: false },
  },
};

describe('homes of which nothing is to be said', () => {
  test('meetings with drafts that belong to whoever owns their deal', () => expect(linesOf({ calendar: [meetings] })).toEqual([]));
  test('one type that holds calls, meetings and tasks', () => {
    expect(linesOf({ calendar: [meetings, calls, meetingsOfActivity], tasks: [tasks] })).toEqual([]);
  });
  test('to-dos of users of the website', () => expect(linesOf({ tasks: [todos] }, 'plugin::users-permissions.user')).toEqual([]));
  test('whole series', () => {
    const fields = { recurrence: 'text', excludedDates: 'dates', series: 'whole', originalStart: 'original' };
    expect(linesOf({ calendar: [event({ fields })] })).toEqual([]);
  });

  test.each<[string, Home<'calendar'>['fields']]>([
    ['words as Microsoft has them', { showAs: 'shown' }],
    ['words in a text', { showAs: 'string' }],
    ['words for yes and no', { isAllDay: { attribute: 'maybe', values: { true: 'yes', false: 'no' } } }],
    ['numbers for words', { importance: { attribute: 'level', values: { low: 1, normal: 2, high: 3 } } }],
    [
      'nothing for one of the words',
      { sensitivity: { attribute: 'taken', values: { normal: 'open', private: 'taken' }, otherwise: null } },
    ],
    ['a component in a component', { location: 'place.geo.label' }],
    ['a text for each of the lines', { subject: 'string', location: 'long', body: 'text', webLink: 'rich' }],
    ['a short text that is never written', { subject: { attribute: 'short', direction: 'to-microsoft' } }],
    ['a short text with a rule', { subject: { attribute: 'short', write: () => '' } }],
    ['a unique attribute that is never written', { subject: { attribute: 'code', direction: 'to-microsoft' } }],
    ['HTML and Markdown in a text', { body: { attribute: 'rich', format: 'html' } }],
    [
      'an enumeration that only goes out',
      { showAs: { attribute: 'maybe', direction: 'to-microsoft', values: { free: 'no', busy: 'yes' } } },
    ],
    ['an enumeration that only comes in', { showAs: { attribute: 'taken', direction: 'to-strapi', values: {}, otherwise: 'taken' } }],
    ['a place of several attributes', { location: { attribute: ['string', 'text'], read: () => '', write: () => ({}) } }],
    ['functions over anything', { categories: { attribute: 'owners', read: () => [], write: () => ({}) } }],
    ['who organizes, in a component', { organizer: { attribute: 'host', fields: { email: 'email', name: 'name' } } }],
    ['who organizes, of what only Microsoft says', { organizer: { attribute: 'string', write: () => '' } }],
    ['people in a json', { attendees: 'json', organizer: 'dates' }],
    ['what is undefined', { subject: undefined }],
  ])('%s', (_, fields) => expect(linesOf({ calendar: [event({ fields })] })).toEqual([]));

  test.each<[string, Partial<Home<'calendar'>>]>([
    ['a length in place of an end', { fields: { end: undefined }, durationMinutes: 30 }],
    ['what is made says whose it is', { owner: 'deal.owner', accepts: 'all', create: { data: () => ({}) } }],
    ['who made an entry owns it', { owner: 'createdBy' }],
    ['the default takes part', { takesPart: { kind: 'a' } }],
    [
      'conditions that nobody can judge beforehand',
      { takesPart: { $or: [{ kind: 'b' }], deal: { name: 'x' }, level: { $gt: 3 }, string: { $ne: 'x' } } },
    ],
    ['a condition on what Strapi writes', { takesPart: { locale: 'en' } }],
    ['a condition on a relation', { takesPart: { deal: 1 } }],
    ['conditions on what is mapped', { takesPart: { string: 'x' }, fields: { subject: 'string' } }],
  ])('%s', (_, changes) => expect(linesOf({ calendar: [event(changes)] })).toEqual([]));

  test.each<[string, Partial<Home<'calendar'>>]>([
    ['is given', { create: { data: { code: 'x', place: { city: 'Bern' } } } }],
    ['may be missing in a draft', { version: 'draft' }],
    ['may be missing in a draft that stays one', { version: 'draft', create: { status: 'draft' } }],
    ['may be given by a function', { create: { data: () => ({}) } }],
  ])('what is required %s', (_, changes) => {
    const fields = { start: 'from', location: 'place.name' };
    expect(linesOf({ calendar: [{ uid: 'api::strict.strict', owner: 'owner', durationMinutes: 30, ...changes, fields }] })).toEqual([]);
  });

  test('a list that a function makes has what it needs', () => {
    const attendees = { attribute: 'guests', fields: { name: 'company', email: 'email' }, write: () => [] };
    const home = { uid: 'api::strict.strict', owner: 'owner', durationMinutes: 30, fields: { start: 'from', subject: 'code', attendees } };
    expect(linesOf({ calendar: [home] })).toEqual([]);
    const withoutCompany = { ...attendees, fields: { email: 'email' } };
    expect(linesOf({ calendar: [{ ...home, fields: { ...home.fields, attendees: withoutCompany } }] })).toEqual([]);
  });

  test('homes of both resources in one type', () => {
    const [a, b] = [{ kind: 'a' }, { $and: [{ kind: { $in: ['b'] } }] }];
    expect(
      linesOf({
        calendar: [event({ name: 'x', takesPart: a })],
        tasks: [task({ takesPart: b, create: { data: { kind: 'b' } } })],
      }),
    ).toEqual([]);
  });
});
