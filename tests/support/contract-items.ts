import { describe, expect, it } from 'vitest';
import { newLink } from './contract-links';
import type { Stores } from './store-contract';

const event = (subject: string, more: Record<string, unknown> = {}) => ({
  subject,
  start: '2026-03-02T08:00:00.000Z',
  end: '2026-03-02T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
  categories: ['a'],
  ...more,
});

export function describeItems(stores: () => Stores): void {
  const subjects = (rows: Iterable<{ row: Readonly<Record<string, unknown>> }>) => [...rows].map(({ row }) => row['subject']);

  const uids = (...oneOf: string[]) => ({ column: 'iCalUId', oneOf });

  describe('entries', () => {
    it.each(['create', 'createMany'] as const)('are made in order with their owner by %s, and read by documentId', async (create) => {
      const { events, ada } = stores();
      const ids = (await events[create](ada, [event('One'), event('Two')])).map((made) =>
        typeof made === 'string' ? made : made.documentId,
      );
      const read = await events.read([...ids, 'unknown']);
      expect([...read.keys()].sort()).toEqual([...ids].sort());
      expect(ids.map((id) => read.get(id)?.row['subject'])).toEqual(['One', 'Two']);
      const one = read.get(ids[0] ?? '');
      expect(one).toMatchObject({
        documentId: ids[0],
        owner: ada,
        row: { documentId: ids[0], timeZone: 'Europe/Berlin', categories: ['a'] },
      });
      expect(new Date(String(one?.row['start'])).toISOString()).toBe('2026-03-02T08:00:00.000Z');
    });

    it('change in the named columns alone, and go', async () => {
      const { events, ada } = stores();
      const [id = ''] = await events.create(ada, [event('One', { location: 'Attic' })]);
      await events.lock(await events.lockable([id]));
      await events.update(id, { subject: 'Two' });
      expect((await events.read([id])).get(id)?.row).toMatchObject({ subject: 'Two', location: 'Attic' });
      await events.remove(id);
      expect(await events.read([id])).toEqual(new Map());
    });

    it('of an owner come in order of id, page by page', async () => {
      const { events, ada, ben } = stores();
      await events.create(
        ada,
        ['a', 'b', 'c'].map((subject) => event(subject)),
      );
      await events.create(ben, [event('of Ben')]);
      const first = await events.ofOwner(ada, 0, 2);
      expect(subjects(first)).toEqual(['a', 'b']);
      expect(subjects(await events.ofOwner(ada, first[1]?.id ?? 0, 2))).toEqual(['c']);
    });

    it('that no link knows are unlinked, and so are those whose create was not answered', async () => {
      const { events, store, ada } = stores();
      const [linked = null, waiting = null] = await events.create(ada, [event('linked'), event('waiting'), event('stranger')]);
      await store.commit(
        { user: ada, resource: 'calendar' },
        { newLinks: [newLink({ documentId: linked }), newLink({ documentId: waiting, microsoftId: null, state: 'creating' })] },
      );
      expect(subjects(await events.unlinkedRows(ada, 0, 9))).toEqual(['waiting', 'stranger']);
      expect(subjects(await events.unlinkedRows(ada, 0, 1))).toEqual(['waiting']);
    });

    it('are candidates by one of several columns', async () => {
      const { events, ada, ben } = stores();
      await events.create(ada, [event('One', { iCalUId: 'uid-1' })]);
      await events.create(ben, [event('of Ben', { iCalUId: 'uid-1' })]);
      expect(subjects(await events.candidates(ada, () => [uids('uid-1', 'uid-2'), { column: 'documentId', oneOf: [] }]))).toEqual(['One']);
      expect(await events.candidates(ada, () => [uids('uid-3')])).toEqual([]);
      expect(await events.candidates(ada, () => [])).toEqual([]);
    });

    it('are candidates by a span of time, whatever fraction of a second they hold', async () => {
      const { events, ada } = stores();
      const starts = ['2026-03-02T07:59:59.999Z', '2026-03-02T08:00:00.000Z', '2026-03-02T08:00:00.500Z', '2026-03-02T08:00:01.000Z'];
      await events.create(
        ada,
        starts.map((start) => event(start.slice(17, 23), { start })),
      );
      const second = { column: 'start', span: { start: '2026-03-02T08:00:00.000Z', end: '2026-03-02T08:00:01.000Z' } };
      const other = { column: 'start', span: { start: '2026-03-03T08:00:00.000Z', end: '2026-03-03T08:00:01.000Z' } };
      expect(subjects(await events.candidates(ada, () => [other, second, second]))).toEqual(['00.000', '00.500']);
      expect(subjects(await events.holding(ada, [second]))).toEqual(['00.000', '00.500']);
    });

    it.each([
      ['other white space', '  Call\u00a0 Bob\t', ['Bob', 'Call'], true],
      ['another case', 'call BOB', ['Bob', 'Call'], true],
      ['another case of other letters', 'ПОЗВОНИТЬ Ämtern', ['Позвонить', 'ämtern'], true],
      ['another form of Unicode', 'Cafe\u0301', ['café'], true],
      ['signs that patterns know', '100 % of_it \\ all', ['100', '%', '\\'], true],
      ['another word', 'Call Ben', ['Bob', 'Call'], false],
      ['a sign that a pattern would take for anything', 'Call Bob', ['Ca_l', 'B%'], false],
    ])('are candidates by their words: %s', async (_what, title, words, isOne) => {
      const { tasks, ada, ben } = stores();
      await tasks.create(ada, [{ title }, { title: 'Something else' }]);
      await tasks.create(ben, [{ title }]);
      expect((await tasks.candidates(ada, () => [{ column: 'title', words }])).map(({ row }) => row['title'])).toEqual(
        isOne ? [title] : [],
      );
    });

    it('are no candidates where none is a stranger', async () => {
      const { events, store, ada } = stores();
      const [id = null] = await events.create(ada, [event('One', { iCalUId: 'uid-1' })]);
      await store.commit({ user: ada, resource: 'calendar' }, { newLinks: [newLink({ documentId: id })] });
      expect(await events.candidates(ada, () => [uids('uid-1')])).toEqual([]);
    });

    it('of parts come with the entry they belong to, and are found by it', async () => {
      const { events, ada } = stores();
      const [series = ''] = await events.create(ada, [event('Series', { recurrence: 'FREQ=DAILY;COUNT=3' })]);
      const [part = ''] = await events.create(ada, [event('Part', { series, originalStart: '2026-03-03T08:00:00.000Z' })]);
      expect((await events.read([part])).get(part)?.row['series']).toMatchObject({
        documentId: series,
        subject: 'Series',
        recurrence: 'FREQ=DAILY;COUNT=3',
      });
      expect(subjects(await events.partsOf([series, 'unknown']))).toEqual(['Part']);
      await events.remove(part);
      expect(await events.partsOf([series])).toEqual([]);
    });

    it('of a resource without parts have none', async () => {
      const { tasks, ada } = stores();
      const [id = ''] = await tasks.create(ada, [{ title: 'Call', dueDate: '2026-03-02' }]);
      expect((await tasks.read([id])).get(id)?.row).toMatchObject({ title: 'Call', dueDate: '2026-03-02' });
      expect(await tasks.partsOf([id])).toEqual([]);
    });
  });
}
