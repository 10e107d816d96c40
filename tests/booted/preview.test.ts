import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlannedAction } from '../../src/contracts';
import {
  addRemote,
  attendees,
  EVENT,
  idOf,
  inMicrosoft,
  inStrapi,
  local,
  manySubjects,
  openOffice,
  remote,
  remoteIdOf,
  soon,
  table,
  type Office,
} from '../support';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const preview = () => office.services.sync.preview({ user: office.user, resource: 'calendar' });
const inShort = (actions: readonly PlannedAction[]) =>
  actions.map(({ side, kind, item, fields }) => [side, kind, item.title, ...fields].join(' ')).sort();

const TABLES = ['targets', 'cursors', 'links', 'marks', 'runs', 'conflicts', 'held', 'decisions', 'calendar_events'];
/** All that a run could have written, but who has the lease. */
async function everything(): Promise<unknown> {
  const rows = Object.fromEntries(
    await Promise.all(
      TABLES.map(async (name) => [name, (await table(office, name).select('*').orderBy('id')).map(withoutWaking)] as const),
    ),
  );
  return { rows, events: office.mailbox.listEvents(), writes: office.mailbox.counters().writes };
}

/** Whether somebody woke the target while it was leased, and when its next moment was written down; the moment itself stays. */
const withoutWaking = ({ is_woken: _isWoken, scheduled_at: _scheduledAt, ...row }: Record<string, unknown>) => row;

/**
 * What the plan says is what the next run does, and making it has changed nothing. `sides`: what Microsoft gives to a series that is made (its
 * address, its uid) is read back into Strapi, and nobody can foresee it.
 */
async function isThePlan(sides: readonly ('strapi' | 'microsoft')[] = ['strapi', 'microsoft']): Promise<PlannedAction[]> {
  const before = await everything();
  const { actions, counts, total } = await preview();
  expect(await everything()).toEqual(before);
  const report = await office.sync();
  const planned = (side: string, kind: string) => actions.filter((action) => action.side === side && action.kind === kind).length;
  for (const side of sides)
    expect([side, report[side]]).toEqual([
      side,
      { created: planned(side, 'create'), updated: planned(side, 'update'), deleted: planned(side, 'delete') },
    ]);
  expect([report.matched, report.held, report.conflicts, report.mails]).toEqual([
    counts.link,
    counts.hold,
    counts.conflict,
    actions.flatMap(({ mails }) => mails).length,
  ]);
  expect(total).toBe(actions.length);
  return actions;
}

