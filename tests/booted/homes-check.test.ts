import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HomeMapping } from '../../src/contracts';
import { assertHomes } from '../../server/src/homes/check/assert-homes';
import { bootStrapi, type BootedStrapi } from '../support';

const toOne = (target: string) => ({ type: 'relation', relation: 'manyToOne', target });
const typeOf = (name: string, attributes: object, more: object = {}) => ({
  [`src/api/${name}/content-types/${name}/schema.json`]: JSON.stringify({
    kind: 'collectionType',
    collectionName: `host_${name}s`,
    info: { singularName: name, pluralName: `${name}s`, displayName: name },
    options: { draftAndPublish: true },
    attributes,
    ...more,
  }),
});
const files = {
  ...typeOf('deal', { stage: { type: 'enumeration', enum: ['open', 'won'] }, owner: toOne('admin::user') }),
  ...typeOf(
    'meeting',
    {
      title: { type: 'string', required: true, maxLength: 255 },
      start: { type: 'datetime', required: true },
      end: { type: 'datetime', required: true },
      level: { type: 'integer' },
      certainty: { type: 'enumeration', enum: ['tentative', 'confirmed'], default: 'confirmed' },
      place: { type: 'component', component: 'crm.place' },
      guests: { type: 'component', component: 'crm.guest', repeatable: true },
      notes: { type: 'blocks' },
      code: { type: 'string', unique: true },
      deal: toOne('api::deal.deal'),
      assignee: toOne('admin::user'),
    },
    { pluginOptions: { i18n: { localized: true } } },
  ),
  'src/components/crm/place.json': JSON.stringify({ collectionName: 'places', info: {}, attributes: { name: { type: 'string' } } }),
  'src/components/crm/guest.json': JSON.stringify({ collectionName: 'guests', info: {}, attributes: { email: { type: 'email' } } }),
};

const meeting: HomeMapping<'calendar'> = {
  uid: 'api::meeting.meeting',
  owner: 'deal.owner',
  locale: 'en',
  fields: {
    subject: 'title',
    start: 'start',
    end: 'end',
    location: 'place.name',
    body: { attribute: 'notes', format: 'blocks' },
    showAs: { attribute: 'certainty', values: { busy: 'confirmed', tentative: 'tentative' }, otherwise: 'confirmed' },
    attendees: { attribute: 'guests', fields: { email: 'email' } },
  },
};

describe('homes, checked against the types that Strapi has loaded', () => {
  let booted: BootedStrapi;
  beforeAll(async () => {
    booted = await bootStrapi({ files });
  });
  afterAll(() => booted.close());

  const linesOf = async (changes: Partial<HomeMapping<'calendar'>>): Promise<string[]> => {
    const mapping = { ...meeting, ...changes } as HomeMapping;
    try {
      await assertHomes(booted.strapi, [{ key: 'config.resources.calendar.homes[0]', resource: 'calendar', mapping }]);
      return [];
    } catch (error) {
      const [first, ...lines] = (error as Error).message.split('\n');
      expect(first).toBe('');
      return lines.map((line) => line.replace('microsoft-sync: config.resources.calendar.homes[0].', ''));
    }
  };

  it.each<[string, Partial<HomeMapping<'calendar'>>]>([
    ['as they are', {}],
    ['in no locale of their own', { locale: undefined }],
    ['as drafts', { version: 'draft' }],
    ['by relations, operators and Strapi’s own attributes', {
      takesPart: { deal: { stage: { $in: ['open'] }, publishedAt: { $notNull: true } }, $or: [{ level: { $gt: 3 } }, { place: { name: 'x' } }], createdAt: { $gt: '2026-01-01' } },
    }],
    ['by private attributes of their owner', { takesPart: { assignee: { email: 'ada@crm.example' } } }],
  ])('take part %s', async (_, changes) => expect(await linesOf(changes)).toEqual([])); // prettier-ignore

  it.each<[string, Record<string, unknown>, string]>([
    ['an attribute that there is not', { colour: 'red' }, 'Invalid key colour'],
    ['one of a relation', { deal: { colour: 'red' } }, 'Invalid key colour at deal'],
    ['one deep inside', { $and: [{ $not: { deal: { owner: { colour: 'red' } } } }] }, 'Invalid key colour at'],
    ['an operator that there is not', { level: { $about: 3 } }, 'Invalid key $about at level'],
  ])('are refused for %s', async (_, takesPart, message) => {
    const [line, ...others] = await linesOf({ takesPart });
    expect(line).toContain(`takesPart is refused by Strapi: ${message}`);
    expect(others).toEqual([]);
  });

  it('are said to be wrong all at once, each by its key', async () => {
    const lines = await linesOf({
      owner: 'deal',
      locale: 'fr',
      takesPart: { colour: 'red' },
      fields: { subject: 'code', start: 'start', location: 'place.city', showAs: 'certainty' },
    });
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'owner',
      'locale',
      'fields.end',
      'fields.subject',
      'fields.location',
      'fields.showAs',
      'fields.showAs',
      'fields',
      'fields',
      'takesPart',
    ]);
    expect(lines[1]).toBe("locale is no locale of this Strapi: those are 'en', and without it en takes part");
  });
});
