import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RemoteItem, Values } from '../sync/resource';
import { graphZone, instantFromGraph, toInstant, toLocal } from '../time';
import { asEvent } from './as-event';
import { recurrenceFrom } from '../recurrence/canonical-rule';
import { calendar } from './definition';
import { clockOf, ruleStart } from './series-clock';
import { WEEKDAYS, type Pattern, type Range, type WeekIndex } from '../recurrence/pattern';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';
import { firstDate, ruleDates } from '../recurrence/rule-dates';

const all = Object.keys(calendar.fields);
const written = all.filter((field) => calendar.fields[field]?.writtenBy === 'both');
const file = '../shared/vectors/dst.json';
const vectors: { iana: string; local: string }[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];

const interval = fc.constantFrom(1, 1, 2, 3, 7);
const daysOfWeek = fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 });
const index = fc.constantFrom<WeekIndex>('first', 'second', 'third', 'fourth', 'last');
const month = fc.integer({ min: 1, max: 12 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  fc.record({ type: fc.constant('daily' as const), interval }),
  fc.record({ type: fc.constant('weekly' as const), interval, daysOfWeek, firstDayOfWeek: fc.constantFrom(...WEEKDAYS) }),
  fc.record({ type: fc.constant('absoluteMonthly' as const), interval, dayOfMonth }),
  fc.record({ type: fc.constant('relativeMonthly' as const), interval, daysOfWeek, index }),
  fc.record({ type: fc.constant('absoluteYearly' as const), interval, month, dayOfMonth }),
  fc.record({ type: fc.constant('relativeYearly' as const), interval, month, daysOfWeek, index }),
);
const date = fc
  .date({ min: new Date('1996-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'Europe/Kyiv',
  'America/Los_Angeles',
  'Pacific/Auckland',
  'Antarctica/Troll',
  'tzone://Microsoft/Custom',
  ...new Set(vectors.map(({ iana }) => iana)),
);
const time = fc.oneof(
  fc.constantFrom('00:00', '00:30', '02:30', '03:00', '23:30', '09:00'),
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
);
const ends = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 30 }),
  fc.integer({ min: 0, max: 2000 }).map((days) => ({ days })),
);

/** A series as somebody writes it, three of its dates cancelled, one of them moved. */
const anywhen = fc.record({ date, time, zone });
const edge =
  vectors.length === 0
    ? anywhen
    : fc.constantFrom(...vectors.map(({ iana, local }) => ({ date: local.slice(0, 10), time: local.slice(11, 16), zone: iana })));
const series = fc.record({ pattern, at: fc.oneof(anywhen, edge), isSecondPass: fc.boolean(), ends, isAllDay: fc.boolean(), minutes: fc.integer({ min: 0, max: 3000 }), moved: fc.integer({ min: -3000, max: 3000 }) }).map(({ pattern, at: { date, time, zone }, isSecondPass, ends, isAllDay, minutes, moved }) => {
  const startDate = firstDate(pattern, { type: 'noEnd' }, date) ?? date;
  const range: Range = ends === null ? { type: 'noEnd' } : typeof ends === 'number' ? { type: 'numbered', numberOfOccurrences: ends } : { type: 'endDate', endDate: new Date(Date.parse(startDate) + ends.days * 86_400_000).toISOString().slice(0, 10) };
  const clock = graphZone(zone);
  const first = isAllDay ? `${startDate}T00:00:00.000Z` : toInstant(`${startDate}T${time}`, clock);
  const later = new Date(Date.parse(first) + 3_600_000).toISOString();
  const start = isSecondPass && !isAllDay && toLocal(later, clock) === toLocal(first, clock) ? later : first;
  const skipped = !isAllDay && toLocal(start, clock).slice(0, 10) !== startDate; // the clock skips midnight there: not a start of that day
  const end = new Date(Date.parse(start) + (isAllDay ? 86_400_000 : minutes * 60_000)).toISOString();
  const row = { documentId: 's', subject: 'Series', start, end, isAllDay, timeZone: zone, recurrence: ruleFromPattern(pattern, range, isAllDay ? null : clock) };
  return { row, moved, skipped };
}).filter(({ skipped }) => !skipped); // prettier-ignore

function local(row: Readonly<Record<string, unknown>>): Values {
  const reading = calendar.readStrapi(row);
  if (reading.kind !== 'item') throw new Error(JSON.stringify({ reading, row }));
  return reading.values;
}

