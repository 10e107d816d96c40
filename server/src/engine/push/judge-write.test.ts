import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../src/sync/may-mail';
import { type LocalRow, type Mark, notReadYet, type StoredLink } from '../../storage/port';
import { newChangeSet } from '../changes/change-set';
import type { Standing } from './judge-place';
import { judgeWrite } from './judge-write';
import { growing, type PushFindings } from './push-findings';
import { ago, itemOf, linkOf, loadedOf, markOf, rowOf, runOf, type RunSetting, saidIn } from './testing/marked';

interface Given extends Partial<Omit<Standing, 'kind'>> {
  readonly run?: RunSetting;
  readonly mark?: Partial<Mark>;
  readonly row?: LocalRow | null;
  readonly parts?: readonly StoredLink[];
  readonly findings?: Partial<PushFindings>;
}
/** By default somebody has edited a linked entry. */
function judge({ run, mark, row = entry, parts = [], findings = {}, ...place }: Given) {
  const changes = newChangeSet();
  const standing: Standing = { kind: 'stands', reading: edited, link: own, owner: null, isOther: false, isMoved: false, ...place };
  const loaded = loadedOf({ rows: row ? [row] : [], links: standing.link ? [standing.link] : [], parts });
  const planned = judgeWrite(runOf(run), loaded, changes, { mark: markOf('a', mark), findings: growing(findings), place: standing });
  return { planned, said: saidIn(changes) };
}

const edited = itemOf({ subject: 'Call' });
const entry = rowOf('a', edited);
const own = linkOf();
const gone = { reading: null, row: null };
const deleted = { ...gone, mark: { sawDelete: true } };

/** That its subject may be told him. */
const toBen: Verdict = { kind: 'mail', write: { kind: 'update', values: { subject: 'Call' }, mails: ['ben@example.com'] } };

const creating = linkOf({ state: 'creating', microsoftId: null, ...notReadYet });
const readIn = { readToWrite: new Set([1]) };
const repeated = itemOf({ dates: ['1', '2'] });
const series = linkOf({ base: repeated.values });
const part = linkOf({ id: 2, documentId: 'p', microsoftId: 'A/1', part: { of: 'A', key: '1' }, base: { subject: 'Visit' } });
const contested = { ...part, facts: { ...part.facts, open: ['subject'] } };
const unmerged: StoredLink = { ...part, facts: { ...part.facts, unmerged: 'changes' } };

describe('what is written', () => {
  it.each<[what: string, given: Given, one: object, said?: object]>([
    ['an edit', {}, { link: own, write: { kind: 'update', fields: ['subject'] }, isRetry: false, isPartHeld: false, isElsewhere: false }],
    ['a new entry', { link: null }, { link: null, write: { kind: 'create', values: edited.values }, wasThere: false }],
    [
      'one with a sign of having been there, which is looked for first',
      { link: null, row: rowOf('a', edited, { iCalUId: 'u' }) },
      { write: { kind: 'create' }, wasThere: true },
    ],
    [
      'which is done once',
      { link: null, row: rowOf('a', edited, { iCalUId: 'u' }), findings: { searchedByUid: new Set(['a']) } },
      { wasThere: false },
    ],
    ['a create without an answer, once more', { link: creating }, { link: creating, write: { kind: 'create' }, isRetry: true }],
    ['a deletion', deleted, { row: null, write: { kind: 'delete', mails: [] } }],
    [
      'one of what has been given to another type',
      { ...gone, row: rowOf('a', edited, {}, { standing: 'passed-on' }) },
      { write: { kind: 'delete' } },
    ],
    ['and of what an entry was by itself', { ...gone, isOther: true, isMoved: true }, { write: { kind: 'delete' }, isElsewhere: true }],
    [
      'a new item whose version nobody knows, once it was read',
      { link: linkOf({ etag: null }), findings: readIn },
      { write: { kind: 'update' } },
    ],
    ['in a preview at once', { link: linkOf({ etag: null }), run: { isPreview: true } }, { write: { kind: 'update' } }],
    [
      'a series without its parts, once it was read',
      { link: series, findings: readIn },
      { write: { kind: 'update', fields: ['subject', 'dates'] } },
    ],
    [
      'what names another calendar is deleted in this one first',
      { run: { isChosenByName: true }, row: rowOf('a', edited, { calendarName: 'Other' }), findings: readIn },
      { write: { kind: 'delete' }, isMoving: true, isElsewhere: true },
    ],
    [
      'a series that does so takes its parts along, and what was made of them there',
      {
        run: { isChosenByName: true },
        ...{ reading: repeated, row: rowOf('a', repeated, { calendarName: 'Other' }), link: series, findings: readIn },
        parts: [{ ...part, facts: { ...part.facts, left: { subject: 'Theirs' } } }],
      },
      { write: { kind: 'delete' }, isMoving: true },
      { conflicts: ['p: strapi'] },
    ],
  ])('%s', (_, given, one, said = {}) => {
    const judged = judge(given);
    expect(judged.planned).toMatchObject({ kind: 'write', one });
    expect(judged.said).toEqual(said);
  });
});

