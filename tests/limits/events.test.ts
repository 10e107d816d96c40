import { describe, expect, it } from 'vitest';
import { calendar } from '../../src/calendar/definition';
import { expand } from '../../src/calendar/occurrences';
import type { SettingValues } from '../../src/contracts';
import { decide } from '../../src/sync/decide';
import { factsOf } from '../../src/sync/link';
import type { RemoteItem, Values } from '../../src/sync/resource';
import { mayMail } from '../../src/sync/may-mail';
import { checklistChanges } from '../../src/tasks/checklist/changes';
import { timeRatio } from './effort';

const GROWTH = 8;
const MOST = GROWTH * 3; // sorting, and what the machine does meanwhile

describe('what is large in one way takes time in proportion to it', () => {
  const dates = (length: number) => Array.from({ length }, (_, at) => new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10));
  const zone = { originalStartTimeZone: 'W. Europe Standard Time', originalEndTimeZone: 'W. Europe Standard Time' };
  const at = (date: string, time: string) => ({ dateTime: `${date}T${time}:00`, timeZone: 'UTC' });
  const event = (rest: object) => ({
    id: 'a',
    type: 'singleInstance',
    subject: 'x',
    start: at('2026-01-05', '09:00'),
    end: at('2026-01-05', '10:00'),
    ...zone,
    ...rest,
  });
  const daily = (rest: object, range: object = { type: 'noEnd' }) =>
    event({
      type: 'seriesMaster',
      start: at('2020-01-01', '09:00'),
      end: at('2020-01-01', '10:00'),
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: { startDate: '2020-01-01', ...range } },
      ...rest,
    });
  const cancelled = (length: number) => daily({ cancelledOccurrences: dates(length).map((date) => `OID.a.${date}`) });
  const allDay = { isAllDay: true, start: at('2020-01-01', '00:00'), end: at('2020-01-02', '00:00') };
  const nowhere = { originalStartTimeZone: 'none', originalEndTimeZone: 'none' };
  const exceptions = (length: number, time: string, rest: object) => ({
    exceptionOccurrences: dates(length).map((date) => ({
      ...event({ id: `x${date}`, type: 'exception', start: at(date, '12:00'), end: at(date, '13:00'), ...rest }),
      originalStart: `${date}T${time}:00Z`,
    })),
  });
  const attendees = (length: number, name = '') =>
    Array.from({ length }, (_, n) => ({ emailAddress: { address: `${(n * 7919) % length}${name}@x.example`, name: 'n' } }));
  const itemOf = (raw: unknown): RemoteItem => {
    const [item] = calendar.readWhole(raw);
    if (item?.kind !== 'item') throw new Error('not read');
    return item;
  };

  const cases: Record<string, readonly [number, (length: number) => () => unknown]> = {
    'dates that were cancelled, read': [5_000, (length) => reading(cancelled(length))],
    'dates that were cancelled, of which many are gone': [
      2_000,
      (length) => {
        const [from, to] = [itemOf(cancelled(length)).values, itemOf(cancelled(length / 2)).values];
        return () => [calendar.parts?.removed(to, from), calendar.refusals(from, to, ['excludedDates'])];
      },
    ],
    'exceptions of a series with as many cancelled dates': [
      2_000,
      (length) => {
        const { values } = itemOf(cancelled(length));
        return () => dates(length).filter((date) => calendar.parts?.has(values, date));
      },
    ],
    exceptions: [500, (length) => reading(daily(exceptions(length, '09:00', {})))],
    'exceptions of an all-day series whose zone nobody tells': [
      300,
      (length) => reading(daily({ ...allDay, ...nowhere, ...exceptions(length, '12:00', { ...allDay, ...nowhere }) })),
    ],
    'the same, of a rule with a number of times': [
      300,
      (length) =>
        reading(
          daily(
            { ...allDay, ...nowhere, ...exceptions(length, '12:00', { ...allDay, ...nowhere }) },
            { type: 'numbered', numberOfOccurrences: 999_999 },
          ),
        ),
    ],
    'attendees, read': [16_000, (length) => reading(event({ attendees: attendees(length) }))],
    'attendees, merged': [4_000, (length) => deciding({ attendees: attendees(length) }, { attendees: attendees(length, 'b') })],
    'attendees whom a person has approved to mail': [
      2_000,
      (length) => {
        const { wouldMail: mails } = itemOf(event({ attendees: attendees(length) }));
        const write = { kind: 'update' as const, values: {}, mails: [...mails].reverse() };
        const verdict = { kind: 'mail' as const, write: { ...write, mails } };
        return () => mayMail(calendar, { invitations: 'ask' }, { verdict }, write);
      },
    ],
    'categories, read': [5_000, (length) => reading(event({ categories: dates(length) }))],
    'categories, merged': [5_000, (length) => deciding({ categories: dates(length) }, { categories: dates(length + 1) })],
    'names of zones': [20_000, (length) => reading(event({ originalStartTimeZone: 'E'.repeat(length) }))],
    'lines of a rule': [5_000, (length) => expanding([{ recurrence: `FREQ=DAILY\n${'RRULE:FREQ=DAILY\n'.repeat(length)}` }])],
    'pieces of a rule': [5_000, (length) => expanding([{ recurrence: `FREQ=DAILY;COUNT=${'\n1'.repeat(length)}` }])],
    'days that a rule names': [5_000, (length) => expanding([{ recurrence: `FREQ=WEEKLY;BYDAY=MO${',TU'.repeat(length)}` }])],
    'entries that are exceptions of one series': [
      5_000,
      (length) => expanding(dates(length).map((date) => ({ series: 's', originalStart: `${date}T09:00:00.000Z` }))),
    ],
    'steps of a checklist that are new': [
      2_000,
      (length) => {
        const steps = Array.from({ length }, (_, n) => ({ title: `step ${n}`, isChecked: false }));
        return () => checklistChanges([], steps);
      },
    ],
  };

  const reading = (raw: unknown) => () => [calendar.readMicrosoft(raw), calendar.readWhole(raw)];
  const expanding = (rows: readonly object[]) => () =>
    expand(
      rows.map((row, at) => ({
        documentId: `r${at}`,
        start: '2020-01-01T09:00:00.000Z',
        end: '2020-01-01T10:00:00.000Z',
        timeZone: 'UTC',
        ...row,
      })),
      { from: '2020-01-01T00:00:00.000Z', to: '2020-03-01T00:00:00.000Z' },
    );
  const deciding = (before: object, after: object) => {
    const [base, item] = [itemOf(event(before)), itemOf(event(after))];
    const link = { documentId: 'd', microsoftId: 'a', part: null, origin: 'microsoft' as const, state: 'linked' as const, etag: null };
    const local = { kind: 'item' as const, item: { ...localOf(base.values), editedAt: '2026-01-01T00:00:00.000Z' } };
    return () =>
      decide({
        definition: calendar,
        settings,
        link: { ...link, base: base.values, facts: factsOf(base, []) },
        local,
        remote: { kind: 'item', item, masked: [] },
      });
  };
  const localOf = (values: Values) => ({ kind: 'item' as const, documentId: 'd', part: null, isOwn: true, values });
  const settings = { direction: 'bidirectional', conflictResolution: 'ask', invitations: 'ask', deletionGuard: 0 } as unknown as Parameters<
    typeof decide
  >[0]['settings'] & { invitations: SettingValues['calendarInvitations'] };

  it.each(Object.entries(cases))('%s', (_, [length, prepare]) => {
    const steps = (of: () => unknown) =>
      function* () {
        yield of();
      };
    expect(timeRatio(steps(prepare(length)), steps(prepare(length * GROWTH)), MOST)).toBeLessThan(MOST);
  });
});
