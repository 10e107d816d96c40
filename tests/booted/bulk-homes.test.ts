import { describe, expect, it } from 'vitest';
import { createSql } from '../../server/src/host/sql';
import { createLocalItems } from '../../server/src/storage/entries/local-items';
import { calendar } from '../../src/calendar/definition';
import { compileHome } from '../../src/homes/compile';
import { addressOf } from '../../src/sync/entry-id';
import { bootStrapi, databases } from '../support';

const UID = 'api::visit.visit';
const attributes = {
  title: { type: 'string' },
  notes: { type: 'text' },
  begin: { type: 'datetime' },
  finish: { type: 'datetime' },
  kind: { type: 'enumeration', enum: ['here', 'away'] },
  wholeDay: { type: 'boolean', default: false },
  room: { type: 'string', maxLength: 10_000, column: { type: 'text' } },
  floor: { type: 'string', column: { type: 'string', args: [3] } },
  tags: { type: 'json' },
  warning: { type: 'decimal' },
  owner: { type: 'relation', relation: 'manyToOne', target: 'admin::user' },
};
const schema = {
  kind: 'collectionType',
  collectionName: 'visits',
  info: { singularName: 'visit', pluralName: 'visits', displayName: 'Visit' },
  options: {},
  attributes,
};
const fields = {
  subject: 'title',
  body: 'notes',
  start: 'begin',
  end: 'finish',
  showAs: { attribute: 'kind', values: { busy: 'here', oof: 'away' }, otherwise: 'here' },
  isAllDay: 'wholeDay',
  location: 'room',
  categories: 'tags',
};
const visit = {
  subject: 'Visit "ü"',
  body: 'One\ntwo ',
  start: '2026-03-02T09:00:00.000Z',
  end: '2026-03-02T10:00:00.123Z',
  showAs: 'tentative',
  location: 'Room 1, '.repeat(100).trim(),
  categories: ['Blue', 'Grün'],
};

/** Known: what it says without reading is what is read. Else somebody reads it. */
describe.each(databases)('what stands in a flat home after a bulk insert, on %s', (database) => {
  it('is known as it would be read, and not known where the column may round or cut', async () => {
    const booted = await bootStrapi({
      database,
      files: { 'src/api/visit/content-types/visit/schema.json': JSON.stringify(schema) },
    });
    const { strapi } = booted;
    try {
      const { documentId: ada } = await booted.createAdminUser({});
      const itemsOf = (mapped: object) => {
        const home = compileHome('calendar', { uid: UID, owner: 'owner', fields: mapped } as never, {
          schemas: { contentType: (uid) => strapi.contentType(uid as never) as never, component: () => null },
          defaultLocale: 'en',
        });
        return createLocalItems(strapi, createSql(strapi, { offsetMs: 0 }), { homes: [home], timeZone: 'Europe/Berlin' });
      };
      const made = async (mapped: object, data: Record<string, unknown>) => {
        const items = itemsOf(mapped);
        const [one] = await items.createMany(ada, [data], UID);
        if (!one) throw new Error('nothing was made');
        expect(addressOf(one.documentId).home).toBe(UID);
        const read = (await items.read([one.documentId])).get(one.documentId)?.row ?? {};
        if (one.row !== null)
          expect({ ...calendar.readStrapi(one.row), editedAt: null }).toEqual({ ...calendar.readStrapi(read), editedAt: null });
        return one.row !== null;
      };
      expect(await made(fields, visit)).toBe(true);
      expect(await made({ ...fields, location: 'floor' }, { ...visit, location: 'A1' })).toBe(false);
      expect(await made(fields, { ...visit, body: 'x'.repeat(70_000), categories: [], isAllDay: true, showAs: null })).toBe(true);
      // The second pass of an hour that comes twice in Berlin, wherever the process stands.
      await made(fields, { ...visit, start: '2026-10-25T01:30:00.000Z', end: '2026-10-25T02:30:00.000Z' });
      expect(await made(fields, { ...visit, subject: 'Party 🎉' })).toBe(false);
      expect(await made({ ...fields, reminderMinutesBeforeStart: 'warning' }, { ...visit, reminderMinutesBeforeStart: 10 })).toBe(false);
      expect(await made({ ...fields, subject: { attribute: 'title', read: (value: unknown) => `${String(value)}!` } }, visit)).toBe(false);
    } finally {
      await booted.close();
    }
  });
});
