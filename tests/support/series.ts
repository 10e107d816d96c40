import assert from 'node:assert/strict';
import { EVENT, openOffice, type Office } from './office';
import type { Person } from './boot';

/** Weekly series for tests of exceptions: Mondays from the second of November 2026, at nine in Berlin. */
const weeklyRow = {
  subject: 'Review',
  start: '2026-11-02T08:00:00.000Z',
  end: '2026-11-02T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
  recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=6',
};
export const monday = (day: string): string => `2026-11-${day}T08:00:00.000Z`;
const view = { from: '2026-10-25T00:00:00Z', to: '2027-02-25T00:00:00Z' };

/** One person's calendar, as both sides show it. */
function calendarOf(office: Office, { documentId: user, email }: Pick<Person, 'documentId' | 'email'>) {
  const mailbox = office.sandbox.mailbox(email);
  const run = async (full = false) => {
    const { runs } = await office.services.sync.run({ user, resource: 'calendar', ...(full ? { full } : {}) });
    if (!runs[0]) throw new Error('no run');
    return runs[0];
  };
  const here = async () =>
    (await office.services.calendar.occurrences({ user, ...view })).map(({ subject, start }) => `${start.slice(0, 16)} ${subject}`).sort();
  const there = () =>
    mailbox
      .listView({ from: Date.parse(view.from), to: Date.parse(view.to) })
      .map(({ subject, start }) => `${(start as { dateTime: string }).dateTime.slice(0, 16)} ${String(subject)}`)
      .sort();
  return {
    mailbox,
    run,
    here,
    there,
    make: async (more: object = {}) =>
      (await office.strapi.documents(EVENT).create({ data: { ...weeklyRow, owner: user, ...more } as never })).documentId,
    held: async () => (await office.services.held.list({ user })).map(({ message }) => message),
    /** Both show the same, nothing is held, and nothing is left to do. */
    async isSettled(): Promise<void> {
      assert.deepEqual(await here(), there());
      assert.deepEqual(await office.services.held.list({ user }), []);
      assert.equal((await run()).outcome, 'nothing-to-do');
      assert.equal((await run(true)).outcome, 'nothing-to-do');
    },
  };
}

/** Ada and Ben at work on series in one Strapi, each with a mailbox. */
export async function openTwoCalendars() {
  const office = await openOffice({ now: '2026-11-28T12:00:00Z' });
  const ben = await office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: 'ben@sandbox.example' });
  await office.connect(ben);
  const token = await office.booted.adminToken(office.ada);
  const ada = calendarOf(office, office.ada);
  const bens = calendarOf(office, ben);
  const query = () => office.strapi.db.query(EVENT);
  const update = async (documentId: string, data: object) =>
    void (await office.strapi.documents(EVENT).update({ documentId, data: data as never }));
  const except = async (series: string, day: string, data: Record<string, unknown>) =>
    (await office.services.calendar.editOccurrence({ series, originalStart: monday(day), data })).documentId;
  return {
    office,
    ben,
    ada,
    bens,
    query,
    update,
    except,
    close: () => office.close(),
    async empty(): Promise<void> {
      await office.settings({ calendarDirection: 'bidirectional', calendarInvitations: 'ask' });
      for (const { mailbox } of [ada, bens]) for (const event of mailbox.listEvents()) mailbox.deleteEvent(String(event['id']));
      await query().deleteMany({ where: {} });
      for (const { run } of [ada, bens]) {
        const report = await run();
        if (report.outcome === 'stopped-by-guard') await office.services.sync.approve({ run: report.run });
        await run();
        assert.equal((await run()).outcome, 'nothing-to-do');
      }
    },
    row: async (documentId: string) =>
      (await query().findOne({ where: { documentId }, populate: ['series', 'owner'] })) as Record<string, unknown> & {
        id: number;
        series: { documentId: string } | null;
        owner: { documentId: string } | null;
      },
    contentManager: (method: 'post' | 'put', path: string, body: object) =>
      office.booted.request[method](`/content-manager/collection-types/${EVENT}${path}`)
        .set('Authorization', `Bearer ${token}`)
        .send(body)
        .expect((answer) => assert.ok(answer.status < 300, JSON.stringify(answer.body))),
    /** Two series of Ada's, the first with an exception on the ninth, all in Outlook. */
    async two(): Promise<{ first: string; second: string; exception: string }> {
      const [first, second] = [await ada.make(), await ada.make({ subject: 'Other', start: noon('02'), end: '2026-11-02T13:00:00.000Z' })];
      const exception = await except(first, '09', { subject: 'Special' });
      await ada.run();
      await ada.isSettled();
      return { first, second, exception };
    },
  };
}

export const noon = (day: string): string => `2026-11-${day}T12:00:00.000Z`;
