import { expect, it } from 'vitest';

import { hoursShown } from './hoursShown';

const at = (start: string, end: string, isAllDay = false) => ({
  start: `2026-03-02T${start}:00.000Z`,
  end: `2026-03-02T${end}:00.000Z`,
  isAllDay,
});

it.each([
  ['nothing happens', [], ['07:00:00', '20:00:00']],
  ['something is early and late', [at('04:30', '05:00'), at('21:00', '21:15')], ['04:00:00', '22:00:00']],
  ['something ends on the hour', [at('21:00', '22:00')], ['07:00:00', '22:00:00']],
  ['something lasts all day', [at('00:00', '00:00', true)], ['07:00:00', '20:00:00']],
])('where %s, the grid shows what it must', (_, entries, [from, to]) => expect(hoursShown(entries, 'UTC')).toEqual({ from, to }));

it('goes by the clock of the zone, and shows the night where something goes over midnight', () => {
  expect(hoursShown([at('05:00', '06:00')], 'Asia/Tokyo')).toEqual({ from: '07:00:00', to: '20:00:00' });
  expect(hoursShown([at('14:00', '16:00')], 'Asia/Tokyo')).toEqual({ from: '00:00:00', to: '24:00:00' });
});
