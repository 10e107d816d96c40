import { describe, expect, it } from 'vitest';
import { inWords } from '../contracts/reasons';
import type { FieldMapping } from '../contracts';
import { homeSays } from '../sync/home-row';
import { compileHome } from './compile';
import { rowOf } from './row';
import type { Schemas } from './schemas';

const schemas: Schemas = {
  contentType: () => ({ attributes: { name: { type: 'string' }, begin: { type: 'biginteger' }, day: { type: 'integer' } } }),
  component: () => null,
};
const context = { timeZone: 'Europe/Berlin' };
const reading = (field: 'start' | 'dueDate' | 'reminderMinutesBeforeStart', read: FieldMapping['read']) => {
  const fields = { [field]: { attribute: 'begin', read } };
  const home = compileHome('calendar', { uid: 'api::visit.visit', owner: 'owner', fields } as never, { schemas, defaultLocale: 'en' });
  const row = rowOf(home, { documentId: 'a', begin: '1772355600' }, context);
  const problem = homeSays(row)?.problem;
  return { value: row[field], problem: problem && inWords(problem) };
};

describe('what a `read` of the host gives for a date', () => {
  it.each([
    ['start', 1_772_355_600],
    ['start', '1772355600'],
    ['dueDate', 20_260_301],
  ] as const)('%s: %j is no date, and the message says what to give', (field, given) => {
    const { value, problem } = reading(field, () => given);
    expect(value).toBeUndefined();
    expect(problem).toContain(`The mapping of "${field}" cannot read this entry: its "read" gives the number ${given}`);
    expect(problem).toContain('2026-03-01T09:00:00.000Z');
  });
  it.each([
    ['start', '2026-03-01T09:00:00.000Z'],
    ['start', new Date(0)],
    ['dueDate', '2026-03-01'],
    ['reminderMinutesBeforeStart', 15],
  ] as const)('%s: %j is taken', (field, given) => expect(reading(field, () => given)).toEqual({ value: given, problem: undefined }));
});