describe('what is not written, or not yet', () => {
  it.each<[what: string, given: Given, kind: string, said?: object]>([
    ['what is as it was', { reading: itemOf() }, 'settled', { releases: ['a'] }],
    ['a create without an answer of what is gone, once it was looked for', { ...gone, link: creating }, 'drop'],
    ['not before it was', { ...gone, link: creating, findings: { recoverySkipped: new Set([1]) } }, 'later'],
    ['and not within the hour, for Microsoft may show it late', { ...deleted, mark: { at: ago(59) }, link: creating }, 'later'],
    ['but after it', { ...deleted, mark: { at: ago(61) }, link: creating }, 'drop'],
    ['what may be there', { link: creating, findings: { perhapsThere: new Set([1]) } }, 'held', { holds: ['a: too-large, perhaps-there'] }],
    ['what is missing, and nobody was seen to delete', gone, 'held', { holds: ['a: missing-without-mark, missing-without-mark'] }],
    ['a part of what is being written', { owner: linkOf({ id: 9 }, { isBeingWritten: true }) }, 'unread'],
    ['though it was read', { owner: linkOf({ id: 9 }, { isBeingWritten: true }), findings: readIn }, 'later'],
    ['an item that was never read', { link: linkOf({ etag: null }) }, 'unread'],
    ['or does not answer', { link: linkOf({ etag: null }), findings: { ...readIn, notAnswered: new Set([1]) } }, 'later'],
    ['what shares its version with something we have written', { findings: { sharedVersions: new Map([['A', 'written']]) } }, 'unread'],
    ['a series that loses parts nobody has read', { link: series }, 'unread'],
    ['or about whose parts somebody is asked', { link: series, parts: [contested], findings: readIn }, 'later'],
    ['or of which one is to be compared first', { link: series, parts: [unmerged], findings: readIn }, 'waits'],
    [
      'a meeting of somebody else',
      { link: null, reading: { ...edited, isOwn: false } },
      'held',
      { holds: ['a: foreign-meeting, foreign-meeting'] },
    ],
    [
      'in a calendar that is only read',
      { link: linkOf({ collection: 'theirs' }) },
      'held',
      { holds: ['a: read-only-collection, read-only-edited'] },
    ],
    [
      'nor is it deleted there',
      { ...deleted, link: linkOf({ collection: 'theirs' }) },
      'settled',
      { linkChanges: [{ id: 1, changes: { state: 'ended' } }], log: ['microsoft unlink: deleted-where-read-only'], releases: ['a'] },
    ],
    ['an edit where only Strapi is written', { run: { direction: 'microsoft-to-strapi' } }, 'settled', { releases: ['a'] }],
    [
      'an edit of what somebody else organizes: it is taken back',
      { link: linkOf({}, { isOwn: false }) },
      'settled',
      {
        updates: [['a', { subject: 'Visit' }]],
        conflicts: ['a: microsoft'],
        log: ['strapi update: changed-in-microsoft'],
        releases: ['a'],
      },
    ],
    [
      'what is gone on both sides',
      { ...deleted, link: linkOf({}, { open: ['subject'], isGoneOpen: true }) },
      'drop',
      { log: ['strapi unlink: deleted-on-both'] },
    ],
    [
      'what is gone there, and contested no more: it goes here',
      { reading: itemOf(), link: linkOf({}, { open: ['subject'], isGoneOpen: true }) },
      'settled',
      { staged: [1], log: ['strapi delete: deleted-in-microsoft'] },
    ],
    [
      'a part whose place is gone on both sides',
      {
        reading: itemOf({}, { part: { of: 's', key: '1' } }),
        link: linkOf({ part: { of: 'S', key: '1' } }),
        owner: linkOf({ id: 9, documentId: 's', microsoftId: 'S', base: { dates: ['2'] } }),
      },
      'settled',
      { removals: ['a'], droppedLinks: [1] },
    ],
    [
      'what an entry has left, where nothing is to be written about it',
      { reading: itemOf(), isMoved: true },
      'waits',
      { droppedLinks: [1] },
    ],
    ['what asks somebody, and is deleted', { ...deleted, link: linkOf({}, { open: ['subject'] }), findings: readIn }, 'held'],
    [
      'what is to be moved and was not read',
      { run: { isChosenByName: true }, row: rowOf('a', edited, { calendarName: 'Other' }) },
      'unread',
    ],
    [
      'a deletion that would mail somebody',
      { ...deleted, link: linkOf({}, { wouldMail: ['ben@example.com'] }) },
      'held',
      { holds: ['a: would-send-mail, would-mail-deletion {"count":1}'] },
    ],
    [
      'nor does what was said before count for something else that would',
      { ...deleted, link: linkOf({}, { wouldMail: ['ben@example.com'], verdict: toBen }) },
      'held',
      {
        holds: ['a: would-send-mail, would-mail-deletion {"count":1}'],
        linkChanges: [{ id: 1, changes: { facts: { ...own.facts, wouldMail: ['ben@example.com'] } } }],
      },
    ],
  ])('%s', (_, given, kind, said = {}) => {
    const judged = judge(given);
    expect(judged.planned.kind).toBe(kind);
    expect(judged.said).toEqual(said);
  });
});
