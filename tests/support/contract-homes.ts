import { beforeEach, describe, expect, it } from 'vitest';
import type { HomeMapping } from '../../src/contracts';
import type { LocalItems, MadeEntry, SyncStore } from '../../server/src/storage/port';
import { entryId } from '../../src/sync/entry-id';
import { homeSays } from '../../src/sync/home-row';
import type { Crm } from '../convergence/homes/documents';
import { newLink } from './contract-links';
import { ACTIVITY, DEAL, MEETING, playgroundHomes } from './crm';

/** Two people of the host, and nothing in its content types. */
export interface HomeStores {
  readonly store: SyncStore;
  /** Of `homesOfContract`, as the engine has them. */
  readonly items: LocalItems;
  /** The same without the first home. */
  readonly withoutFirst: LocalItems;
  readonly crm: Crm;
  readonly ada: string;
  readonly ben: string;
  /** Deals by their owners, which meetings that the engine makes belong to. */
  readonly deals: ReadonlyMap<string, string>;
}

/** The playground's, where the engine may make meetings as well. */
export const homesOfContract = (deals: ReadonlyMap<string, string>): HomeMapping<'calendar'>[] =>
  (playgroundHomes().crm.calendar?.homes ?? []).map((mapping) =>
    mapping.uid === MEETING ? { ...mapping, create: { data: (_item, { owner }) => ({ deal: deals.get(owner) }) } } : mapping,
  );

const event = (subject: string, more: Record<string, unknown> = {}) => ({
  subject,
  start: '2026-03-02T08:00:00.000Z',
  end: '2026-03-02T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
  ...more,
});
const en = { locale: 'en' };

