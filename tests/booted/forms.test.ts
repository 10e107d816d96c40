import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrangements } from '../../server/src/forms/arrangements';
import { arrangeForms } from '../../server/src/forms/arrange';
import { bootStrapi, EVENT, local, type BootedStrapi } from '../support';

let booted: BootedStrapi;
beforeAll(async () => {
  booted = await bootStrapi();
});
afterAll(() => booted.close());

interface Kept {
  settings: { defaultSortBy: string };
  layouts: { list: string[]; edit: { name: string; size: number }[][] };
  metadatas: Record<string, { edit: { editable: boolean; label: string } }>;
}
const types = () =>
  booted.strapi.plugin('content-manager').service('content-types') as unknown as {
    findConfiguration(of: { uid: string }): Promise<Kept>;
    updateConfiguration(of: { uid: string }, to: Partial<Kept>): Promise<unknown>;
  };

it.each(Object.entries(arrangements))('a new installation has %s as people want it', async (uid, { edit, list, sortBy, ofEngine }) => {
  const { settings, layouts, metadatas } = await types().findConfiguration({ uid });
  expect(layouts.list).toEqual(list);
  expect(layouts.edit.map((row) => row.map(({ name, size }) => [name, size]))).toEqual(edit);
  expect(settings.defaultSortBy).toBe(sortBy);
  expect(ofEngine.filter((name) => metadatas[name]?.edit.editable !== false)).toEqual([]);
});

it('a form that the host has arranged stays, whatever starts', async () => {
  const { metadatas, layouts } = await types().findConfiguration({ uid: EVENT });
  const edit = [[{ name: 'subject', size: 6 }]];
  await types().updateConfiguration({ uid: EVENT }, { layouts: { ...layouts, edit }, metadatas });
  await arrangeForms(booted.strapi);
  expect((await types().findConfiguration({ uid: EVENT })).layouts.edit).toEqual(edit);
});

it('columns have the types that they had, and hold what they held', async () => {
  const attributes = booted.strapi.contentType(EVENT).attributes as Record<string, { type: string; customField?: string }>;
  const types = ['start', 'timeZone', 'recurrence', 'excludedDates', 'categories', 'reminderMinutesBeforeStart'].map((name) => [
    attributes[name]?.type,
    attributes[name]?.customField,
  ]);
  expect(types).toEqual([
    ['datetime', 'plugin::microsoft-sync.instant'],
    ['string', 'plugin::microsoft-sync.time-zone'],
    ['text', 'plugin::microsoft-sync.recurrence'],
    ['json', 'plugin::microsoft-sync.excluded-dates'],
    ['json', 'plugin::microsoft-sync.categories'],
    ['integer', 'plugin::microsoft-sync.reminder'],
  ]);
  const data = { ...local('Weekly', 24), recurrence: 'FREQ=WEEKLY', categories: ['Customers'], timeZone: 'Europe/Berlin' };
  const { documentId } = await booted.strapi.documents(EVENT).create({ data: data as never });
  expect(await booted.strapi.documents(EVENT).findOne({ documentId })).toMatchObject(data);
});
