import { describe, expect, it } from 'vitest';
import { meaningOf } from './cancelled-or-remembered';

const days = { from: '2026-03-01', to: '2026-03-31' };
const cancelled = { isCancelled: true, isSingleNow: false };
const onlyHere = { isCancelled: false, isSingleNow: false };

describe('the entry of a date is taken away', () => {
  it.each([
    ['deleted within the days: cancelled', 'deleted', '2026-03-10', true, cancelled],
    ['deleted on the first of them', 'deleted', '2026-03-01', true, cancelled],
    ['deleted on the last of them', 'deleted', '2026-03-31', true, cancelled],
    ["deleted of somebody else's meeting: remembered", 'deleted', '2026-03-10', false, onlyHere],
    ['tidied up behind the days: nothing is cancelled', 'deleted', '2026-02-28', true, onlyHere],
    ['deleted beyond the days', 'deleted', '2026-04-01', true, onlyHere],
    ['does not take part: remembered', 'does-not-take-part', '2026-03-10', true, onlyHere],
    ['given away: cancelled there, single here', 'given-to-somebody-else', '2026-03-10', true, { isCancelled: true, isSingleNow: true }],
    ["given away of somebody else's meeting", 'given-to-somebody-else', '2026-03-10', false, { isCancelled: false, isSingleNow: true }],
    ['given away behind the days', 'given-to-somebody-else', '2026-02-10', true, { isCancelled: false, isSingleNow: true }],
  ] as const)('%s', (_, removal, standsOn, isOwn, expected) => expect(meaningOf(removal, { standsOn, days, isOwn })).toEqual(expected));
});
