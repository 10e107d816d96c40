import { expect, it } from 'vitest';
import { calendar } from '../../../../src/calendar/definition';
import type { LocalRow } from '../../storage/port';
import type { RunContext } from '../context';
import { newChangeSet } from './change-set';
import { leaveOut } from './refused';

const run = { resource: { definition: calendar } } as unknown as RunContext;
const row: LocalRow = {
  id: 1,
  documentId: 'd1',
  owner: 'ada',
  row: { documentId: 'd1', subject: 'Stocktaking', start: '2026-03-01T09:00:00.000Z', end: '2026-03-01T10:00:00.000Z' },
};

it('what the host refuses is held by the name that the entry has, and what stands there stands for it', () => {
  const changes = newChangeSet();
  changes.updates.set('d1', { location: 'Cellar' });
  changes.completions.set('d1', { webLink: 'https://outlook.example' });
  leaveOut(run, changes, { refused: new Map([['d1', 'closed on Sundays']]), rows: new Map([['d1', row]]) });
  expect([changes.updates.size, changes.completions.size]).toEqual([0, 0]);
  expect(changes.unwritten).toEqual(new Map([['d1', { location: 'Cellar', webLink: 'https://outlook.example' }]]));
  expect(changes.holds).toMatchObject([{ of: { item: 'd1', title: 'Stocktaking' }, note: { code: 'refused-by-host' } }]);
  expect(changes.holds[0]?.note.message).toContain('closed on Sundays');
});
