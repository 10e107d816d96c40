import { createIntl } from 'react-intl';
import { expect, it } from 'vitest';

import { timeThere } from './timeThere';

const { formatDate } = createIntl({ locale: 'en', timeZone: 'Europe/Berlin' });
const there = (zone: unknown) => timeThere(formatDate, '2026-12-01T03:00:00.000Z', zone, { dateStyle: 'short', timeStyle: 'short' });

it.each([
  ['Asia/Tokyo', '12/1/26, 12:00 PM'],
  ['America/New_York', '11/30/26, 10:00 PM'],
  ['Europe/Madrid', null],
  ['Customized Time Zone', null],
  ['', null],
  [null, null],
])('in %s the clock of an entry shows %s to somebody in Berlin', (zone, shown) =>
  expect(there(zone)?.replace(/\u202f/g, ' ') ?? null).toBe(shown),
);
