import { describe, expect, it } from 'vitest';
import { inWords } from '../contracts/reasons';
import type { SettingValues } from '../contracts';
import type { LocalItem, RemoteItem, Values } from '../sync/resource';
import { calendar } from './definition';
import { readStrapi } from './read-strapi';

const row = {
  documentId: 's',
  subject: 'Stand-up',
  start: '2026-03-27T08:00:00.000Z',
  end: '2026-03-27T09:00:00.000Z',
  timeZone: 'Europe/Vienna',
  recurrence: 'FREQ=DAILY',
  isAllDay: false,
};
const all = Object.keys(calendar.fields);

function item(changes: object = {}): LocalItem {
  const reading = readStrapi({ ...row, ...changes });
  if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
  return reading;
}
const values = (changes: object = {}): Values => item(changes).values;
const exception = (changes: object = {}): object => ({
  ...row,
  documentId: 'x',
  recurrence: null,
  series: row,
  originalStart: '2026-03-29T07:00:00.000Z',
  ...changes,
});

describe('a row that is a series', () => {
  it('has its rule in one spelling, and its own zone', () => {
    expect(item({ recurrence: ' RRULE:FREQ=DAILY;INTERVAL=1 ' })).toMatchObject({
      part: null,
      values: { recurrence: 'FREQ=DAILY', excludedDates: [], originalStart: null, timeZone: 'Europe/Vienna' },
    });
  });

  it('keeps its zone in the hour that comes twice', () => {
    const fold = { start: '2026-10-25T01:30:00Z', end: '2026-10-25T01:45:00Z' };
    expect(values(fold)).toMatchObject({ timeZone: 'Europe/Vienna', start: '2026-10-25T00:30:00.000Z' });
    expect(values({ ...fold, recurrence: null })).toMatchObject({ timeZone: 'UTC', start: '2026-10-25T01:30:00.000Z' });
  });

  it.each([
    ['instants', ['2026-03-30T07:00:00.000Z', '2026-03-29T07:00:00Z'], {}, ['2026-03-29', '2026-03-30']],
    ['dates', ['2026-03-30', '2026-03-30'], {}, ['2026-03-30']],
    ['JSON as text', '["2026-03-30"]', {}, ['2026-03-30']],
    ['nothing', null, {}, []],
    ['instants of a time before it was moved', ['2026-03-30T16:00:00.000Z'], {}, ['2026-03-30']],
    ['instants late in its zone', ['2026-03-29T22:30:00.000Z'], {}, ['2026-03-30']],
    ['midnights of an all-day series', ['2026-03-30T00:00:00.000Z'], { isAllDay: true, timeZone: 'America/New_York' }, ['2026-03-30']],
    ['midnights of its zone', ['2026-03-29T22:00:00.000Z'], { isAllDay: true }, ['2026-03-30']],
  ])('was cancelled at %s', (_, excludedDates, changes, dates) =>
    expect(values({ excludedDates, ...changes }).excludedDates).toEqual(dates),
  );

  it('that is none has nothing cancelled', () =>
    expect(values({ recurrence: '', excludedDates: ['2026-03-30'] }).excludedDates).toEqual([]));
});

