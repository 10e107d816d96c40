import { describe, expect, test } from 'vitest';
import type { HomeMapping } from '../../../src/contracts';
import { config } from './index';
import { mappingShape } from './mapping-shape';

const least = { uid: 'api::meeting.meeting', owner: 'assignee', fields: { start: 'from' } };
const whole: HomeMapping<'calendar'> = {
  name: 'meetings',
  uid: 'api::meeting.meeting',
  owner: 'deal.owner',
  fields: {
    subject: 'title',
    end: undefined,
    start: { attribute: ['day', 'hour'], read: () => null, write: () => ({}) },
    body: { attribute: 'notes', format: 'blocks', direction: 'to-strapi' },
    showAs: { attribute: 'state', values: { busy: 'confirmed', free: null }, otherwise: 'planned' },
    attendees: { attribute: 'guests', fields: { email: 'address' } },
  },
  durationMinutes: 30,
  takesPart: { kind: { $in: ['call'] } },
  accepts: { categories: ['Customer'], calendars: [], organizer: 'owner' },
  create: { data: { kind: 'call' }, status: 'published' },
  version: 'published',
  locale: 'en',
  series: 'leave',
  occurrenceDays: 30,
};

function problems(resources: unknown): string[] {
  try {
    config.validator({ ...config.default, resources });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe('homes that are right', () => {
  test.each<[string, object]>([
    ['the least', least],
    ['everything', whole],
    [
      'what is left undefined',
      { ...least, name: undefined, create: { data: undefined }, accepts: undefined, fields: { start: undefined } },
    ],
    ['functions', { ...least, accepts: () => true, create: { data: () => ({}) } }],
    ['all', { ...least, accepts: 'all', owner: 'a.b.c' }],
  ])('%s', (_, home) => {
    expect(problems({ calendar: { homes: [home] }, tasks: { builtIn: false } })).toEqual([]);
    expect(mappingShape.safeParse(home).success).toBe(true);
  });
});

describe('a home that is wrong stops the start with a line that names the key', () => {
  const path = "must be a path of relations to a user, such as 'assignee' or 'deal.owner'";
  const attribute = "must be the name of an attribute, such as 'notes', or its path in a component, such as 'place.name'";

  test.each<[object, string]>([
    [{ titel: 'x' }, 'titel is unknown and must be left out'],
    [{ name: 'a|b' }, 'name must not contain |, which stands between the parts of a key'],
    [{ name: '' }, 'name must be a name'],
    [{ name: 'n'.repeat(201) }, 'name must have at most 200 characters'],
    [{ uid: undefined }, "uid must be the uid of a content type, such as 'api::meeting.meeting'"],
    [{ owner: 5 }, `owner ${path}`],
    [{ owner: 'deal.' }, `owner ${path}`],
    [{ fields: [] }, 'fields must be an object of fields and the attributes that hold them'],
    [{ fields: { start: '' } }, `fields.start ${attribute}`],
    [{ fields: { start: 5 } }, `fields.start ${attribute}, or an object with attribute`],
    [{ fields: { start: {} } }, `fields.start.attribute ${attribute}, or a list of them`],
    [{ fields: { start: { attribute: [] } } }, 'fields.start.attribute must name at least one attribute'],
    [{ fields: { start: { attribute: ['a', 5] } } }, `fields.start.attribute[1] ${attribute}`],
    [{ fields: { start: { attribute: 'a', value: {} } } }, 'fields.start.value is unknown and must be left out'],
    [
      { fields: { start: { attribute: 'a', values: [] } } },
      "fields.start.values must be an object of Microsoft's values and what stands for each",
    ],
    [{ fields: { body: { attribute: 'a', format: 'rtf' } } }, "fields.body.format must be 'text' or 'html' or 'markdown' or 'blocks'"],
    [{ fields: { start: { attribute: 'a', direction: 'out' } } }, "fields.start.direction must be 'both' or 'to-strapi' or 'to-microsoft'"],
    [{ fields: { start: { attribute: 'a', read: 'x' } } }, 'fields.start.read must be a function'],
    [{ fields: { start: { attribute: 'a', write: {} } } }, 'fields.start.write must be a function'],
    [
      { fields: { attendees: { attribute: 'a', fields: { email: 1 } } } },
      'fields.attendees.fields.email must be the name of an attribute of the component',
    ],
    [{ durationMinutes: 0.5 }, 'durationMinutes must be a whole number from 1 to 525600'],
    [{ takesPart: 'call' }, 'takesPart must be an object of filters, as the Document Service takes them'],
    [{ accepts: true }, "accepts must be 'all', 'none', { categories, calendars, organizer } or a function"],
    [{ accepts: { categories: 'x' } }, 'accepts.categories must be a list of names of categories'],
    [{ accepts: { organiser: 'owner' } }, 'accepts.organiser is unknown and must be left out'],
    [{ create: { data: 'x' } }, 'create.data must be an object or a function'],
    [{ create: { status: 'live' } }, "create.status must be 'draft' or 'published'"],
    [{ version: 'both' }, "version must be 'draft' or 'published'"],
    [{ locale: '' }, "locale must be the code of a locale, such as 'en'"],
    [{ series: 'all' }, "series must be 'entry-per-occurrence' or 'leave'"],
    [{ occurrenceDays: '60' }, 'occurrenceDays must be a whole number from 1 to 730'],
  ])('%j', (wrong, line) => {
    expect(problems({ calendar: { homes: [{ ...least, ...wrong }] } })).toEqual([
      `microsoft-sync: config.resources.calendar.homes[0].${line}`,
    ]);
  });

  test.each<[unknown, string]>([
    [[], 'must be an object'],
    [{ mail: {} }, '.mail is unknown and must be left out'],
    [{ calendar: { homes: {} } }, '.calendar.homes must be a list of homes'],
    [{ tasks: { homes: ['api::todo.todo'] } }, '.tasks.homes[0] must be an object'],
    [{ tasks: { builtIn: 'no' } }, '.tasks.builtIn must be true or false'],
  ])('resources: %j', (resources, line) => {
    expect(problems(resources)).toEqual([`microsoft-sync: config.resources${line.startsWith('.') ? '' : ' '}${line}`]);
  });

  test('several problems are several lines', () => {
    const home = { ...least, owner: 1, create: { status: 'live', date: {} }, fields: { start: 5, end: 6 } };
    expect(problems({ tasks: { homes: [least, home] } })).toHaveLength(5);
  });
});
