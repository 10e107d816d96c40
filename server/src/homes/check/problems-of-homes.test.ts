import { describe, expect, test } from 'vitest';
import { event, type Home, linesOf, task } from './testing/hosts';

type Fields = Home<'calendar'>['fields'];
const wrong = (rows: [string, Partial<Home<'calendar'>>, ...string[]][]) =>
  test.each(rows.map(([name, changes, ...lines]) => ({ name, changes, lines })))('$name', ({ changes, lines }) =>
    expect(linesOf({ calendar: [event(changes)] })).toEqual(lines.map((line) => `calendar[0].${line}`)),
  );
const wrongFields = (rows: [string, Fields, ...string[]][]) =>
  wrong(rows.map(([name, fields, ...lines]) => [name, { fields }, ...lines.map((line) => `fields.${line}`)]));

describe('the type', () => {
  const rest = { owner: 'owner', fields: { start: 'from', end: 'to' } };
  wrong([
    ['is unknown', { uid: 'api::nobody.nobody' }, 'uid names api::nobody.nobody, which is no content type of this Strapi'],
    ['is single', { uid: 'api::home-page.home-page' }, 'uid names api::home-page.home-page, which is a single type and has one entry'],
    ['is the plugin’s own', { uid: 'plugin::microsoft-sync.task' }, 'uid names a type of the plugin itself, which needs no mapping'],
    ['has no drafts', { version: 'draft' }, 'version is of types with draft & publish and must be left out here'],
    ['is not localized', { locale: 'en' }, 'locale is of localized types and must be left out here'],
  ]);
  test('has no such locale', () => {
    const home = {
      ...rest,
      uid: 'api::meeting.meeting',
      owner: 'deal.owner',
      locale: 'fr',
      fields: { subject: 'title', start: 'start', end: 'end' },
    };
    expect(linesOf({ calendar: [home] })).toEqual([
      "calendar[0].locale is no locale of this Strapi: those are 'en' and 'de', and without it en takes part",
    ]);
  });
});

describe('the owner', () => {
  wrong([
    ['unknown', { owner: 'assignee' }, "owner names 'assignee', and api::thing.thing has no attribute 'assignee'"],
    ['no relation', { owner: 'string' }, "owner names 'string', and 'string' of api::thing.thing is a string: it must be a relation"],
    [
      'in a component',
      { owner: 'place.name' },
      "owner names 'place.name', and 'place' of api::thing.thing is a component: it must be a relation",
    ],
    [
      'one of many',
      { owner: 'owners' },
      "owner names 'owners', and 'owners' of api::thing.thing may lead to many: an entry has one owner at most",
    ],
    [
      'by way of many',
      { owner: 'deals.owner' },
      "owner names 'deals.owner', and 'deals' of api::thing.thing may lead to many: an entry has one owner at most",
    ],
    [
      'of anything',
      { owner: 'subject' },
      "owner names 'subject', and 'subject' of api::thing.thing may lead to many: an entry has one owner at most",
    ],
    ['no user', { owner: 'deal' }, 'owner ends at api::deal.deal: it must end at admin::user, which is host.user'],
    [
      'another kind of user',
      { owner: 'member' },
      'owner ends at plugin::users-permissions.user: it must end at admin::user, which is host.user',
    ],
    ['unknown at the second hop', { owner: 'deal.boss' }, "owner names 'deal.boss', and api::deal.deal has no attribute 'boss'"],
    ['by way of a type that is gone', { owner: 'lost.owner' }, 'owner leads to api::lost.lost, which does not exist'],
    [
      'further than a user',
      { owner: 'owner.email' },
      "owner names 'owner.email', and 'email' of admin::user is a string: it must be a relation",
    ],
  ]);
  test('many at the last hop', () => {
    expect(linesOf({ calendar: [event({ owner: 'deal.team.leads' })] })).toEqual([
      "calendar[0].owner names 'deal.team.leads', and 'leads' of api::team.team may lead to many: an entry has one owner at most",
    ]);
  });
});

