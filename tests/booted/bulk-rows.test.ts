import { describe, expect, it } from 'vitest';
import { watchListeners } from '../../server/src/host/hooks';
import { createSql } from '../../server/src/host/sql';
import { ownHome } from '../support/homes';
import { createLocalItems } from '../../server/src/storage/entries/local-items';
import { bootStrapi, databases, EVENT } from '../support';

const event = {
  subject: 'Weekly "review" ü',
  body: 'One\ntwo',
  start: '2026-03-02T09:00:00.000Z',
  end: '2026-03-02T10:00:00.123Z',
  isAllDay: false,
  timeZone: 'Europe/Berlin',
  location: null,
  showAs: 'tentative',
  categories: ['Blue', 'Grün'],
  isReminderOn: true,
  attendees: [{ email: 'a@example.com', name: null, type: 'required', response: 'none' }],
  organizer: null,
  isOrganizer: false,
  webLink: 'https://example.com/?a=1&b=2',
  calendarName: 'Calendar',
  iCalUId: 'uid',
};
const task = {
  title: 'Call',
  dueDate: '2026-03-02',
  reminderAt: '2026-03-01T08:00:00.000Z',
  isReminderOn: true,
  checklist: [{ id: '1', title: 'Dial', isChecked: false }],
  categories: [],
};
/** Names, moments and the row's own number differ; their kind does not. */
const DIFFERS = ['id', 'document_id', 'created_at', 'updated_at', 'published_at'];

describe.each(databases)('a first import writes rows in bulk, on %s', (database) => {
  it.each([
    { resource: 'calendar', uid: EVENT, data: event, listeners: 0 },
    { resource: 'calendar', uid: EVENT, data: event, listeners: 1 },
    { resource: 'tasks', uid: 'plugin::microsoft-sync.task', data: task, listeners: 0 },
  ] as const)('$resource, $listeners listeners: column by column what the Document Service writes, owner included', async (given) => {
    const { resource, uid, data, listeners } = given;
    const booted = await bootStrapi({ database });
    try {
      const { strapi } = booted;
      watchListeners(strapi); // for this copy of the code beside the plugin's
      const person = await booted.createAdminUser({});
      const items = createLocalItems(strapi, createSql(strapi, { offsetMs: 0 }), { homes: [ownHome(resource)], timeZone: 'UTC' });
      let asked = 0;
      strapi.documents.use((context, next) => {
        if (context.action === 'create') asked += 1;
        return next();
      });
      let throughStrapi = 0;
      const { entityManager } = strapi.db as unknown as { entityManager: { createMany: (...given: unknown[]) => unknown } };
      const createMany = entityManager.createMany.bind(entityManager);
      entityManager.createMany = (...given) => {
        throughStrapi += 1;
        return createMany(...given);
      };
      const told: unknown[] = [];
      if (listeners > 0)
        strapi.db.lifecycles.subscribe({
          models: [uid],
          afterCreateMany: ({ result }) => void told.push((result as { ids: unknown[] }).ids),
        });
      const [one = ''] = await items.create(person.documentId, [data]);
      const [two = '', three = ''] = (await items.createMany(person.documentId, [data, data])).map(({ documentId }) => documentId);
      expect(told).toHaveLength(listeners);
      expect(throughStrapi).toBe(listeners); // where nobody listens, rows are inserted directly
      expect(asked).toBe(1); // of a first import the Document Service is not asked: that takes a dozen times as long
      expect(two).toMatch(/^[a-z][a-z0-9]{23}$/);
      const { tableName, attributes } = strapi.db.metadata.get(uid) as unknown as {
        tableName: string;
        attributes: { owner: { joinTable: { name: string; joinColumn: { name: string } } } };
      };
      const rowOf = async (documentId: string) =>
        (await strapi.db.connection(tableName).where({ document_id: documentId }).first()) as Record<string, unknown>;
      const { name, joinColumn } = attributes.owner.joinTable;
      const linksOf = async (id: unknown) =>
        (await strapi.db.connection(name).where({ [joinColumn.name]: id })).map((row: Record<string, unknown>) => ({
          ...row,
          id: null,
          [joinColumn.name]: null,
        }));
      const expected = await rowOf(one);
      for (const documentId of [two, three]) {
        const row = await rowOf(documentId);
        for (const column of Object.keys(expected)) {
          if (!DIFFERS.includes(column)) expect([column, row[column]]).toEqual([column, expected[column]]);
          else
            expect([column, typeof row[column], row[column] === null]).toEqual([
              column,
              typeof expected[column],
              expected[column] === null,
            ]);
        }
        expect(await linksOf(row['id'])).toEqual(await linksOf(expected['id']));
      }
      expect(await linksOf(expected['id'])).toHaveLength(1);
      const [first, ...others] = (await items.ofOwner(person.documentId, 0, 10)).map(({ row }) =>
        Object.fromEntries(
          Object.entries(row).filter(([column]) => !['id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt'].includes(column)),
        ),
      );
      for (const other of others) expect(other).toEqual(first);
      expect(others).toHaveLength(2);
    } finally {
      await booted.close();
    }
  });
});