describe('a row that is an exception', () => {
  it.each([
    [
      'by the zone of its series, not its own',
      { timeZone: 'Asia/Tokyo', originalStart: '2026-03-28T22:30:00Z', series: { ...row, timeZone: 'Europe/Vienna' } },
      '2026-03-28',
    ],
    ['over summer time', {}, '2026-03-29'],
    [
      'in an all-day series',
      { originalStart: '2026-03-29T00:00:00Z', series: { ...row, isAllDay: true, timeZone: 'America/New_York' } },
      '2026-03-29',
    ],
    [
      'in an all-day series by midnight of its zone',
      { originalStart: '2026-03-28T23:00:00Z', series: { ...row, isAllDay: true } },
      '2026-03-29',
    ],
    [
      'with raw columns of SQLite',
      { originalStart: Date.parse('2026-03-29T07:00:00Z'), series: { ...row, start: Date.parse(row.start), isAllDay: 0 } },
      '2026-03-29',
    ],
    ['whose series is only named', { series: 's' }, '2026-03-29'],
  ])('stands for a date: %s', (_, changes, key) => expect(item(exception(changes)).part).toEqual({ of: 's', key }));

  it('is in the zone of its series', () => expect(item(exception({ timeZone: 'Asia/Tokyo' })).values.timeZone).toBe('Europe/Vienna'));
  it('in the second pass of the hour that comes twice is in UTC', () =>
    expect(item(exception({ start: '2026-10-25T01:30:00Z', end: '2026-10-25T01:45:00Z' })).values).toMatchObject({
      start: '2026-10-25T01:30:00.000Z',
      timeZone: 'UTC',
    }));
  it('has an original start and no rule', () =>
    expect(item(exception()).values).toMatchObject({ recurrence: null, excludedDates: [], originalStart: '2026-03-29T07:00:00.000Z' }));

  it.each([
    ['without an original start', { originalStart: null }],
    ['without a series', { series: null }],
    ['whose series has no id', { series: {} }],
    ['with an original start that is none', { originalStart: 'soon' }],
    ['that is a series too', { recurrence: 'FREQ=DAILY' }],
    ['whose series is in no zone', { series: { ...row, timeZone: 'Mars' } }],
  ])('%s is held', (_, changes) => {
    const reading = readStrapi(exception(changes) as typeof row);
    expect(reading).toMatchObject({ kind: 'unusable', code: 'invalid-value' });
    expect(inWords(reading.kind === 'unusable' ? reading.why : '')).toMatch(/\. \w+.*\.$/);
  });
});

describe('what is held', () => {
  it.each([
    ['a rule that Outlook lacks', { recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31' }, 'rule-not-expressible'],
    ['a start that is none of its dates', { recurrence: 'FREQ=WEEKLY;BYDAY=MO' }, 'rule-not-expressible'],
    ['a rule that is none', { recurrence: 'daily' }, 'invalid-value'],
    ['a rule that is no text', { recurrence: 5 }, 'invalid-value'],
    ['dates that are none', { excludedDates: ['soon'] }, 'invalid-value'],
    ['dates that do not exist', { excludedDates: ['2026-02-30'] }, 'invalid-value'],
    ['dates that are no list', { excludedDates: '2026-03-30' }, 'invalid-value'],
    ['numbers as dates', { excludedDates: [5] }, 'invalid-value'],
  ])('%s', (_, changes, code) => expect(readStrapi({ ...row, ...changes })).toMatchObject({ kind: 'unusable', code }));
});

describe('bodies', () => {
  const at = (dateTime: string): object => ({ dateTime, timeZone: 'W. Europe Standard Time' });
  const rule = {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'noEnd', startDate: '2026-03-27', recurrenceTimeZone: 'W. Europe Standard Time' },
  };
  const together = { start: at('2026-03-27T09:00:00'), end: at('2026-03-27T10:00:00'), isAllDay: false, recurrence: rule };

  it.each(['start', 'end', 'timeZone', 'isAllDay', 'recurrence'])('the times and the rule go together: %s', (field) =>
    expect(calendar.bodyForMicrosoft(values(), [field])).toEqual(together),
  );
  it('not with anything else', () =>
    expect(calendar.bodyForMicrosoft(values(), ['subject', 'excludedDates', 'originalStart'])).toEqual({ subject: 'Stand-up' }));
  it('a series that became single says so', () =>
    expect(calendar.bodyForMicrosoft(values({ recurrence: null }), ['recurrence'])).toMatchObject({ recurrence: null, isAllDay: false }));
  it('a new single event says nothing of it', () =>
    expect(calendar.bodyForMicrosoft(values({ recurrence: null }), all)).not.toHaveProperty('recurrence'));
  it('an exception has no rule', () =>
    expect(calendar.bodyForMicrosoft(values(exception()), [...all.filter((field) => field !== 'webLink')])).not.toHaveProperty(
      'recurrence',
    ));

  it.each([
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO;WKST=SU',
      { type: 'weekly', interval: 2, daysOfWeek: ['monday', 'friday'], firstDayOfWeek: 'sunday' },
    ],
    ['FREQ=MONTHLY', { type: 'absoluteMonthly', interval: 1, dayOfMonth: 27 }],
    ['FREQ=MONTHLY;BYDAY=-1FR', { type: 'relativeMonthly', interval: 1, daysOfWeek: ['friday'], index: 'last' }],
    ['FREQ=YEARLY', { type: 'absoluteYearly', interval: 1, month: 3, dayOfMonth: 27 }],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=4FR', { type: 'relativeYearly', interval: 1, month: 3, daysOfWeek: ['friday'], index: 'fourth' }],
  ])('say what the type needs and no more: %s', (text, pattern) =>
    expect(calendar.bodyForMicrosoft(values({ recurrence: text }), ['recurrence'])).toMatchObject({ recurrence: { pattern } }),
  );

  it('29 February is that day, with the last one in other years', () => {
    const leap = {
      start: '2028-02-29T08:00:00Z',
      end: '2028-02-29T09:00:00Z',
      recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1',
    };
    expect(calendar.bodyForMicrosoft(values(leap), ['start'])).toMatchObject({
      recurrence: { pattern: { type: 'absoluteYearly', month: 2, dayOfMonth: 29 }, range: { startDate: '2028-02-29' } },
    });
  });

  it.each([
    ['FREQ=DAILY;COUNT=5', { type: 'numbered', numberOfOccurrences: 5 }],
    ['FREQ=DAILY;UNTIL=20260401T215959Z', { type: 'endDate', endDate: '2026-04-01' }],
    ['FREQ=DAILY;UNTIL=20260401T060000Z', { type: 'endDate', endDate: '2026-03-31' }],
  ])('ends: %s', (text, range) =>
    expect(calendar.bodyForMicrosoft(values({ recurrence: text }), ['recurrence'])).toMatchObject({ recurrence: { range } }),
  );

  it('an all-day series is dates, in one zone', () => {
    const allDay = { isAllDay: true, start: '2026-03-27T00:00:00Z', end: '2026-03-28T00:00:00Z', recurrence: 'FREQ=DAILY;UNTIL=20260401' };
    expect(calendar.bodyForMicrosoft(values(allDay), ['start'])).toMatchObject({
      start: { dateTime: '2026-03-27T00:00:00', timeZone: 'UTC' },
      recurrence: { range: { startDate: '2026-03-27', endDate: '2026-04-01', recurrenceTimeZone: 'UTC' } },
    });
  });

  it('starts on the date of its zone', () => {
    const late = { start: '2026-03-27T23:30:00Z', end: '2026-03-27T23:45:00Z', timeZone: 'Asia/Tokyo' };
    expect(calendar.bodyForMicrosoft(values(late), ['start'])).toMatchObject({
      recurrence: { range: { startDate: '2026-03-28', recurrenceTimeZone: 'Tokyo Standard Time' } },
    });
  });
});

