import { expect, it } from 'vitest';
import type { RemoteReading } from '../../../../src/sync/resource';
import { latestVersions } from './latest-versions';

const version = (modifiedAt: string | null, microsoftId = 'a') => ({ kind: 'item', microsoftId, modifiedAt }) as RemoteReading;
const removed: RemoteReading = { kind: 'removed', microsoftId: 'a' };
const asked: RemoteReading = { kind: 'incomplete', microsoftId: 'a' };
const [older, newer] = [version('2026-03-02T08:01:00Z'), version('2026-03-02T08:03:00Z')];

it.each([
  ['the last version of an item counts', [older, newer], [newer]],
  ['an older version behind a newer one is not believed: the item is asked for', [newer, older], [asked]],
  ['versions without a time are taken in their order', [version(null), older], [older]],
  ['an item behind its removal has come back, or is a version from before: it is asked for', [removed, older], [asked]],
  ['an item behind one that has to be asked for is asked for', [asked, older], [asked]],
  ['a removal behind an item is one', [older, removed], [removed]],
  ['different items do not touch each other', [newer, version('2026-03-02T08:01:00Z', 'b')], [newer, version('2026-03-02T08:01:00Z', 'b')]],
])('%s', (_rule, readings, wanted) => {
  expect(latestVersions(readings)).toEqual(wanted);
});
