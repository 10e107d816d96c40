import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../src/sync/decision';
import { factsOfNew } from '../../../../src/sync/link';
import { isReadFirst, mayTakeParts } from './read-first';

type Write = Parameters<typeof isReadFirst>[0];

const nothing: Decision['microsoft'] = { kind: 'none' };
const update: Decision['microsoft'] = { kind: 'update', values: {}, fields: [], mails: [] };
const otherRule: Decision['microsoft'] = { ...update, values: { rule: 'weekly' } };
const deletion: Decision['microsoft'] = { kind: 'delete', mails: [] };
/** Items with a rule have parts, which another rule takes away. */
const parts: Write['parts'] = {
  areIn: ({ rule }) => rule !== undefined,
  areKept: (from, to) => to['rule'] === undefined || from['rule'] === to['rule'],
};

const single: Write['link'] = { base: {}, facts: factsOfNew, etag: '1', part: null };
const series: Write['link'] = { ...single, base: { rule: 'daily' } };
const part: Write['link'] = { ...series, etag: null, part: { of: 'series', key: '1' } };
const madeNow: Write['link'] = { ...single, etag: null };
const asked: Write['link'] = { ...single, facts: { ...factsOfNew, open: ['subject'] } };
const askedAndGone: Write['link'] = { ...asked, facts: { ...asked.facts, isGoneOpen: true } };
const perhapsWithParts: Write['link'] = { ...single, facts: { ...factsOfNew, hasUnknownParts: true } };
const beforeOurs = { ...single, facts: { ...factsOfNew, left: { rule: 'daily' } } };

describe('what is read before it is written', () => {
  it.each<
    [what: string, link: Write['link'], write: Decision['microsoft'], known: Partial<Parameters<typeof isReadFirst>[1]>, isRead: boolean]
  >([
    ['is nothing of what is known by its version', single, update, {}, false],
    ['nor what is deleted by it', single, deletion, {}, false],
    ['is what has never been read', madeNow, update, {}, true],
    ['but not where nothing is written', madeNow, nothing, {}, false],
    ['nor a part: its version is that of its item', part, update, {}, false],
    ['is where Microsoft may ignore the version', single, update, { isReadBeforeWriting: true }, true],
    ['is where the version is of before our own write', single, update, { isVersionOld: true }, true],
    ['also of a part', part, deletion, { isVersionOld: true }, true],
    ['is where something has changed there and did not answer', part, update, { isUnproven: true }, true],
    ['is what somebody is asked about, though nothing is written', asked, nothing, {}, true],
    ['but not once it is proven to be gone', askedAndGone, deletion, { isReadBeforeWriting: true }, false],
    ['is a series that would lose its parts by another rule', series, otherRule, {}, true],
    ['but not one that keeps them', series, update, {}, false],
    ['is a series that is deleted', series, deletion, {}, true],
    ['is nothing in a preview, which must not write what it read', asked, update, { isReadOnly: true, isVersionOld: true }, false],
  ])('%s', (_, link, write, known, isRead) => {
    const nothingSpecial = { isReadOnly: false, isReadBeforeWriting: false, isUnproven: false, isVersionOld: false };
    expect(isReadFirst({ link, write, parts }, { ...nothingSpecial, ...known })).toBe(isRead);
  });

  it.each<[what: string, of: Write, may: boolean]>([
    ['another rule may take parts', { link: series, write: otherRule, parts }, true],
    ['the same rule does not', { link: series, write: update, parts }, false],
    ['a deletion does', { link: series, write: deletion, parts }, true],
    ['of a single item there is none to take', { link: single, write: deletion, parts }, false],
    ['unless it may have some that nobody here knows', { link: perhapsWithParts, write: deletion, parts }, true],
    ['or had them before what we are about to take away', { link: beforeOurs, write: deletion, parts }, true],
    ['a part has none', { link: part, write: deletion, parts }, false],
    ['nor has anything where items have no parts', { link: series, write: deletion, parts: null }, false],
  ])('%s', (_, of, may) => {
    expect(mayTakeParts(of)).toBe(may);
  });
});
