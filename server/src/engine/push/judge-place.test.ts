import { describe, expect, it } from 'vitest';
import type { LocalReading } from '../../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../../storage/port';
import { newChangeSet } from '../changes/change-set';
import { judgePlace } from './judge-place';
import { growing, type PushFindings } from './push-findings';
import { itemOf, linkOf, loadedOf, markOf, rowOf, runOf, type RunSetting, saidIn } from './testing/marked';

interface Given {
  readonly run?: RunSetting;
  readonly rows?: readonly LocalRow[];
  readonly links?: readonly StoredLink[];
  readonly standing?: readonly StoredLink[];
  readonly left?: ReturnType<typeof itemOf>;
  readonly taken?: readonly string[];
  readonly findings?: Partial<PushFindings>;
}
function judge({ run, left, taken = [], findings = {}, ...of }: Given) {
  const changes = newChangeSet();
  const marked = { mark: markOf('a'), left, taken: new Set(taken), findings: growing(findings) };
  const place = judgePlace(runOf(run), loadedOf(of), changes, marked);
  return { place, said: saidIn(changes), taken: [...marked.taken] };
}

const own = linkOf();
const entry = rowOf('a', itemOf());
const unusable: LocalReading = {
  kind: 'unusable',
  documentId: 'a',
  part: null,
  code: 'invalid-value',
  title: 'Visit',
  why: 'ends-before-start',
};

const ofSeries = itemOf({ dates: ['1', '2'] }, { documentId: 's' });
const seriesRow = rowOf('s', ofSeries);
const series = linkOf({ id: 9, documentId: 's', microsoftId: 'S', base: { subject: 'Visit', dates: ['1', '2'] } });
const partOf = (key: string, whole: LocalReading = ofSeries) =>
  rowOf('a', itemOf({}, { part: { of: 's', key } }), { series: { documentId: 's', reading: whole } });
const exception = linkOf({ microsoftId: 'S/1', part: { of: 'S', key: '1' }, base: { subject: 'Visit' } }, { address: 'x1' });

describe('an entry that stands nowhere', () => {
  it.each<[what: string, given: Given, kind: string, said: object]>([
    [
      'takes no part: neither side follows the other from now on',
      { rows: [{ ...entry, standing: 'apart' }], links: [own] },
      'settled',
      { linkChanges: [{ id: 1, changes: { facts: { ...own.facts, isApart: true, unmerged: 'changes' } } }], releases: ['a'] },
    ],
    [
      'nor did it before',
      { rows: [{ ...entry, standing: 'apart' }], links: [linkOf({}, { isApart: true })] },
      'settled',
      { releases: ['a'] },
    ],
    [
      'was deleted while it took no part, which is nothing to Microsoft',
      { links: [linkOf({}, { isApart: true })] },
      'settled',
      {
        linkChanges: [{ id: 1, changes: { state: 'ended' } }],
        releases: ['a'],
        log: ['microsoft unlink: deleted-while-apart'],
      },
    ],
    [
      'is left alone, and counted',
      { rows: [rowOf('a', { kind: 'left-alone', documentId: 'a', why: 'ends-before-start' })], links: [own] },
      'settled',
      { counts: { ...newChangeSet().counts, leftAlone: 1 } },
    ],
    ['cannot be read', { rows: [rowOf('a', unusable)], links: [own] }, 'held', { holds: ['a: invalid-value, ends-before-start'] }],
    ['waits where its series cannot be read', { rows: [rowOf('a', unusable, { series: { reading: unusable } })] }, 'waits', {}],
    ['is said to be gone there, which is not proven yet', { rows: [entry], links: [linkOf({ isStaged: true })] }, 'later', {}],
    [
      'has become what its type cannot hold',
      { rows: [entry], links: [linkOf({}, { isBeyond: true })] },
      'held',
      { holds: ['a: invalid-value, beyond-this-type'] },
    ],
    ['changed there while it could not be read', { rows: [entry], links: [linkOf({}, { unmerged: 'changes' })] }, 'unread', {}],
    [
      'and does not answer now',
      { rows: [entry], links: [linkOf({}, { unmerged: 'changes' })], findings: { readToWrite: new Set([1]) } },
      'later',
      {},
    ],
    ['was never there and is gone', {}, 'settled', { releases: ['a'] }],
    ['was never there and is somebody else’s', { rows: [{ ...entry, owner: 'ben' }] }, 'settled', { releases: ['a'] }],
    [
      'belongs to a series of somebody else',
      { rows: [partOf('1'), { ...seriesRow, owner: 'ben' }], links: [series] },
      'held',
      { holds: ['a: invalid-value, series-of-another'] },
    ],
    [
      'was the date of a series, and is known to be none',
      { links: [{ ...exception, occurrence: 'date', state: 'ended' }, series] },
      'settled',
      {},
    ],
    [
      'waits for a series that is not there yet',
      { rows: [partOf('1'), seriesRow], links: [{ ...series, state: 'creating' }] },
      'waits',
      {},
    ],
    ['goes with a series that is written without it', { links: [exception, series] }, 'waits', {}],
    [
      'and what people in Microsoft had made of it is kept',
      { links: [{ ...exception, facts: { ...exception.facts, left: { subject: 'Theirs' } } }, series] },
      'waits',
      {
        conflicts: ['a: strapi'],
        linkChanges: [{ id: 1, changes: { base: { subject: 'Theirs' }, facts: exception.facts } }],
      },
    ],
    ['has no place on either side', { links: [exception, { ...series, base: { dates: ['2'] } }] }, 'drop', {}],
    [
      'stays where its series was deleted there',
      { rows: [partOf('1'), seriesRow], links: [exception, { ...series, state: 'ended' }] },
      'settled',
      { releases: ['a'] },
    ],
    [
      'finds its place taken',
      {
        rows: [partOf('1'), seriesRow, rowOf('b', itemOf({}, { documentId: 'b', part: { of: 's', key: '1' } }))],
        links: [series],
        standing: [{ ...exception, id: 2, documentId: 'b' }],
      },
      'held',
      { holds: ['a: invalid-value, place-taken'] },
    ],
    [
      'or by another one just now',
      { rows: [partOf('1'), seriesRow], links: [series], taken: ['S/1'] },
      'held',
      { holds: ['a: invalid-value, place-taken'] },
    ],
    [
      'also where it would take a link over',
      { rows: [partOf('1'), seriesRow], links: [series], standing: [{ ...exception, id: 2, documentId: null }], taken: ['S/1'] },
      'held',
      { holds: ['a: invalid-value, place-taken'] },
    ],
  ])('%s', (_, given, kind, said) => {
    const judged = judge(given);
    expect(judged.place.kind).toBe(kind);
    expect(judged.said).toEqual(said);
  });
});