describe('fields that an item needs', () => {
  const rule = 'must be mapped where recurrence is';
  wrong([
    ['no start', { fields: { start: undefined } }, 'fields.start must be mapped'],
    ['no end', { fields: { end: undefined } }, 'fields.end must be mapped, or durationMinutes be given'],
    ['two ends', { durationMinutes: 30 }, 'durationMinutes is for homes that do not map end, and must be left out'],
    [
      'a rule alone',
      { fields: { recurrence: 'text' } },
      `fields.excludedDates ${rule}`,
      `fields.series ${rule}`,
      `fields.originalStart ${rule}`,
    ],
    [
      'days without entries for dates',
      { occurrenceDays: 30, series: 'leave' },
      "occurrenceDays says nothing where series is 'leave', and must be left out",
    ],
    [
      'a rule, and entries for its dates',
      {
        series: 'leave',
        occurrenceDays: 30,
        fields: { recurrence: 'text', excludedDates: 'json', series: 'whole', originalStart: 'original' },
      },
      'series is for homes that do not map recurrence, and must be left out',
      'occurrenceDays is for homes that do not map recurrence, and must be left out',
    ],
    [
      'series that lead elsewhere',
      { fields: { recurrence: 'text', excludedDates: 'json', series: 'deal', originalStart: 'original' } },
      "fields.series must name a relation to one api::thing.thing, and 'deal' is manyToOne to api::deal.deal",
    ],
    [
      'series that are many',
      { fields: { recurrence: 'text', excludedDates: 'json', series: 'parts', originalStart: 'original' } },
      "fields.series must name a relation to one api::thing.thing, and 'parts' is oneToMany to api::thing.thing",
    ],
  ]);
  test('of tasks', () => {
    const home = { ...task({ durationMinutes: 5, series: 'leave', occurrenceDays: 3 }), fields: { start: 'from' } } as Home<'tasks'>;
    expect(linesOf({ tasks: [home] })).toEqual([
      expect.stringMatching(/^tasks\[0\].fields.start is no field of a task: those are 'title', 'body', .* and 'listName'$/),
      'tasks[0].fields.title must be mapped',
      'tasks[0].durationMinutes is of events and must be left out here',
      'tasks[0].series is of events and must be left out here',
      'tasks[0].occurrenceDays is of events and must be left out here',
    ]);
  });
});

