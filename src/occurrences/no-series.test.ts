import { describe, expect, it } from 'vitest';
import { dateOfFormerSingle, dateThatStays, partByTime } from './no-series';
import { tuesdays } from './testing/series';

const known = (...dates: string[]) => dates.map((date) => ({ date, standsOn: date, isRemembered: false }));

describe('a series that was deleted in Microsoft', () => {
  const now = '2026-03-11T08:00:00.000Z';
  it.each([
    ['2026-03-10T08:00:00.000Z', 'stays'],
    ['2026-03-11T07:59:59.999Z', 'stays'],
    ['2026-03-11T08:00:00.000Z', 'stays'],
    ['2026-03-11T08:00:00.001Z', 'goes'],
    ['2026-04-07T07:00:00.000Z', 'goes'],
  ])('its entry of %s %s', (start, what) => {
    const entry = { start, documentId: 'd' };
    expect(partByTime([entry], now)).toEqual(what === 'goes' ? { go: [entry], stay: [] } : { go: [], stay: [entry] });
  });
});

describe('a single event that becomes a series', () => {
  it('has its entry on the first date', () => expect(dateOfFormerSingle(tuesdays())).toBe('2026-01-06'));
  it('also where that date was cancelled since', () => expect(dateOfFormerSingle(tuesdays({ excludedDates: ['2026-01-06'] }))).toBe('2026-01-06')); // prettier-ignore
});

describe('a series that becomes a single event', () => {
  it('leaves it the entry of the first date', () =>
    expect(dateThatStays(tuesdays(), known('2026-01-13', '2026-01-06'))).toBe('2026-01-06'));
  it('leaves it none where the first date has none', () => expect(dateThatStays(tuesdays(), known('2026-01-13'))).toBeNull());
});
