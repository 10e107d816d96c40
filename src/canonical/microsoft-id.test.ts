import { calendar } from '../calendar/definition';
import { expect, test } from 'vitest';
import { readMicrosoft as readTask } from '../tasks/read-microsoft';
import { isStorableId } from './microsoft-id';

const { readMicrosoft: readEvent } = calendar;

const strange = ['a\u0000b', '\u0000', 'a\nb', 'half \ud83d of it', '\udc00'];

test.each(strange)('an item with the id %j holds only itself, under an id that every database can keep', (id) => {
  for (const reading of [readEvent({ id, subject: 'x' }), readTask({ id, title: 'x' }, { zone: null, isWhole: false, isRich: false })]) {
    expect(reading).toMatchObject({ kind: 'unusable' });
    expect(isStorableId(reading.microsoftId ?? '')).toBe(true);
  }
  expect(readEvent({ id: 'x', type: 'occurrence', seriesMasterId: id })).toMatchObject({ kind: 'unusable', microsoftId: 'x' });
  expect(readEvent({ id, '@removed': { reason: 'deleted' } })).toMatchObject({ kind: 'unusable' });
});

test.each(['AAMkAD=', 'x'.repeat(2_000), 'ü/+ ~', '😀'])('%j is an id like any other', (id) => expect(isStorableId(id)).toBe(true));