describe('attributes', () => {
  const both = 'or give read and write';
  const line = 'map it to a string, text or richtext';
  wrongFields([
    ['unknown', { subject: 'titel' }, "subject names 'titel', and api::thing.thing has no attribute 'titel'"],
    ['of every object', { subject: 'toString' }, "subject names 'toString', and api::thing.thing has no attribute 'toString'"],
    ['unknown in a component', { location: 'place.city' }, "location names 'place.city', and the component crm.place has no attribute 'city'"],
    ['in a component that is gone', { location: 'gone.name' }, "location names 'gone.name', and the component crm.gone of 'gone' does not exist"],
    ['over a relation', { subject: 'deal.name' }, "subject names 'deal.name', and 'deal' is no component: only attributes of the entry itself and of its components hold fields"],
    ['in a repeatable component', { subject: 'steps.title' }, "subject names 'steps.title', and 'steps' is repeatable: map 'steps' and say in fields which part goes where"],
    ['in a dynamic zone', { subject: 'zone.title' }, "subject names 'zone.title', and 'zone' is a dynamic zone, which holds no field: map it to an attribute or a component"],
    ['a dynamic zone with functions', { body: { attribute: 'zone', read: () => '', write: () => [] } }, "body names 'zone', and 'zone' is a dynamic zone, which holds no field: map it to an attribute or a component"],
    ['of Strapi', { start: 'createdAt' }, "start names 'createdAt', which Strapi writes itself: map it to an attribute of your own"],
    ['unique', { subject: 'code' }, "subject names 'code', which is unique, and Microsoft may have the same value twice: map it to an attribute that is not"],
    ['unique in a component', { location: 'place.tag' }, "location names 'place.tag', which is unique, and Microsoft may have the same value twice: map it to an attribute that is not"],
    [
      'a uid',
      { subject: 'slug' },
      "subject names 'slug', which is unique, and Microsoft may have the same value twice: map it to an attribute that is not",
      `subject cannot stand in 'slug', which is a uid: ${line}, ${both}`,
    ],
    ['used twice', { subject: 'string', location: 'string' }, "location is written to 'string', and so is subject: an attribute holds one field"],
    ['several without functions', { location: { attribute: ['string', 'text'], read: () => '' } }, 'location names several attributes, so it needs write, between the field and a record of them'],
    ['several, one unknown', { location: { attribute: ['string', 'town'], read: () => '', write: () => ({}) } }, "location names 'town', and api::thing.thing has no attribute 'town'"],
    ['a day for an instant', { start: 'day' }, `start cannot stand in 'day', which is a date: map it to a datetime or timestamp, ${both}`],
    ['a number for a line', { subject: 'level' }, `subject cannot stand in 'level', which is an integer: ${line}, ${both}`],
    ['a number for a line, half translated', { subject: { attribute: 'level', write: () => 1 } }, `subject cannot stand in 'level', which is an integer: ${line}, or give read`],
    ['a line for a list', { categories: 'string' }, `categories cannot stand in 'string', which is a string: map it to a json, ${both}`],
    ['a relation for a list', { categories: 'deals' }, `categories cannot stand in 'deals', which is a relation: map it to a json, ${both}`],
    ['a text for a number', { reminderMinutesBeforeStart: 'string' }, `reminderMinutesBeforeStart cannot stand in 'string', which is a string: map it to an integer, decimal or float, ${both}`],
    ['a date for yes and no', { isAllDay: 'day' }, `isAllDay cannot stand in 'day', which is a date: map it to a boolean, enumeration, integer or string, ${both}`],
    ['a password', { subject: 'secret' }, `subject cannot stand in 'secret', which is a password: ${line}, ${both}`],
    ['a text for what only Microsoft says', { organizer: 'string' }, "organizer cannot stand in 'string', which is a string: map it to a json or component, or give write"],
    ['a day for what an exception is known by', { originalStart: { attribute: 'day', write: () => '' } }, "originalStart cannot stand in 'day', which is a date: map it to a datetime or timestamp, or give read"],
    ['going out with what only Microsoft says', { webLink: { attribute: 'text', direction: 'to-microsoft' } }, "webLink.direction must be 'to-strapi' or left out: only Microsoft says this"],
  ]); // prettier-ignore
});

describe('lengths and formats', () => {
  const shorter = 'or give write, which shortens it';
  wrongFields([
    ['a short line', { subject: 'short' }, `subject stands in 'short', which takes 100 characters, and Microsoft's may have 255: raise its maxLength, ${shorter}`],
    ['a body in a line', { body: 'string' }, `body stands in 'string', which takes 255 characters, and Microsoft's may have 3500000: make it a text, ${shorter}`],
    ['a body in a text that is limited', { body: 'limited' }, `body stands in 'limited', which takes 150000 characters, and Microsoft's may have 3500000: raise its maxLength, ${shorter}`],
    ['an address in a line', { webLink: 'string' }, `webLink stands in 'string', which takes 255 characters, and Microsoft's may have 2000: make it a text, ${shorter}`],
    ['blocks for text', { body: 'blocks' }, "body.format must be 'blocks', for 'blocks' holds blocks"],
    ['text for blocks', { body: { attribute: 'text', format: 'blocks' } }, "body.format must not be 'blocks', for 'text' is a text and holds text"],
    ['a format of no body', { subject: { attribute: 'string', format: 'html' } }, 'subject.format is of a body and must be left out here'],
  ]); // prettier-ignore
});

