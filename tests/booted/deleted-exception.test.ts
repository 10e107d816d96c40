import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVENT, openOffice, type Office } from '../support/office';

/** An exception that somebody deletes on one side while somebody edits it on the other (graph-facts §1.3, §1.9). */
const zone = 'W. Europe Standard Time';
const weekly = { pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' } };
const numbered = { ...weekly, range: { type: 'numbered', startDate: '2026-11-02', numberOfOccurrences: 10 } };
const meeting = {
  subject: 'Stand-up',
  start: { dateTime: '2026-11-02T09:00:00', timeZone: zone },
  end: { dateTime: '2026-11-02T09:30:00', timeZone: zone },
  recurrence: numbered,
};
const row = {
  subject: 'Review',
  start: '2026-11-02T08:00:00.000Z',
  end: '2026-11-02T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
  recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=10',
};
const view = { start: '2026-10-25T00:00:00Z', end: '2027-02-25T00:00:00Z' };

let office: Office;
beforeAll(async () => {
  office = await openOffice({ now: '2026-11-28T12:00:00Z' });
});
afterAll(() => office.close());
beforeEach(async () => {
  for (const event of office.mailbox.listEvents()) office.mailbox.deleteEvent(String(event['id']));
  await office.strapi.db.query(EVENT).deleteMany({ where: {} });
  const { runs } = await office.services.sync.run({ user: office.user, resource: 'calendar' });
  if (runs[0]?.outcome === 'stopped-by-guard') await office.services.sync.approve({ run: runs[0].run });
  await office.sync();
});

const instances = () =>
  office.mailbox
    .listView({ from: Date.parse(view.start), to: Date.parse(view.end) })
    .map(({ subject, start }) => `${(start as { dateTime: string }).dateTime.slice(0, 16)} ${String(subject)}`);
const occurrences = async () =>
  (await office.services.calendar.occurrences({ user: office.user, from: view.start, to: view.end })).map(
    ({ subject, start }) => `${start.slice(0, 16)} ${subject}`,
  );
const same = async () => expect(await occurrences()).toEqual(instances());
async function quiet(): Promise<void> {
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
}
const master = async () => {
  const found = (await office.events()).find(({ recurrence }) => recurrence);
  if (!found) throw new Error('no series in Strapi');
  return found as { documentId: string; excludedDates: string[] | null; recurrence: string };
};
const masterId = () => String(office.mailbox.listEvents().find(({ type }) => type === 'seriesMaster')?.['id']);
const instanceOn = (date: string) =>
  String(
    office.mailbox
      .listView({ from: Date.parse(view.start), to: Date.parse(view.end) })
      .find(({ start }) => (start as { dateTime: string }).dateTime.startsWith(date))?.['id'],
  );

describe('an exception that was deleted in Strapi and edited in Microsoft', () => {
  const edited = '2026-11-09T08:00 Edited there';
  const none = { created: 0, updated: 0, deleted: 0 };
  const open = () => office.services.conflicts.list({ user: office.user, decided: false });
  const decided = async () => (await office.services.conflicts.list({ user: office.user, decided: true }))[0];
  const exception = async () => (await office.events()).find(({ originalStart }) => originalStart);
  const editThere = (subject = 'Edited there') => office.mailbox.changeEvent(instanceOn('2026-11-09'), { subject });
  /** Which of the two it is makes no difference: an exception of which both sides know, or an occurrence that was none so far. */
  const ways: Record<string, () => Promise<void>> = {
    'an exception': async () => {
      office.mailbox.addEvent(meeting);
      editThere('Special');
      await office.sync();
      await office.deleteEvent(String((await exception())?.['documentId']));
      editThere();
    },
    'an occurrence that was cancelled before it became an exception': async () => {
      const { documentId } = await office.createEvent({ ...row, subject: 'Stand-up' });
      await office.sync();
      await office.services.calendar.cancelOccurrence({ series: documentId, originalStart: '2026-11-09T08:00:00.000Z' });
      editThere();
    },
  };
  const stands = async () => {
    expect(instances()).toContain(edited);
    expect(instances()).toHaveLength(10);
    expect((await master()).excludedDates ?? []).toEqual([]);
    await same();
    await quiet();
  };
  const isCancelled = async () => {
    expect(instances()).toHaveLength(9);
    expect((await master()).excludedDates).toEqual(['2026-11-09T08:00:00.000Z']);
    await same();
    await office.sync();
    await quiet();
  };
  const ask = async (make: () => Promise<void>) => {
    await office.settings({ calendarConflictResolution: 'ask' });
    await make();
    expect(await office.sync()).toMatchObject({ conflicts: 1, strapi: none, microsoft: none });
    return (await open())[0]?.id ?? '';
  };
  beforeEach(async () => {
    await office.strapi.db.connection('microsoft_sync_conflicts').delete();
  });
  afterEach(() => office.settings({ calendarConflictResolution: 'strapi-wins' }));

  describe.each(Object.entries(ways))('%s', (_way, make) => {
    it('stays deleted where Strapi wins, and the edit is kept', async () => {
      await make();
      await office.sync();
      await isCancelled();
      expect(await decided()).toMatchObject({
        strapi: null,
        microsoft: { subject: 'Edited there' },
        decided: { by: 'strapi-wins', winner: 'strapi' },
      });
    });

    it.each(['microsoft-wins', 'newest-wins'] as const)(
      'comes back under %s, and deleting it can be restored',
      async (calendarConflictResolution) => {
        await office.settings({ calendarConflictResolution });
        await make();
        expect(await office.sync()).toMatchObject({ microsoft: none, strapi: { created: 1 } });
        await stands();
        const kept = await decided();
        expect(kept).toMatchObject({
          strapi: null,
          microsoft: { subject: 'Edited there' },
          decided: { by: calendarConflictResolution, winner: 'microsoft' },
        });
        await office.services.conflicts.restore({ id: kept?.id ?? '' });
        await office.sync();
        await isCancelled();
      },
    );

    it('waits on both sides until somebody has decided, and the rest of the series goes on', async () => {
      await ask(make);
      for (let run = 0; run < 2; run += 1) expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', requests: 1 });
      expect(await office.sync({ full: true })).toMatchObject({ strapi: none, microsoft: none, conflicts: 0, held: 0 });
      await office.updateEvent((await master()).documentId, { location: 'Attic' });
      office.mailbox.deleteEvent(instanceOn('2026-11-16'));
      await office.services.calendar.cancelOccurrence({ series: (await master()).documentId, originalStart: '2026-11-23T08:00:00.000Z' });
      await office.sync();
      await office.sync();
      expect(instances()).toContain(edited);
      expect(instances()).toHaveLength(8);
      expect(office.mailbox.listEvents()[0]).toMatchObject({ location: { displayName: 'Attic' } });
      expect((await master()).excludedDates).toEqual(['2026-11-09T08:00:00.000Z', '2026-11-16T08:00:00.000Z', '2026-11-23T08:00:00.000Z']);
      expect(await open()).toMatchObject([{ strapi: null, microsoft: { subject: 'Edited there' } }]);
      await quiet();
    });

    it('comes back where somebody decides for Microsoft, and deleting it can be restored', async () => {
      await office.services.conflicts.resolve({ id: await ask(make), winner: 'microsoft' });
      await office.sync();
      await stands();
      expect(await open()).toEqual([]);
      const kept = await decided();
      expect(kept).toMatchObject({ strapi: null, decided: { by: 'person', winner: 'microsoft' } });
      await office.services.conflicts.restore({ id: kept?.id ?? '' });
      await office.sync();
      await isCancelled();
    });

    it('is cancelled where somebody decides for Strapi, and what was written there can be restored as an event of its own', async () => {
      await office.services.conflicts.resolve({ id: await ask(make), winner: 'strapi' });
      await office.sync();
      await isCancelled();
      expect(await open()).toEqual([]);
      const kept = await decided();
      expect(kept).toMatchObject({ microsoft: { subject: 'Edited there' }, decided: { by: 'person', winner: 'strapi' } });
      await office.services.conflicts.restore({ id: kept?.id ?? '' });
      await office.sync();
      expect(office.mailbox.listEvents().map(({ subject }) => subject)).toContain('Edited there');
      await same();
      await quiet();
    });

    it('is cancelled without a question where the edit is taken back', async () => {
      await ask(make);
      editThere(_way === 'an exception' ? 'Special' : 'Stand-up');
      await office.sync();
      expect(await open()).toEqual([]);
      await isCancelled();
    });

    it('comes in where somebody takes the deletion back in Strapi', async () => {
      await ask(make);
      await office.updateEvent((await master()).documentId, { excludedDates: [] });
      await office.sync({ full: true });
      expect(await open()).toEqual([]);
      await stands();
    });

    it.each([
      ['deleted', async () => office.deleteEvent((await master()).documentId), 0],
      [
        'given another rule',
        async () => office.updateEvent((await master()).documentId, { recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=5' }),
        4,
      ],
    ] as const)('goes with its series when that is %s in Strapi while somebody is asked, and is kept', async (_what, change, left) => {
      await ask(make);
      await change();
      await office.sync();
      expect(await open()).toEqual([]);
      expect(await decided()).toMatchObject({ strapi: null, microsoft: { subject: 'Edited there' }, decided: { winner: 'strapi' } });
      expect(instances()).toHaveLength(left);
      await same();
      await office.sync();
      await quiet();
    });

    it('is not asked about any more when its series was deleted in Microsoft', async () => {
      const id = await ask(make);
      await office.settings({ calendarConflictResolution: 'microsoft-wins' });
      office.mailbox.deleteEvent(masterId());
      await office.sync();
      expect(await office.events()).toEqual([]);
      expect((await open()).filter((one) => one.id === id)).toEqual([]);
      await quiet();
    });
  });
});