/** What `LocalItems` promises of entries in the host's content types: a flat one, and one with versions, locales, components and an owner far away. */
export function describeHomes(name: string, open: () => Promise<HomeStores>): void {
  describe(`homes ${name}`, () => {
    let stores: HomeStores;
    beforeEach(async () => {
      stores = await open();
    });
    const subjects = (rows: Iterable<{ row: Readonly<Record<string, unknown>> }>) => [...rows].map(({ row }) => row['subject']);
    const named = (made: string | MadeEntry) => (typeof made === 'string' ? made : made.documentId);
    const idOf = (id: string) => id.slice(id.indexOf('|') + 1);
    const read = async (id: string) => (await stores.items.read([id])).get(id);
    const versions = async (uid: string, id: string, locale: string | null = null) =>
      (await stores.crm.rows(uid)).filter((row) => row.documentId === idOf(id) && (locale === null || row['locale'] === locale));

    describe.each(['appointments', MEETING])('entries of %s', (home) => {
      const uid = home === MEETING ? MEETING : ACTIVITY;
      const at = uid === MEETING ? en : {};
      const create = (user: string, data: readonly Record<string, unknown>[]) => stores.items.create(user, data, home);

      it.each(['create', 'createMany'] as const)('are made in order with their owner by %s, and read by their names', async (how) => {
        const { items, ada } = stores;
        const ids = (await items[how](ada, [event('One'), event('Two', { location: 'Attic' })], home)).map(named);
        expect(ids.map((id) => id.split('|')[0])).toEqual([home, home]);
        const found = await items.read([...ids, entryId({ home, documentId: 'unknown' })]);
        expect([...found.keys()].sort()).toEqual([...ids].sort());
        const two = found.get(ids[1] ?? '');
        expect(two).toMatchObject({ documentId: ids[1], owner: ada, row: { subject: 'Two', location: 'Attic' } });
        expect(two?.standing).toBeUndefined();
        expect(new Date(String(two?.row['start'])).toISOString()).toBe('2026-03-02T08:00:00.000Z');
      });

      it('change in the named columns alone, and go', async () => {
        const { items, ada, crm } = stores;
        const [id = ''] = await create(ada, [event('One', { location: 'Attic' })]);
        await items.lock(await items.lockable([id]));
        await items.update(id, { subject: 'Two' });
        expect((await read(id))?.row).toMatchObject({ subject: 'Two', location: 'Attic' });
        await items.remove(id);
        expect(await items.read([id])).toEqual(new Map());
        expect((await crm.rows(uid)).filter(({ documentId }) => documentId === idOf(id))).toEqual([]);
        await expect(items.update(id, { subject: 'Three' })).rejects.toThrow('gone');
      });

      it('of an owner come in order of id, page by page', async () => {
        const { items, ada, ben } = stores;
        await create(ada, ['a', 'b', 'c'].map((subject) => event(subject))); // prettier-ignore
        await create(ben, [event('of Ben')]);
        const first = await items.ofOwner(ada, 0, 2);
        expect(subjects(first)).toEqual(['a', 'b']);
        expect(subjects(await items.ofOwner(ada, first[1]?.id ?? 0, 2))).toEqual(['c']);
      });

      it('that no link knows are unlinked, and so are those whose create was not answered', async () => {
        const { items, store, ada } = stores;
        const [linked = null, waiting = null] = await create(ada, [event('linked'), event('waiting'), event('stranger')]);
        await store.commit(
          { user: ada, resource: 'calendar' },
          { newLinks: [newLink({ documentId: linked }), newLink({ documentId: waiting, microsoftId: null, state: 'creating' })] },
        );
        expect(subjects(await items.unlinkedRows(ada, 0, 9))).toEqual(['waiting', 'stranger']);
        expect(subjects(await items.unlinkedRows(ada, 0, 1))).toEqual(['waiting']);
      });

      it('are candidates by documentId, by a span of time and by words, of that owner alone', async () => {
        const { items, ada, ben } = stores;
        const [one = ''] = await create(ada, [
          event('Call Bob'),
          event('Later', { start: '2026-03-03T08:00:00.000Z', end: '2026-03-03T09:00:00.000Z' }),
        ]);
        await create(ben, [event('of Ben')]);
        const span = { start: '2026-03-02T08:00:00.000Z', end: '2026-03-02T08:00:01.000Z' };
        expect(subjects(await items.candidates(ada, () => [{ column: 'start', span }]))).toEqual(['Call Bob']);
        expect(subjects(await items.candidates(ada, () => [{ column: 'subject', words: ['bob', 'call'] }]))).toEqual(['Call Bob']);
        expect(subjects(await items.candidates(ada, () => [{ column: 'documentId', oneOf: [idOf(one)] }]))).toEqual(['Call Bob']);
        expect(await items.candidates(ada, () => [{ column: 'iCalUId', oneOf: ['uid-1'] }])).toEqual([]);
      });

      it('without an owner stand apart, and belong to nobody’s entries', async () => {
        const { items, ada, crm, deals } = stores;
        const [id = ''] = await create(ada, [event('One')]);
        if (uid === MEETING) await crm.documents(DEAL).update({ documentId: deals.get(ada) ?? '', data: { owner: null } });
        else await crm.documents(ACTIVITY).update({ documentId: idOf(id), data: { assignee: null } });
        expect(await read(id)).toMatchObject({ owner: null, standing: 'apart' });
        expect(await items.ofOwner(ada, 0, 9)).toEqual([]);
        expect(await items.unlinkedRows(ada, 0, 9)).toEqual([]);
      });

      it('keep what nobody maps', async () => {
        const { items, ada, crm } = stores;
        const [id = ''] = await create(ada, [event('One', { location: 'Attic' })]);
        const [standing] = await versions(uid, id);
        const beside =
          uid === MEETING ? { place: { id: (standing?.['place'] as { id: number }).id, city: 'Kiel' } } : { dueOn: '2026-05-01' };
        const status = uid === MEETING ? { status: 'published' as const } : {};
        await crm.documents(uid).update({ documentId: idOf(id), data: beside, ...at, ...status });
        await items.update(id, { location: 'Cellar', subject: 'Two' });
        for (const row of await versions(uid, id))
          expect(uid === MEETING ? row['place'] : row).toMatchObject(uid === MEETING ? { name: 'Cellar', city: 'Kiel' } : { place: 'Cellar', dueOn: '2026-05-01' }); // prettier-ignore
      });
    });

    it('what a home does not hold is said of each row, and what has no end gets one', async () => {
      const { items, ada } = stores;
      const [id = ''] = await items.create(ada, [event('Call', { end: '2026-03-02T12:00:00.000Z' })], 'calls');
      const row = (await read(id))?.row ?? {};
      expect(new Date(String(row['end'])).toISOString()).toBe('2026-03-02T08:30:00.000Z');
      expect(homeSays(row)?.unread).toContain('location');
      expect(homeSays(row)?.unheld).toContain('end');
    });

    it('an entry of another kind has passed on to the home of that kind', async () => {
      const { items, ada, crm } = stores;
      const [id = ''] = await items.create(ada, [event('One')], 'appointments');
      await crm.documents(ACTIVITY).update({ documentId: idOf(id), data: { kind: 'call' } });
      expect((await read(id))?.standing).toBe('passed-on');
      expect(await read(`calls|${idOf(id)}`)).toMatchObject({ owner: ada, row: { subject: 'One' } });
      expect((await items.ofOwner(ada, 0, 9)).map(({ documentId }) => documentId)).toEqual([`calls|${idOf(id)}`]);
    });

    it('entries of a home that is not configured any more stand apart', async () => {
      const { items, withoutFirst, ada } = stores;
      const [id = ''] = await items.create(ada, [event('One')], MEETING);
      expect((await withoutFirst.read([id])).get(id)).toMatchObject({ standing: 'apart', owner: null });
      expect(await withoutFirst.ofOwner(ada, 0, 9)).toEqual([]);
    });

    describe('of a meeting', () => {
      const made = async (more: Record<string, unknown> = {}): Promise<string> =>
        (await stores.items.create(stores.ada, [event('One', more)], MEETING))[0] ?? '';
      const meetings = () => stores.crm.documents(MEETING);
      const stateOf = async (id: string) =>
        (await versions(MEETING, id, 'en')).map((row) => [row['publishedAt'] !== null, row['title']]).sort();

      it('both versions hold what is written, and the row that takes part is the published one', async () => {
        const id = await made();
        await stores.items.update(id, { subject: 'Two' });
        expect(await stateOf(id)).toEqual([
          [false, 'Two'],
          [true, 'Two'],
        ]);
        expect((await read(id))?.id).toBe((await versions(MEETING, id, 'en')).find((row) => row['publishedAt'] !== null)?.id);
      });

      it('the one that is not published stands apart, and takes part once it is', async () => {
        const id = await made();
        await meetings().unpublish({ documentId: idOf(id), ...en });
        expect(await read(id)).toMatchObject({ standing: 'apart', owner: null });
        expect(await stores.items.ofOwner(stores.ada, 0, 9)).toEqual([]);
        await meetings().publish({ documentId: idOf(id), ...en });
        expect(await read(id)).toMatchObject({ owner: stores.ada, row: { subject: 'One' } });
      });

      it('a draft that says something else makes it wait, and one that says the same does not', async () => {
        const id = await made();
        const waits = async () => homeSays((await read(id))?.row ?? {})?.waits !== undefined;
        await meetings().update({ documentId: idOf(id), data: { title: 'One' }, ...en });
        expect(await waits()).toBe(false);
        await meetings().update({ documentId: idOf(id), data: { certainty: 'tentative' }, ...en });
        expect(await waits()).toBe(true);
        expect((await read(id))?.row).toMatchObject({ showAs: 'busy' });
        await meetings().discardDraft({ documentId: idOf(id), ...en });
        expect(await waits()).toBe(false);
      });

      it('another locale is none of its versions, and keeps its own title', async () => {
        const id = await made();
        await meetings().update({ documentId: idOf(id), locale: 'de', data: { title: 'Eins' }, status: 'published' });
        await stores.items.update(id, { subject: 'Two', start: '2026-03-02T07:00:00.000Z' });
        expect((await stores.items.ofOwner(stores.ada, 0, 9)).length).toBe(1);
        const german = (await versions(MEETING, id, 'de')).filter((row) => row['publishedAt'] !== null); // Strapi leaves its draft as it was
        expect(german.map((row) => [row['title'], new Date(String(row['start'])).toISOString()])).toEqual([
          ['Eins', '2026-03-02T07:00:00.000Z'],
        ]);
        await meetings().delete({ documentId: idOf(id), ...en });
        expect(await stores.items.read([id])).toEqual(new Map());
      });

      it('guests are matched by address: what we say of one stays with that one', async () => {
        const guest = (email: string) => ({ email, name: email, type: 'required', response: 'none' });
        const id = await made({ attendees: [guest('a@x.example'), guest('b@x.example')] });
        const guestsIn = async (isPublished: boolean) =>
          ((await versions(MEETING, id, 'en')).find((row) => (row['publishedAt'] !== null) === isPublished)?.['guests'] ?? []) as {
            id: number;
            email: string;
            note: string | null;
          }[];
        const noted = (await guestsIn(false)).map(({ id: component, email }) => ({ id: component, note: `about ${email}` }));
        await meetings().update({ documentId: idOf(id), data: { guests: noted }, ...en, status: 'published' });
        await stores.items.update(id, { attendees: [guest('b@x.example'), guest('c@x.example')] });
        for (const isPublished of [false, true])
          expect((await guestsIn(isPublished)).map(({ email, note }) => [email, note])).toEqual([
            ['b@x.example', 'about b@x.example'],
            ['c@x.example', null],
          ]);
      });

      it('a copy is an entry of its own, and is not published', async () => {
        const id = await made();
        await meetings().clone({ documentId: idOf(id), data: { title: 'Twin' } });
        expect(subjects(await stores.items.ofOwner(stores.ada, 0, 9))).toEqual(['One']);
        const twin = (await stores.crm.rows(MEETING)).filter(({ documentId }) => documentId !== idOf(id));
        expect(twin.map((row) => [row['title'], row['publishedAt']])).toEqual([['Twin', null]]);
      });
    });
  });
}
