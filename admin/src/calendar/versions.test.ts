import { expect, it } from 'vitest';

import { createVersions } from './versions';

it('a version that the page has changed counts as what it became, of that entry alone', () => {
  const versions = createVersions();
  expect(versions.now('visit', 'a')).toBe('a');
  versions.note('visit', { before: 'a', after: 'b' });
  versions.note('visit', { before: 'b', after: 'c' });
  expect(versions.now('visit', 'a')).toBe('c');
  expect(versions.now('other', 'a')).toBe('a');
  expect(versions.now('visit', null)).toBeUndefined();
});

it('taken back, it is what it was', () => {
  const versions = createVersions();
  versions.note('visit', { before: 'a', after: 'b' });
  versions.note('visit', { before: 'b', after: 'a' });
  expect(versions.now('visit', 'a')).toBe('a');
  expect(versions.now('visit', 'b')).toBe('a');
  versions.note('visit', { before: 'a', after: 'a' });
  expect(versions.now('visit', 'b')).toBe('a');
});
