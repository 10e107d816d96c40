import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Call } from '../testing/fixture.js';
import { ada, callerFor, meeting, readRound, startTestSandbox } from '../testing/fixture.js';

const first = '/me/calendarView/delta?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';
const daily = { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 4 } };
let sandbox: Sandbox;
let call: Call;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  call = await callerFor(sandbox, ada);
});
afterEach(() => sandbox.close());

const mailbox = () => sandbox.mailbox(ada);
const inside = (more: object = {}) => meeting('In', '2026-03-03T10:00:00', '2026-03-03T11:00:00', more);
const outside = () => meeting('Out', '2026-06-03T10:00:00', '2026-06-03T11:00:00');
const immutable = { prefer: 'IdType="ImmutableId"' };

describe('calendarView/delta', () => {
  it('gives a series as master and stubs, on one page', async () => {
    mailbox().addEvent(inside({ recurrence: daily }));
    const { items } = await readRound(call, first, { prefer: 'odata.maxpagesize=2' });
    expect(items.map(({ type }) => type)).toEqual(['seriesMaster', 'occurrence', 'occurrence', 'occurrence', 'occurrence']);
    expect(Object.keys(items[1] ?? {}).sort()).toEqual(['@odata.etag', '@odata.type', 'end', 'id', 'seriesMasterId', 'start', 'type']);
  });

  it('pages by odata.maxpagesize and ends in a deltaLink that then is empty', async () => {
    for (let number = 0; number < 5; number += 1) mailbox().addEvent(inside());
    const { items, pages, deltaLink } = await readRound(call, first, { prefer: 'odata.maxpagesize=2' });
    expect(items).toHaveLength(5);
    expect(pages).toBeGreaterThanOrEqual(3);
    expect((await readRound(call, deltaLink)).items).toEqual([]);
  });

  it('reports what was deleted, what left the window and what changed outside of it as @removed', async () => {
    const [deleted, left] = [mailbox().addEvent(inside()), mailbox().addEvent(inside())];
    const never = mailbox().addEvent(outside());
    const { items, deltaLink } = await readRound(call, first, immutable);
    expect(items).toHaveLength(2);
    mailbox().deleteEvent(deleted['id'] as string);
    mailbox().changeEvent(left['id'] as string, {
      start: { dateTime: '2026-06-03T10:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-06-03T11:00:00', timeZone: 'UTC' },
    });
    mailbox().changeEvent(never['id'] as string, { subject: 'Changed' });
    const next = await readRound(call, deltaLink, immutable);
    expect(new Set(next.items.map(({ id }) => id))).toEqual(new Set([deleted['id'], left['id'], never['id']]));
    expect(next.items.every((item) => item['@removed'].reason === 'deleted' && Object.keys(item).length === 3)).toBe(true);
  });

  it('sends a series again without a tombstone when one occurrence is deleted', async () => {
    mailbox().addEvent(inside({ recurrence: daily }));
    const { items, deltaLink } = await readRound(call, first, immutable);
    mailbox().deleteEvent(items[2]?.['id']);
    const next = await readRound(call, deltaLink, immutable);
    expect(next.items.map(({ type }) => type)).toEqual(['seriesMaster', 'occurrence', 'occurrence', 'occurrence']);
  });

  it('gives exceptions in full and own writes back', async () => {
    mailbox().addEvent(inside({ recurrence: daily }));
    const { items, deltaLink } = await readRound(call, first);
    await call('PATCH', `/me/events/${items[2]?.['id']}`, { subject: 'Moved' });
    const next = await readRound(call, deltaLink);
    expect(next.items.find(({ type }) => type === 'exception')).toMatchObject({ subject: 'Moved', seriesMasterId: items[0]?.['id'] });
  });

  it.each(['$select=subject', '$filter=subject%20eq%20%27x%27', '$expand=attachments', '$orderby=subject', '$search=x', '$top=5'])(
    'refuses %s',
    async (option) => {
      const answer = await call('GET', `${first}&${option}`);
      expect([answer.status, answer.body['error'].code]).toEqual([400, 'ErrorInvalidUrlQuery']);
    },
  );

  it('refuses no window, an empty one, and one over 1825 days', async () => {
    expect((await call('GET', '/me/calendarView/delta')).body['error'].code).toBe('ErrorInvalidParameter');
    expect((await call('GET', '/me/calendarView/delta?startDateTime=&endDateTime=')).body['error'].code).toBe('ErrorInvalidParameter');
    expect((await call('GET', '/me/calendarView/delta?startDateTime=2020-01-01&endDateTime=2025-01-01')).body['error'].code).toBe(
      'ErrorInvalidRequest',
    );
  });

  it('answers expired tokens with 410 and the address of a fresh round', async () => {
    const { deltaLink } = await readRound(call, first);
    mailbox().expireDeltaTokens();
    const answer = await call('GET', deltaLink);
    expect([answer.status, answer.body['error'].code]).toEqual([410, 'SyncStateNotFound']);
    expect((await call('GET', answer.headers.get('location') ?? '')).status).toBe(200);
    expect((await call('GET', '/me/calendarView/delta?$deltatoken=garbage')).status).toBe(400);
  });

  it('shows changes after the replication delay only', async () => {
    mailbox().setReplicationDelay(1000);
    mailbox().addEvent(inside());
    const early = await readRound(call, first);
    expect(early.items).toHaveLength(0);
    sandbox.clock.advance(1500);
    expect((await readRound(call, early.deltaLink)).items).toHaveLength(1);
  });

  it('hides nothing without a delay, whatever the clock did since, and nothing again that could be seen', async () => {
    const { deltaLink } = await readRound(call, first);
    sandbox.clock.skew(60_000);
    mailbox().addEvent(inside());
    sandbox.clock.skew(0);
    expect((await readRound(call, deltaLink)).items).toHaveLength(1);
    mailbox().addEvent(inside());
    mailbox().setReplicationDelay(60_000);
    expect((await readRound(call, deltaLink)).items).toHaveLength(2);
  });

  it('runs per calendar, and not on events', async () => {
    const id = mailbox().addCalendar('Other');
    mailbox().addEvent(inside(), id);
    expect((await readRound(call, first)).items).toHaveLength(0);
    expect((await readRound(call, first.replace('/me/', `/me/calendars/${id}/`))).items).toHaveLength(1);
    expect((await call('GET', '/me/calendar/events/delta()')).body['error'].message).toContain('Change tracking is not supported');
  });
});
