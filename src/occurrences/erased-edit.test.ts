import { describe, expect, it } from 'vitest';
import type { EventValues } from '../calendar/values';
import { erasedEdit } from './erased-edit';
import { tuesdays } from './testing/series';
import { valuesOn } from './values-on';

const none = new Map<string, EventValues>();
const before = tuesdays({ location: 'Here' });
const date = '2026-03-10';
const plain = valuesOn(before, date, none);
const wednesday = tuesdays({ location: 'Here', start: '2026-01-07T08:00:00Z', end: '2026-01-07T09:00:00Z', recurrence: 'FREQ=WEEKLY' });
const moved = valuesOn(wednesday, '2026-03-11', none);

describe('when the rule of a series changes, of one date is lost', () => {
  it.each([
    ['nothing that nobody had edited', plain, moved, []],
    ['its own title', { ...plain, subject: 'Own' }, moved, ['subject']],
    ['its own time', { ...plain, start: '2026-03-10T15:00:00.000Z', end: '2026-03-10T16:00:00.000Z' }, moved, ['start', 'end']],
    ['nothing that the exception still has', { ...plain, subject: 'Own' }, { ...moved, subject: 'Own' }, []],
    ['nothing that the whole series says by now', { ...plain, location: 'There' }, { ...moved, location: 'There' }, []],
    ['nothing that Microsoft alone writes', { ...plain, webLink: 'https://outlook.example/1' }, moved, []],
    ['no title that was edited in the series', plain, { ...moved, subject: 'Of all' }, []],
  ])('%s', (_, held, now, fields) => expect(erasedEdit({ before, date, held, now })).toEqual(fields));
});