describe('rows', () => {
  it('hold what was cancelled as instants of the original starts', () => {
    const { excludedDates } = calendar.rowForStrapi(values({ excludedDates: ['2026-03-28', '2026-03-30'] }), ['excludedDates']);
    expect(excludedDates).toEqual(['2026-03-28T08:00:00.000Z', '2026-03-30T07:00:00.000Z']);
  });
  it('of a moved series hold them anew', () =>
    expect(Object.keys(calendar.rowForStrapi(values({ excludedDates: ['2026-03-28'] }), ['start']))).toEqual([
      'start',
      'timeZone',
      'excludedDates',
    ]));
  it('hold the rule and the original start', () => {
    expect(calendar.rowForStrapi(values(), ['recurrence'])).toEqual({ recurrence: 'FREQ=DAILY', excludedDates: [] }); // nothing of the rule before
    expect(calendar.rowForStrapi(values(exception()), ['originalStart'])).toEqual({ originalStart: '2026-03-29T07:00:00.000Z' });
  });
});

describe('cancelled occurrences', () => {
  const merge = calendar.fields['excludedDates']?.merge;
  it.each([
    ['on both sides', ['a1'], ['a1', 'b1'], ['a1', 'c1'], ['a1', 'b1', 'c1']],
    ['with nothing agreed', null, ['b1'], ['c1'], ['b1', 'c1']],
    ['dropped by Microsoft with a new rule', ['a1'], ['a1', 'b1'], [], ['b1']],
    ['taken out in Strapi', ['a1'], ['b1'], ['a1', 'c1'], ['a1', 'b1', 'c1']],
  ])('%s', (_, base, strapi, microsoft, merged) => {
    const dates = (names: string[] | null): string[] | null => names?.map((name) => `2026-03-1${'abc'.indexOf(name[0] ?? 'a')}`) ?? null;
    expect(merge?.({ base: dates(base), strapi: dates(strapi), microsoft: dates(microsoft) }, null).value).toEqual(dates(merged));
  });

  const from = values({ excludedDates: ['2026-03-28', '2026-03-30'] });
  it.each([
    ['one is taken out', values({ excludedDates: ['2026-03-28'] }), ['excludedDates'], [['excludedDates']]],
    ['one is added', values({ excludedDates: ['2026-03-28', '2026-03-30', '2026-03-31'] }), ['excludedDates'], []],
    ['another field changes', values(), ['subject'], []],
    ['the series becomes single', values({ recurrence: null }), ['recurrence', 'excludedDates'], []],
  ])('are refused to come back: %s', (_, to, fields, refused) => {
    expect(calendar.refusals(from, to, fields).map((refusal) => refusal.fields)).toEqual(refused);
    expect(calendar.refusals(null, to, fields)).toEqual([]);
  });
});