describe('words', () => {
  const all = "'unknown', 'free', 'tentative', 'busy', 'oof' and 'workingElsewhere'";
  const or = all.replace(' and ', ' or ');
  const name = 'name what stands for each in values, or give otherwise';
  const lost = (words: string, path: string) =>
    `leads from ${words} of '${path}' to no value of Microsoft's: name it in values, for one of ${or}`;
  const choices = "is no value of 'taken', which is an enumeration: those are 'open' and 'taken'";
  wrongFields([
    ['none of them', { showAs: 'taken' }, `showAs has nothing in 'taken' for Microsoft's ${all}: ${name}`, `showAs ${lost("'open' and 'taken'", 'taken')}`],
    ['some of Microsoft’s', { showAs: { attribute: 'taken', values: { free: 'open', busy: 'taken', oof: 'taken' } } }, `showAs has nothing in 'taken' for Microsoft's 'unknown', 'tentative' and 'workingElsewhere': ${name}`],
    ['some of the host’s', { showAs: { attribute: 'taken', values: { busy: 'taken' }, otherwise: 'open' } }, `showAs ${lost("'open'", 'taken')}`],
    ['none of Microsoft’s', { showAs: { attribute: 'taken', values: { free: 'open', busy: 'taken', away: 'taken' }, otherwise: 'taken' } }, `showAs.values.away is no value of Microsoft's: those are ${all}`],
    ['none of the host’s', { showAs: { attribute: 'taken', values: { free: 'open', busy: 'taken', oof: 'gone' }, otherwise: 'else' } }, `showAs.values.oof ${choices}`, `showAs.otherwise ${choices}`],
    ['a default for nothing', { showAs: { attribute: 'shown', otherwise: 'busy' } }, 'showAs.otherwise is for what values does not name, and must be given together with it'],
    ['yes for words', { isAllDay: 'maybe' }, `isAllDay has nothing in 'maybe' for Microsoft's 'true' and 'false': ${name}`, "isAllDay leads from 'yes' and 'no' of 'maybe' to no value of Microsoft's: name it in values, for one of 'true' or 'false'"],
    ['a boolean for words', { importance: { attribute: 'yes', values: { high: true }, otherwise: false } }, "importance leads from 'false' of 'yes' to no value of Microsoft's: name it in values, for one of 'low', 'normal' or 'high'"],
    ['a number for words', { importance: { attribute: 'level', values: { low: 1, normal: 2, high: '3' } } }, "importance.values.high is no value of 'level', which is an integer"],
    ['in, although it never goes out', { showAs: { attribute: 'taken', direction: 'to-strapi' } }, `showAs has nothing in 'taken' for Microsoft's ${all}: ${name}`],
    ['out, although a function brings them in', { showAs: { attribute: 'taken', write: () => 'open' } }, `showAs ${lost("'open' and 'taken'", 'taken')}`],
  ]); // prettier-ignore
});

describe('components', () => {
  const guests = (fields?: Record<string, string>): Fields => ({ attendees: { attribute: 'guests', ...(fields ? { fields } : {}) } });
  wrongFields([
    ['without parts', guests(), "attendees stands in the component 'guests': say in fields which of its attributes hold 'email', 'name', 'type' and 'response'"],
    ['without what they are known by', guests({ name: 'name' }), "attendees.fields must say which attribute holds 'email', by which one of the list is known again", "attendees lacks 'email', which each 'guests' must have: map it, or give it a default"],
    ['with a part that there is not', guests({ email: 'email', phone: 'name' }), "attendees.fields.phone is no part of attendees: those are 'email', 'name', 'type' and 'response'"],
    ['with an attribute that there is not', guests({ email: 'email', name: 'nick' }), "attendees.fields.name names 'nick', and the component crm.guest has no such attribute"],
    ['with a number for a name', guests({ email: 'email', name: 'number' }), "attendees.fields.name cannot stand in 'number', which is an integer: map it to a string or text"],
    ['with a unique name', guests({ email: 'email', name: 'code' }), "attendees.fields.name names 'code', which is unique, and Microsoft may have the same value twice"],
    ['with a hole', guests({ email: 'email', type: 'kind' }), "attendees.fields.type stands in 'kind', which lacks Microsoft's 'resource': add them, or make it a string"],
    ['many in one', { attendees: { attribute: 'host', fields: { email: 'email' } } }, "attendees is a list, and 'host' is not repeatable"],
    ['one in many', { organizer: { attribute: 'guests', fields: { email: 'email' } } }, "organizer is one, and 'guests' is repeatable"],
    ['parts of a json', { attendees: { attribute: 'json', fields: { email: 'email' } } }, "attendees.fields is of a component, and 'json' is a json"],
    ['parts of a line', { subject: { attribute: 'string', fields: { email: 'email' } } }, 'subject.fields is of fields that have parts and must be left out here'],
    ['one that is gone', { organizer: { attribute: 'gone', fields: { email: 'email' } } }, "organizer names 'gone', and its component crm.gone does not exist"],
  ]); // prettier-ignore
  test('steps are known by their title', () => {
    const fields = { checklist: { attribute: 'steps', fields: { isChecked: 'isDone' } } };
    expect(linesOf({ tasks: [task({ fields: { title: 'string', ...fields } })] })).toContain(
      "tasks[0].fields.checklist.fields must say which attribute holds 'title', by which one of the list is known again",
    );
  });
});