/** What Graph makes of a body: everything in UTC, the zone beside, all of a recurrence filled in. */
function echoed(body: Record<string, unknown>): Record<string, unknown> {
  const at = (side: unknown): object => {
    const { dateTime, timeZone } = side as { dateTime: string; timeZone: string };
    return {
      dateTime: `${(body.isAllDay === true ? dateTime : toLocal(instantFromGraph({ dateTime, timeZone }) ?? '', 'UTC')).slice(0, 19)}.0000000`,
      timeZone: 'UTC',
    };
  };
  const { timeZone } = body.start as { timeZone: string };
  const { pattern, range } = (body.recurrence ?? {}) as { pattern: object; range: object };
  const full = { month: 0, dayOfMonth: 0, daysOfWeek: [], firstDayOfWeek: 'sunday', index: 'first', ...pattern };
  const recurrence = body.recurrence ? { pattern: full, range: { endDate: '0001-01-01', numberOfOccurrences: 0, ...range } } : null;
  return {
    reminderMinutesBeforeStart: 15,
    ...body,
    id: 'm',
    isOrganizer: true,
    start: at(body.start),
    end: at(body.end),
    originalStartTimeZone: timeZone,
    originalEndTimeZone: timeZone,
    recurrence,
  };
}

function read(raw: object): RemoteItem[] {
  return calendar.readWhole(raw).map((reading) => {
    if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
    return reading;
  });
}

function differences(a: Values, b: Values, fields: readonly string[]): string[] {
  return fields
    .filter((field) => !calendar.fields[field]?.isEqual(a[field], b[field]))
    .map((field) => `${field}: ${JSON.stringify(a[field])} ${JSON.stringify(b[field])}`);
}

function someDates(values: Values): readonly string[] {
  const event = asEvent(values);
  const start = ruleStart(event);
  const { pattern, range } = recurrenceFrom(event.recurrence ?? '', start);
  const dates: string[] = [];
  for (const date of ruleDates(pattern, range, start.wall.slice(0, 10))) {
    dates.push(date);
    if (dates.length === 5) break;
  }
  return dates;
}

describe('a series', () => {
  it('is echoed as it was sent, stored as it was read, and so are its exceptions and what was cancelled', () => {
    fc.assert(
      fc.property(series, ({ row, moved }) => {
        const values = local(row);
        const [replaced = '', ...others] = someDates(values).toReversed();
        const cancelled = others.slice(0, 2).sort();
        const clock = clockOf(asEvent(values));
        const originalStart = clock.startOn(replaced);
        const by = row.isAllDay ? Math.round(moved / 1440) * 86_400_000 : moved * 60_000;
        const [start, end] = [originalStart, clock.endOn(replaced)].map((at) => new Date(Date.parse(at) + by).toISOString());
        const change = { ...row, documentId: 'x', recurrence: null, start, end, series: row, originalStart };
        const exception = local(change);

        const part = {
          ...echoed(calendar.bodyForMicrosoft(exception, all)),
          id: 'x',
          type: 'exception',
          originalStart,
          seriesMasterId: 'm',
        };
        const cancelledOccurrences = cancelled.map((date) => `OID.m.${date}`);
        const [whole, found] = read({
          ...echoed(calendar.bodyForMicrosoft(values, all)),
          type: 'seriesMaster',
          cancelledOccurrences,
          exceptionOccurrences: [part],
        });
        if (!whole || !found) throw new Error('nothing came back');

        // what Graph echoes is what was sent
        expect(differences({ ...values, excludedDates: cancelled }, whole.values, written)).toEqual([]);
        expect(differences(exception, found.values, [...written, 'originalStart'])).toEqual([]);
        expect(whole.parts).toEqual([found.microsoftId]);
        expect(found.part).toEqual({ of: 'm', key: replaced });

        // what is stored is what was read
        const stored = { documentId: 's', ...calendar.rowForStrapi(whole.values, all) };
        expect(differences(whole.values, local(stored), all)).toEqual([]);
        const storedException = calendar.readStrapi({ documentId: 'x', ...calendar.rowForStrapi(found.values, all), series: stored });
        expect(storedException).toMatchObject({ kind: 'item', part: { of: 's', key: replaced } });
        if (storedException.kind === 'item') expect(differences(found.values, storedException.values, all)).toEqual([]);
        expect([calendar.problems(whole.values), calendar.problems(found.values)]).toEqual([[], []]);
      }),
      { numRuns: 800 },
    );
  });

  it('goes as its pattern, and comes back as the same rule', () => {
    fc.assert(
      fc.property(series, ({ row }) => {
        const body = calendar.bodyForMicrosoft(local(row), ['recurrence']) as {
          recurrence: { pattern: Pattern; range: Range & { startDate: string } };
          start: { dateTime: string; timeZone: string };
        };
        expect(body.recurrence.range.startDate).toBe(body.start.dateTime.slice(0, 10));
        expect(ruleFromPattern(body.recurrence.pattern, body.recurrence.range, row.isAllDay ? null : body.start.timeZone)).toBe(
          local(row).recurrence,
        );
      }),
      { numRuns: 500 },
    );
  });
});
