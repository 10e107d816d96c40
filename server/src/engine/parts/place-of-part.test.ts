import { describe, expect, it } from 'vitest';
import { factsOfNew, type RemoteFacts } from '../../../../src/sync/link';
import type { LocalReading, Values } from '../../../../src/sync/resource';
import { type LocalRow, notReadYet, type StoredLink } from '../../storage/port';
import type { RunContext } from '../context';
import { placeOfPart } from './place-of-part';

const OWNER = 'ada';
/** A series holds the dates of its parts; another is `without` some of them. */
const datesOf = (values: Values) => (values['dates'] as readonly string[] | undefined) ?? [];
const parts = {
  id: (of: string, key: string) => `${of}/${key}`,
  areIn: (values: Values) => datesOf(values).length > 0,
  has: (values: Values, key: string) => datesOf(values).includes(key),
  base: (of: Values, key: string) => ({ subject: of['subject'], date: key }),
};

type Direction = RunContext['settings']['direction'];
const runOf = (direction: Direction): RunContext =>
  ({
    resource: { definition: { parts, readStrapi: (row: LocalRow['row']) => row['reading'] }, parts: { column: 'series' } },
    settings: { direction },
    target: { user: OWNER },
  }) as unknown as RunContext;

const linkOf = (of: Partial<StoredLink>, facts: Partial<RemoteFacts> = {}): StoredLink => ({
  ...{ id: 1, documentId: 'series', microsoftId: 'S', collection: 'calendar', part: null, origin: 'strapi', state: 'linked' },
  ...{ base: { dates: ['1', '2'] }, ...notReadYet, ...of, facts: { ...factsOfNew, ...facts } },
});
const item = (values: Values, part: { of: string; key: string } | null = null): LocalReading =>
  ({ kind: 'item', values, part, editedAt: 0 }) as unknown as LocalReading;
const rowOf = (documentId: string, series: LocalReading | null): LocalRow => ({
  ...{ id: 1, documentId, owner: OWNER },
  row: { series: series === null ? null : { documentId: 'series', reading: series } },
});

const series = item({ dates: ['1', '2'] });
const unusable = { kind: 'unusable' } as unknown as LocalReading;
const part = item({ subject: 'by itself' }, { of: 'series', key: '1' });

describe('which place a part has that Microsoft has been told of', () => {
  const link = linkOf({ id: 2, documentId: 'part', microsoftId: 'S/1', part: { of: 'S', key: '1' }, base: {} }, { address: 'A1' });
  interface Given {
    readonly reading?: LocalReading | null;
    readonly of?: LocalReading;
    readonly owner?: StoredLink | null;
    readonly own?: StoredLink;
    readonly direction?: Direction;
  }
  it.each<[what: string, given: Given, kind: ReturnType<typeof placeOfPart>['kind']]>([
    ['it is where it was', {}, 'known'],
    ['it is left where its series was deleted there', { owner: linkOf({ state: 'ended' }) }, 'left'],
    ['and gone where it is gone here too', { owner: linkOf({ state: 'ended' }), reading: null }, 'drop'],
    [
      'it waits for a series that changed in Microsoft, if it has no address there',
      { owner: linkOf({}, { unmerged: 'changes' }), own: linkOf({ ...link }, { address: null }) },
      'waits',
    ],
    ['and for one that cannot be read here', { of: unusable, own: linkOf({ ...link }, { address: null }) }, 'waits'],
    ['but not with an address of its own', { of: unusable }, 'known'],
    ['it waits while Microsoft has a single event that is to be a series', { owner: linkOf({ base: {} }) }, 'waits'],
    ['of what was removed the series is written without it', { reading: null }, 'known'],
    ['unless the series itself is written first, being ours', { reading: null, owner: linkOf({}, { isOwn: true }) }, 'waits'],
    ['it is dropped where the series has it no more', { reading: null, owner: linkOf({ base: { dates: ['2'] } }) }, 'drop'],
    ['or will have it no more', { reading: null, owner: linkOf({}, { left: { dates: ['2'] } }) }, 'drop'],
    ['or is proven to be gone while somebody is asked', { reading: null, owner: linkOf({}, { isGoneOpen: true }) }, 'drop'],
    ['or where Microsoft never knew of it', { reading: null, own: linkOf({ ...link }, { address: null }) }, 'drop'],
    ['or has no series', { reading: null, owner: null }, 'drop'],
    [
      'somebody who is asked about it decides first',
      { reading: null, own: linkOf({ ...link }, { address: 'A1', open: ['subject'] }) },
      'known',
    ],
    ['nothing is written in a direction to Strapi', { reading: null, owner: null, direction: 'microsoft-to-strapi' }, 'known'],
  ])('%s', (_, { reading = part, of = series, owner = linkOf({}, { isOwn: false }), own = link, direction = 'bidirectional' }, kind) => {
    const row = reading === null ? null : rowOf('part', of);
    const links = new Map([['part', own], ...(owner ? [['series', owner] as const] : [])]);
    const place = placeOfPart(runOf(direction), { rows: new Map(), links, standing: new Map() }, { reading, row, link: own });
    expect(place.kind).toBe(kind);
  });
});

