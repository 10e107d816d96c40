import { expect, it } from 'vitest';
import { isBusy } from './store-busy';

const failure = (code: unknown) => Object.assign(new Error('select 1 - no'), { code });

it.each([
  ['SQLite, which waits for a lock', 'SQLITE_BUSY', true],
  ['SQLite, whose snapshot is old', 'SQLITE_BUSY_SNAPSHOT', true],
  ['a deadlock of PostgreSQL', '40P01', true],
  ['a serialization failure of PostgreSQL', '40001', true],
  ['PostgreSQL, which is restarted', '57P01', true],
  ['a deadlock of MySQL', 'ER_LOCK_DEADLOCK', true],
  ['a lost connection of MySQL', 'PROTOCOL_CONNECTION_LOST', true],
  ['a value that is too long for PostgreSQL', '22001', false],
  ['the same key twice in MySQL', 'ER_DUP_ENTRY', false],
  ['a constraint of SQLite', 'SQLITE_CONSTRAINT_UNIQUE', false],
  ['a number', 40001, false],
  ['nothing', undefined, false],
])('%s: %s is passing: %s', (_what, code, isSo) => expect(isBusy(failure(code))).toBe(isSo));