describe('a series in a zone that only Outlook knows', () => {
  const custom = values({ timeZone: 'tzone://Microsoft/Custom' });
  it.each([
    ['is not moved', custom, ['start', 'subject'], ['start']],
    ['is renamed', custom, ['subject'], undefined],
    ['is moved into a known zone', values(), ['start', 'timeZone'], undefined],
  ])('%s', (_, to, fields, refused) => expect(calendar.refusals(custom, to, fields)[0]?.fields).toEqual(refused));
  it('keeps it', () =>
    expect([custom.timeZone, calendar.rowForStrapi(custom, ['timeZone'])]).toEqual([
      'tzone://Microsoft/Custom',
      { timeZone: 'tzone://Microsoft/Custom' },
    ]));
});

describe('equal rules', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO,WE;WKST=MO', 'FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU', true],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=MO', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU', true],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU', false],
    ['FREQ=DAILY', null, false],
    [null, null, true],
  ])('%s and %s: %s', (a, b, isEqual) => expect(calendar.fields['recurrence']?.isEqual(a, b)).toBe(isEqual));
  it('a start of one side and a rule of the other may contradict each other', () => {
    expect(calendar.problems({ ...values(), recurrence: 'FREQ=WEEKLY;BYDAY=MO;WKST=MO' }).map(({ fields }) => fields)).toEqual([
      ['start', 'recurrence'],
    ]);
    expect(calendar.problems(values())).toEqual([]);
  });
});

describe('recognizing', () => {
  it('a series is not a single event, and an exception is nothing by itself', () => {
    expect(calendar.fingerprint(values())).not.toBe(calendar.fingerprint(values({ recurrence: null })));
    expect(calendar.fingerprint(values({ recurrence: 'FREQ=WEEKLY' }))).toBe(calendar.fingerprint(values()));
    expect(calendar.fingerprint(values(exception()))).toBeNull();
  });
  it.each([
    ['FREQ=DAILY', '9999-12-31T23:59:59.999Z'],
    ['FREQ=DAILY;COUNT=4', '2026-03-30T08:00:00.000Z'],
    ['FREQ=DAILY;UNTIL=20260331', '2026-03-31T08:00:00.000Z'],
    ['FREQ=DAILY;COUNT=5000', '9999-12-31T23:59:59.999Z'],
  ])('lasts until its last occurrence ends: %s', (text, end) =>
    expect(calendar.span(values({ recurrence: text }))).toEqual({ start: row.start, end }),
  );
});

it('a private series hides what it is about, not when it happens', () => {
  const hidden = (item: Values): Values | undefined =>
    calendar.mask({ values: item, wouldMail: [] } as unknown as RemoteItem, { calendarPrivateEvents: 'busy-only' } as SettingValues)?.item
      .values;
  expect(hidden(values({ sensitivity: 'private', excludedDates: ['2026-03-28'] }))).toMatchObject({
    subject: 'Private',
    recurrence: 'FREQ=DAILY',
    excludedDates: ['2026-03-28'],
  });
  expect(hidden(values(exception({ sensitivity: 'private' })))).toMatchObject({
    subject: 'Private',
    originalStart: '2026-03-29T07:00:00.000Z',
  });
});