describe('which place a part has that was made in Strapi', () => {
  interface Given {
    readonly of?: LocalReading;
    readonly owner?: StoredLink | null;
    readonly there?: StoredLink;
    readonly isThereOurs?: boolean;
    readonly direction?: Direction;
  }
  const there = linkOf({ id: 3, documentId: 'other', microsoftId: 'S/1', part: { of: 'S', key: '1' } });
  it.each<[what: string, given: Given, kind: ReturnType<typeof placeOfPart>['kind']]>([
    ['it begins in the place that its series has for it', {}, 'begun'],
    ['not where the series was deleted', { owner: linkOf({ state: 'ended' }) }, 'left'],
    ['it waits for a series that has not been made', { owner: null }, 'waits'],
    ['or is being made', { owner: linkOf({ state: 'creating' }) }, 'waits'],
    ['or has no id yet', { owner: linkOf({ microsoftId: null }) }, 'waits'],
    ['or is perhaps gone', { owner: linkOf({ isStaged: true }) }, 'waits'],
    ['or cannot be read', { of: unusable }, 'waits'],
    ['or repeats here only so far', { owner: linkOf({ base: {} }) }, 'waits'],
    ['or has this date in Microsoft only', { of: item({ dates: ['2'] }) }, 'waits'],
    ['it is refused where another entry stands', { there, isThereOurs: true }, 'refused'],
    ['it takes over where an entry has left', { there }, 'taken-over'],
    ['also one that was removed', { there: { ...there, documentId: null } }, 'taken-over'],
    ['not where somebody is asked about what has left', { there: linkOf({ ...there }, { open: ['subject'] }) }, 'refused'],
    ['nor where that is ended', { there: { ...there, state: 'ended' } }, 'refused'],
    ['a direction to Strapi gives it none', { direction: 'microsoft-to-strapi' }, 'known'],
  ])('%s', (_, { of = series, owner = linkOf({}), there: standing, isThereOurs = false, direction = 'bidirectional' }, kind) => {
    const row = rowOf('part', of);
    const rows = new Map<string, LocalRow>(isThereOurs ? [['other', rowOf('other', series)]] : []);
    const links = new Map(owner ? [['series', owner]] : []);
    const surroundings = { rows, links, standing: new Map(standing ? [['S/1', standing]] : []) };
    expect(placeOfPart(runOf(direction), surroundings, { reading: part, row, link: null }).kind).toBe(kind);
  });

  it('begins with what stands there as its base', () => {
    const owner = linkOf({ base: { dates: ['1'], subject: 'Weekly' } });
    const surroundings = { rows: new Map(), links: new Map([['series', owner]]), standing: new Map() };
    expect(placeOfPart(runOf('bidirectional'), surroundings, { reading: part, row: rowOf('part', series), link: null })).toEqual({
      kind: 'begun',
      part: { documentId: 'part', owner, id: 'S/1', of: 'S', key: '1', base: { subject: 'Weekly', date: '1' } },
    });
  });
});
