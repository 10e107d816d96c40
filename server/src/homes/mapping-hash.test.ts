import { describe, expect, it } from 'vitest';
import type { HomeMapping } from '../../../src/contracts';
import { mappingHash } from './mapping-hash';

const mapping: HomeMapping<'calendar'> = {
  uid: 'api::meeting.meeting',
  owner: 'assignee',
  fields: { subject: 'title', showAs: { attribute: 'certainty', values: { busy: 'confirmed', tentative: 'tentative' } } },
  accepts: ({ title }) => title !== '',
};
const changed = (change: Partial<HomeMapping<'calendar'>>): boolean => mappingHash({ ...mapping, ...change }) !== mappingHash(mapping);

describe('a mapping is another one', () => {
  it.each([
    ['of another type', { uid: 'api::call.call' }],
    ['with another owner', { owner: 'deal.owner' }],
    ['with a field more', { fields: { ...mapping.fields, location: 'place' } }],
    ['with another value of a field', { fields: { ...mapping.fields, showAs: { attribute: 'certainty', values: { busy: 'tentative' } } } }],
    ['with another filter', { takesPart: { kind: 'call' } }],
    ['with another version', { version: 'draft' }],
    ['in another language', { locale: 'de' }],
    ['with a function that says something else', { accepts: ({ title }) => title === '' }],
    ['with another duration', { durationMinutes: 30 }],
  ] as [string, Partial<HomeMapping<'calendar'>>][])('%s', (_name, change) => {
    expect(changed(change)).toBe(true);
  });
  it.each([
    ['written down in another order', { fields: { showAs: mapping.fields.showAs, subject: 'title' } }],
    ['with what is made by the engine', { create: { data: { kind: 'call' } } }],
    ['with what is not given', { takesPart: undefined }],
  ] as [string, Partial<HomeMapping<'calendar'>>][])('and not %s', (_name, change) => {
    expect(changed(change)).toBe(false);
  });
});