describe('what the engine makes', () => {
  const takesNoPart = 'else what the engine makes takes no part';
  const mustTakePart = 'to something that takesPart does not ask for: what the engine makes must take part';
  const function_ = 'or give create.data as a function, which says whose it becomes';
  wrong([
    ['at its default', { takesPart: { kind: 'b' } }, `create.data leaves 'kind' at its default, which is ${mustTakePart}`],
    ['with nothing', { takesPart: { maybe: { $in: ['yes'] } } }, `create.data must set 'maybe' to what takesPart asks for, ${takesNoPart}`],
    ['with something else', { takesPart: { maybe: { $eq: 'yes' } }, create: { data: { maybe: 'no' } } }, `create.data sets 'maybe' ${mustTakePart}`],
    ['with what is unknown', { create: { data: { colour: 'red' } } }, 'create.data.colour is unknown: api::thing.thing has no such attribute'],
    ['always the same', { create: { data: { code: 'x' } } }, 'create.data.code is unique, and every entry would get the same value: give create.data as a function'],
    ['as a draft of what has none', { create: { status: 'draft' } }, 'create.status is of types with draft & publish and must be left out here'],
    ['for whoever', { accepts: 'all', owner: 'deal.owner', create: { data: { kind: 'a' } } }, `accepts must be 'none', for 'deal.owner' is no relation of the entry itself that can be written: ${function_}`],
    ['for whoever made it', { accepts: () => true, owner: 'createdBy' }, `accepts must be 'none', for 'createdBy' is no relation of the entry itself that can be written: ${function_}`],
  ]); // prettier-ignore

  const strict = (changes: Partial<Home<'calendar'>> = {}): Home<'calendar'> => ({ ...event({ uid: 'api::strict.strict', durationMinutes: 5, ...changes }), fields: { start: 'from', ...changes.fields } }); // prettier-ignore
  const must = 'which an entry must have: map a field to it, set it in create.data, or give it a default';
  test.each<[string, Home<'calendar'>, string[]]>([
    ['lacks an attribute', strict(), [`fields lacks 'code', ${must}`]],
    ['lacks one that only goes out', strict({ fields: { subject: { attribute: 'code', direction: 'to-microsoft' } } }), [`fields lacks 'code', ${must}`]],
    ['has nothing for one', strict({ create: { data: { code: null } } }), [`fields lacks 'code', ${must}`]],
    ['lacks one of a component', strict({ fields: { subject: 'code', location: 'place.name' } }), [`fields lacks 'place.city', ${must}`]],
    ['lacks one of a component that it gives', strict({ create: { data: { code: 'x', place: { name: 'x' } } } }), [`fields lacks 'place.city', ${must}`]],
    ['lacks one of a repeatable component', strict({ fields: { subject: 'code', attendees: { attribute: 'guests', fields: { email: 'email' } } } }), ["fields.attendees lacks 'company', which each 'guests' must have: map it, or give it a default"]],
    ['is a draft that is published', strict({ version: 'draft', create: { status: 'published' } }), [`fields lacks 'code', ${must}`]],
    ['is a draft', strict({ create: { data: { code: 'x' }, status: 'draft' } }), ["create.status must be 'published' or left out where the published version takes part: what the engine makes must take part"]],
  ])('%s', (_, home, lines) => expect(linesOf({ calendar: [home] })).toEqual(lines.map((line) => `calendar[0].${line}`))); // prettier-ignore
});