describe('an entry that stands', () => {
  const facts = { ...exception.facts, open: [] };
  it.each<[what: string, given: Given, stands: object, taken: string[]]>([
    [
      'where it is linked',
      { rows: [entry], links: [own] },
      { reading: itemOf(), link: own, owner: null, isOther: false, isMoved: false },
      [],
    ],
    ['nowhere yet', { rows: [entry] }, { reading: itemOf(), link: null, owner: null, isOther: false, isMoved: false }, []],
    ['no more', { links: [own] }, { reading: null, link: own, owner: null, isOther: false, isMoved: false }, []],
    [
      'with somebody else by now',
      { rows: [{ ...entry, owner: 'ben' }], links: [own] },
      { reading: null, link: own, owner: null, isOther: false, isMoved: false },
      [],
    ],
    [
      'elsewhere: what it was by itself is gone',
      { rows: [partOf('1'), seriesRow], links: [own, series] },
      { reading: null, link: own, owner: null, isOther: true, isMoved: true },
      [],
    ],
    [
      'elsewhere, and what is in its former place by now is written there first',
      { rows: [entry], links: [exception, series], left: itemOf({ subject: 'Instead' }) },
      { reading: itemOf({ subject: 'Instead' }), link: exception, owner: series, isOther: false, isMoved: true },
      [],
    ],
    [
      'no more, which is the date of a series and nobody has decided',
      { links: [{ ...exception, occurrence: 'date' }, series] },
      { reading: null, link: { ...exception, occurrence: 'date' }, owner: series, isOther: false, isMoved: false },
      [],
    ],
    [
      'in its series',
      { rows: [partOf('1'), seriesRow], links: [exception, series] },
      { link: exception, owner: series, isOther: false, isMoved: false },
      [],
    ],
    [
      'in a place of its series that is as the series has it',
      { rows: [partOf('1'), seriesRow], links: [series] },
      {
        link: null,
        owner: series,
        begun: { documentId: 'a', owner: series, id: 'S/1', of: 'S', key: '1', base: { subject: 'Visit', on: '1' } },
      },
      ['S/1'],
    ],
    [
      'in a place that another entry has left',
      { rows: [partOf('1'), seriesRow], links: [series], standing: [{ ...exception, id: 2, documentId: null }] },
      {
        link: { ...exception, id: 2, documentId: 'a', facts },
        owner: series,
        takenOver: { id: 2, changes: { documentId: 'a', facts } },
      },
      ['S/1'],
    ],
    [
      'where it says, though that is a series of somebody else, where only Strapi is written',
      { run: { direction: 'microsoft-to-strapi' }, rows: [partOf('1'), { ...seriesRow, owner: 'ben' }], links: [series] },
      { link: null, owner: null },
      [],
    ],
    [
      'as it is where only Strapi is written',
      { run: { direction: 'microsoft-to-strapi' }, rows: [partOf('1'), seriesRow], links: [series] },
      { link: null, owner: null, isOther: false },
      [],
    ],
  ])('%s', (_, given, stands, taken) => {
    const judged = judge(given);
    expect(judged.place).toMatchObject({ kind: 'stands', ...stands });
    expect(judged.said).toEqual({});
    expect(judged.taken).toEqual(taken);
  });
});