describe('the preview', () => {
  it('shows the first synchronization item by item, before there was any', async () => {
    addRemote(office, ['There', 'Both']);
    const [both] = office.mailbox.listEvents().filter(({ subject }) => subject === 'Both');
    const at = (name: 'start' | 'end') => `${(both?.[name] as { dateTime: string }).dateTime.slice(0, 19)}.000Z`;
    await office.createEvent({ subject: 'Both', start: at('start'), end: at('end'), timeZone: 'UTC' });
    await office.createEvent(local('Here', 30));
    const actions = await isThePlan();
    expect(inShort(actions).map((one) => one.replace(/(update Both).*/, '$1'))).toEqual([
      'microsoft create Here',
      'strapi create There',
      'strapi link Both',
      'strapi update Both',
    ]);
    expect(actions.find(({ kind }) => kind === 'link')?.item).toMatchObject({
      uid: EVENT,
      documentId: await idOf(office, 'Both'),
      microsoftId: remoteIdOf(office, 'Both'),
    });
    expect((await preview()).actions).toEqual([]);
  });

  it('shows what another direction would do before it is saved, which is what the run after the save does', async () => {
    await office.settings({ calendarDirection: 'microsoft-to-strapi' });
    addRemote(office, ['A']);
    await office.sync();
    await office.updateEvent(await idOf(office, 'A'), { subject: 'A here' });
    await office.createEvent(local('Only here', 30));
    await office.sync();
    const before = await everything();
    const ofBoth = () => office.services.sync.preview({ user: office.user, resource: 'calendar', direction: 'bidirectional' });
    const { actions } = await ofBoth();
    expect(inShort(actions)).toEqual(['microsoft create Only here', 'microsoft update A here subject']);
    expect(await everything()).toEqual(before);
    expect((await preview()).actions).toEqual([]);
    await office.settings({ calendarDirection: 'bidirectional' });
    expect(await office.sync()).toMatchObject({ microsoft: { created: 1, updated: 1, deleted: 0 }, strapi: { updated: 0, deleted: 0 } });
    expect((await ofBoth()).actions).toEqual([]);
  });

  it('refuses a direction that does not exist', async () => {
    const nowhere = { user: office.user, resource: 'calendar', direction: 'nowhere' as 'bidirectional' } as const;
    await expect(office.services.sync.preview(nowhere)).rejects.toMatchObject({ details: { code: 'invalid-input' } });
  });

  it('shows edits with their fields and reasons, conflicts, what is held, and whom it would mail', async () => {
    addRemote(office, ['A', 'B', 'C', 'D', 'E']);
    office.mailbox.addEvent(remote('Board', 60, { attendees }));
    await office.sync();
    await office.sync();
    await office.updateEvent(await idOf(office, 'A'), { subject: 'A here', location: 'Attic' });
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'A there' });
    office.mailbox.changeEvent(remoteIdOf(office, 'B'), { importance: 'high' });
    office.mailbox.deleteEvent(remoteIdOf(office, 'C'));
    await office.deleteEvent(await idOf(office, 'D'));
    await office.updateEvent(await idOf(office, 'Board'), { subject: 'Board meeting', categories: ['Red'] });
    const actions = await isThePlan();
    expect(inShort(actions)).toEqual([
      'microsoft conflict A here subject',
      'microsoft delete D',
      'microsoft hold Board meeting subject',
      'microsoft update A here subject location',
      'microsoft update Board meeting categories',
      'strapi delete C',
      'strapi update B importance',
    ]);
    expect(actions.every(({ why }) => why.length > 10)).toBe(true);
    await office.services.held.approve({ id: (await office.services.held.list({ user: office.user }))[0]?.id ?? '' });
    expect((await isThePlan()).flatMap(({ mails }) => mails)).toEqual(['cid@elsewhere.example']);
  });

  it('shows the exceptions and cancelled dates of a series that is not in Microsoft yet', async () => {
    const { calendar } = office.services;
    const at = (date: string) => `${date}T08:00:00.000Z`;
    const row = { start: at('2026-11-02'), end: '2026-11-02T09:00:00.000Z', timeZone: 'Europe/Berlin' };
    const { documentId: series } = await office.createEvent({ ...row, subject: 'Review', recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=10' });
    await calendar.editOccurrence({ series, originalStart: at('2026-11-09'), data: { subject: 'Review with Ben' } });
    await calendar.editOccurrence({ series, originalStart: at('2026-11-16'), data: { location: 'Attic' } });
    await calendar.cancelOccurrence({ series, originalStart: at('2026-11-23') });
    const actions = await isThePlan(['microsoft']);
    expect(inShort(actions)).toEqual([
      'microsoft create Review',
      'microsoft update Review excludedDates',
      'microsoft update Review location',
      'microsoft update Review with Ben subject',
    ]);
    expect(actions.find(({ fields }) => fields.includes('subject'))).toMatchObject({
      item: { uid: EVENT, documentId: await idOf(office, 'Review with Ben') },
      why: 'changed in Strapi; written once what it belongs to is in Microsoft',
    });
    expect((await preview()).actions).toEqual([]);
  });

  it('shows the exceptions of what becomes a series, and of a series that is made again', async () => {
    const start = '2026-11-02T08:00:00.000Z';
    const { documentId: series } = await office.createEvent({
      subject: 'Review',
      start,
      end: '2026-11-02T09:00:00.000Z',
      timeZone: 'Europe/Berlin',
    });
    await office.sync();
    await office.updateEvent(series, { recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=10' });
    await office.services.calendar.editOccurrence({
      series,
      originalStart: '2026-11-09T08:00:00.000Z',
      data: { subject: 'Review with Ben' },
    });
    expect(inShort(await isThePlan(['microsoft']))).toEqual([
      'microsoft update Review recurrence',
      'microsoft update Review with Ben subject',
    ]);
    await office.sync();
    await office.updateEvent(series, { location: 'Attic' });
    office.mailbox.deleteEvent(String(office.mailbox.listEvents()[0]?.['id']));
    expect(inShort(await isThePlan(['microsoft']))).toEqual([
      'microsoft conflict Review location',
      'microsoft create Review',
      'microsoft update Review with Ben subject location',
    ]);
  });

  it('shows an exception that comes back', async () => {
    await office.settings({ calendarConflictResolution: 'microsoft-wins' });
    const start = '2026-11-02T08:00:00.000Z';
    const { documentId: series } = await office.createEvent({
      subject: 'Review',
      start,
      end: '2026-11-02T09:00:00.000Z',
      timeZone: 'Europe/Berlin',
      recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=10',
    });
    await office.sync();
    await office.services.calendar.cancelOccurrence({ series, originalStart: start });
    const [first] = office.mailbox.listView({ from: Date.parse('2026-10-25'), to: Date.parse('2026-12-25') });
    office.mailbox.changeEvent(String(first?.['id']), { subject: 'Review with Ben' });
    expect(inShort(await isThePlan())).toEqual([
      'strapi conflict Review with Ben subject',
      'strapi create Review with Ben',
      'strapi update Review excludedDates',
    ]);
  });

  it('shows the deletions that wait for approval', async () => {
    addRemote(office, ['A', 'B', 'C']);
    await office.sync();
    for (const subject of ['A', 'B', 'C']) office.mailbox.deleteEvent(remoteIdOf(office, subject));
    const expected = ['strapi delete A', 'strapi delete B', 'strapi delete C'];
    expect(inShort((await preview()).actions)).toEqual(expected);
    expect(await office.sync()).toMatchObject({ outcome: 'stopped-by-guard' });
    const before = await everything();
    const { actions } = await preview();
    expect(inShort(actions)).toEqual(expected);
    expect(actions[0]?.why).toContain('approval');
    expect(await everything()).toEqual(before);
  });

  it('asks nothing of the next run, whatever it meets', async () => {
    await office.sync();
    const range = { type: 'numbered', startDate: soon(48).slice(0, 10), numberOfOccurrences: 3 };
    office.mailbox.addEvent(remote('Series', 48, { recurrence: { pattern: { type: 'daily', interval: 1 }, range } }));
    office.sandbox.faults.push({ method: 'GET', path: 'exceptionOccurrences', times: 10, answer: { status: 500 } });
    const before = await everything();
    expect((await preview()).counts.hold).toBe(1);
    expect(await everything()).toEqual(before);
  });

  it('is made under the lease, and leaves the next run where it was', async () => {
    await office.sync();
    const due = async () =>
      (await table(office, 'targets').where({ resource: 'calendar' }).first('next_run_at', 'lease_token', 'approved_run')) as Record<
        string,
        unknown
      >;
    const before = await due();
    await table(office, 'targets').update({ leased_until: Date.now() + 2_000 });
    const startedAt = Date.now();
    await preview();
    expect(Date.now() - startedAt).toBeGreaterThan(1_000);
    expect(await due()).toEqual(before);
  });

  it('of much is cut, and the rest counted', async () => {
    addRemote(office, manySubjects(520));
    const { actions, total, counts } = await preview();
    expect([actions.length, total, counts.create]).toEqual([500, 520, 520]);
    expect(await inStrapi(office)).toEqual([]);
  });

  it('says why there is none', async () => {
    const { sync } = office.services;
    await expect(sync.preview({ user: 'nobody', resource: 'calendar' })).rejects.toMatchObject({ details: { code: 'unknown-user' } });
    await expect(sync.preview({ user: office.user, resource: 'email' as never })).rejects.toMatchObject({
      details: { code: 'invalid-input' },
    });
    await expect(sync.preview({ user: office.user, resource: undefined as never })).rejects.toMatchObject({
      details: { code: 'invalid-input' },
    });
    await office.settings({ calendarEnabled: false });
    await expect(preview()).rejects.toMatchObject({ details: { code: 'not-synchronized' } });
    await office.settings({ calendarEnabled: true });
    await office.services.accounts.disconnect({ user: office.user });
    await expect(preview()).rejects.toMatchObject({ details: { code: 'not-connected' } });
    expect(inMicrosoft(office)).toEqual([]);
  });
});