describe('filters over what has versions', () => {
  const asks = (path: string) =>
    `takesPart asks for '${path}', of which there may be a draft and a published version: add publishedAt: { $notNull: true } to it, or { $null: true } for the draft`;
  wrong([
    ['of a relation', { takesPart: { offer: { state: 'open' } } }, asks('offer')],
    ['of one that is reached', { takesPart: { $or: [{ deal: { offer: { $not: { state: 'open' } } } }] } }, asks('deal.offer')],
    ['of one of two', { takesPart: { offer: { $or: [{ state: 'x' }, { publishedAt: { $null: true } }] } } }, asks('offer')],
    ['said', { takesPart: { offer: { state: 'open', publishedAt: { $notNull: true } } } }],
    ['said among other things', { takesPart: { offer: { $and: [{ state: 'open' }, { publishedAt: { $null: true } }] } } }],
    ['between versions', { takesPart: { offer: { publishedAt: { $notNull: true }, copy: { state: 'open' } } } }],
    ['of no matter', { takesPart: { offer: { $notNull: true }, deal: { offer: { documentId: 'x' } } } }],
  ]);
});

describe('homes beside each other', () => {
  const apart = (keys: string) =>
    `must tell these homes of api::thing.thing apart, by one attribute that each sets to values of its own: ${keys}`;
  const home = (name: string, takesPart?: Record<string, unknown>): Home<'calendar'> =>
    event({ name, create: { data: () => ({}) }, ...(takesPart ? { takesPart } : {}) });

  test('have names of their own', () => {
    const [a, b] = [{ takesPart: { kind: 'a' } }, { takesPart: { kind: 'b' }, create: { data: () => ({}) } }];
    expect(linesOf({ calendar: [event(a)], tasks: [task(b)] })).toEqual([
      'tasks[0].name must be a name of its own: calendar[0] holds the same type, after which both are called',
    ]);
    expect(linesOf({ calendar: [event({ ...a, name: 'x' }), event({ ...b, name: 'x' })] })).toEqual([
      'calendar[1].name must be a name of its own: calendar[0] has the same',
    ]);
  });
  test('have names without |', () => {
    expect(linesOf({ calendar: [event({ name: 'a|b' })] })).toEqual([
      'calendar[0].name must not contain |, which stands between the parts of a key',
    ]);
  });

  test.each<[string, Home<'calendar'>[]]>([
    ['where one takes all', [home('x', { kind: 'a' }), home('y')]],
    ['where the first takes all', [home('x'), home('y', { kind: 'a' })]],
    ['where they share a value', [home('x', { kind: { $in: ['a', 'b'] } }), home('y', { kind: 'b' })]],
    ['where only capitals differ', [home('x', { string: 'Call' }), home('y', { string: 'call' })]],
    ['where each sets another attribute', [home('x', { kind: 'a' }), home('y', { maybe: 'no' })]],
    ['where a condition is no value', [home('x', { kind: 'a' }), home('y', { kind: { $ne: 'a' } })]],
    ['where a relation tells them apart', [home('x', { deal: 1 }), home('y', { deal: 2 })]],
  ])('are told apart, not %s', (_, homes) => {
    expect(linesOf({ calendar: homes })).toEqual([`calendar[1].takesPart ${apart('calendar[0], calendar[1]')}`]);
  });

  test('all of a type are told apart by one attribute', () => {
    const homes = [home('x', { kind: 'a', maybe: 'yes' }), home('y', { kind: 'b', maybe: 'yes' }), home('z', { kind: 'a', maybe: 'no' })];
    expect(linesOf({ calendar: homes })).toEqual([`calendar[1].takesPart ${apart('calendar[0], calendar[1], calendar[2]')}`]);
  });
});

test('everything that is wrong is said at once', () => {
  const homes = [event({ owner: 'x', locale: 'en', fields: { subject: 'y', showAs: 'taken' } }), event({ uid: 'api::no.no', name: 'a|b', fields: { start: undefined } })]; // prettier-ignore
  expect(linesOf({ calendar: homes })).toHaveLength(8);
});
