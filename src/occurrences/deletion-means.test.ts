import { expect, it } from 'vitest';
import { deletionMeans } from './deletion-means';

const days = { from: '2026-03-01', to: '2026-05-01' };
const entry = { direction: 'bidirectional', isOwn: true, isSeries: false, date: null } as const;
const onDate = (standsOn: string) => ({ ...entry, date: { standsOn, days } });

it.each([
  ['a single event', entry, 'deletes-item'],
  ['a series', { ...entry, isSeries: true }, 'deletes-series'],
  ['a date of a series', onDate('2026-03-17'), 'cancels-date'],
  ['the first day', onDate('2026-03-01'), 'cancels-date'],
  ['a date that the days have left behind', onDate('2026-02-28'), 'nothing'],
  ['an exception in a home with rules, however long ago', { ...entry, date: { standsOn: '2020-01-01', days: null } }, 'cancels-date'],
  ['a date of somebody else’s meeting, or in a calendar that cannot be written', { ...onDate('2026-03-17'), isOwn: false }, 'nothing'],
  ['a series of somebody else', { ...entry, isSeries: true, isOwn: false }, 'nothing'],
  ['what only comes from Microsoft', { ...onDate('2026-03-17'), direction: 'microsoft-to-strapi' }, 'nothing'],
  ['what only goes there', { ...entry, direction: 'strapi-to-microsoft' }, 'deletes-item'],
] as const)('what the deletion of %s does', (_, of, means) => expect(deletionMeans(of)).toBe(means));
