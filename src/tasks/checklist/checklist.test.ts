import { describe, expect, it } from 'vitest';
import { checklistChanges } from './changes';
import { type ChecklistEntry, sameChecklist } from './entry';
import { checklistAgreedOneWay, checklistAsBase, checklistAsSent, checklistForStrapi, mergeChecklists } from './merge';
import { checklistFromMicrosoft, checklistFromStrapi } from './read';

/** "m1 Call", ticked "m1 Call!", without a name "- Call"; in a base with the name that Strapi has for it: "m1=own Call". */
const list = (...entries: string[]): ChecklistEntry[] =>
  entries.map((text) => {
    const [, id = '', strapiId, title = '', tick] = /^([^ =]+)(?:=(\S+))? (.*?)(!?)$/.exec(text) ?? [];
    return { id: id === '-' ? '' : id, title, isChecked: tick === '!', ...(strapiId ? { strapiId } : {}) };
  });
const shown = (entries: readonly ChecklistEntry[]) =>
  entries.map(({ id, title, isChecked, strapiId }) => `${id || '-'}${strapiId ? `=${strapiId}` : ''} ${title}${isChecked ? '!' : ''}`);

it.each([
  ['in another order', ['m1 A', 'm2 B'], ['m2 B', 'm1 A'], true],
  ['by other names', ['- A', 'own B!'], ['m1 A', 'm2 B!'], true],
  ['twice', ['m1 A', 'm2 A'], ['m1 A'], false],
  ['ticked', ['m1 A'], ['m1 A!'], false],
  ['renamed', ['m1 A'], ['m1 a'], false],
])('two checklists are the same or not: %s', (_, a, b, isSame) => expect(sameChecklist(list(...a), list(...b))).toBe(isSame));

it('a checklist that was never agreed is an empty one', () => {
  expect([sameChecklist(undefined, []), sameChecklist(null, []), sameChecklist(null, list('- A'))]).toEqual([true, true, false]);
});

describe('edits of both sides', () => {
  it.each([
    [
      'of different entries stand beside each other',
      ['m1 A', 'm2 B', 'm3 C'],
      ['m1 A2', 'm2 B', 'm3 C'],
      ['m1 A', 'm2 B!', 'm4 D'],
      ['m1 A2', 'm2 B!', 'm4 D'],
    ],
    ["keep Strapi's order", ['m1 A', 'm2 B'], ['m2 B', '- C', 'm1 A'], ['m1 A', 'm2 B!', 'm3 D'], ['m2 B!', '- C', 'm1 A', 'm3 D']],
    ['of the same entry that say the same are one', ['m1 A'], ['m1 A!'], ['m1 A!'], ['m1 A!']],
    ['that both remove it agree', ['m1 A', 'm2 B'], ['m2 B'], ['m2 B!'], ['m2 B!']],
    ['know an entry again that has no name yet', [], ['- A', '- B'], ['m1 A'], ['m1 A', '- B']],
    ['know it again that was ticked before its answer came', [], ['- A!'], ['m1 A'], ['m1 A!']],
    ["keep an author's own name", ['m1=own A'], ['own A2'], ['m1 A', 'm2 B'], ['own A2', 'm2 B']],
    ['know entries again that Microsoft has named anew', ['m1 A', 'm2 B'], ['m1 A2', 'm2 B'], ['n1 A', 'n2 B!'], ['m1 A2', 'm2 B!']],
    [
      'know entries again that an author writes without their names',
      ['m1 A', 'm2 B'],
      ['- A', '- B', '- C'],
      ['m1 A!', 'm2 B'],
      ['m1 A!', 'm2 B', '- C'],
    ],
  ])('%s', (_, base, strapi, microsoft, expected) => {
    for (const winner of ['strapi', 'microsoft', null] as const) {
      const { value, isContested } = mergeChecklists(
        { base: list(...base), strapi: list(...strapi), microsoft: list(...microsoft) },
        winner,
      );
      expect(isContested).toBe(false);
      expect(shown(value)).toEqual(expected);
    }
  });

  it.each([
    [
      'renamed on both',
      ['m1 A here', 'm2 B!'],
      ['m1 A there', 'm2 B', 'm3 C'],
      ['m1 A here', 'm2 B!', 'm3 C'],
      ['m1 A there', 'm2 B!', 'm3 C'],
    ],
    ['renamed and ticked', ['m1 A here', 'm2 B'], ['m1 A!', 'm2 B'], ['m1 A here', 'm2 B'], ['m1 A!', 'm2 B']],
    ['removed here and ticked there', ['m2 B', '- C'], ['m1 A!', 'm2 B'], ['m2 B', '- C'], ['m2 B', '- C', 'm1 A!']],
    ['ticked here and removed there', ['m1 A!', 'm2 B'], ['m2 B'], ['m1 A!', 'm2 B'], ['m2 B']],
  ])('of the same entry are a conflict, and only of it: %s', (_, strapi, microsoft, ifStrapiWins, ifMicrosoftWins) => {
    const versions = { base: list('m1 A', 'm2 B'), strapi: list(...strapi), microsoft: list(...microsoft) };
    expect(mergeChecklists(versions, null).isContested).toBe(true);
    expect(shown(mergeChecklists(versions, 'strapi').value)).toEqual(ifStrapiWins);
    expect(shown(mergeChecklists(versions, 'microsoft').value)).toEqual(ifMicrosoftWins);
  });

  it('where nothing was ever agreed hold everything once', () => {
    const { value, isContested } = mergeChecklists({ base: null, strapi: list('m1 A', '- B'), microsoft: list('m1 A', 'm2 C') }, 'strapi');
    expect([shown(value), isContested]).toEqual([['m1 A', '- B', 'm2 C'], false]);
  });
});

it('what Microsoft holds is kept in the order and by the names of Strapi', () => {
  const versions = { base: list('m1=own A', 'm2 B'), strapi: list('m2 B', 'own A', '- gone'), microsoft: list('m1 A!', 'm2 B2', 'm3 C') };
  expect(shown(checklistForStrapi(versions))).toEqual(['m2 B2', 'own A!', 'm3 C']);
  expect(shown(checklistAsBase(versions))).toEqual(['m2 B2', 'm1=own A!', 'm3 C']);
});

it.each([
  ['what both hold', [], ['- A'], ['m1 A'], ['m1 A']],
  ['not what somebody there has made', ['m1 A'], ['m1 A'], ['m1 A', 'm2 B'], ['m1 A']],
  ['not what somebody there has changed', ['m1 A'], ['m1 A', '- B'], ['m1 A!', 'm2 B'], ['m1 A', 'm2 B']],
  ['what was deleted there, until Strapi changes it', ['m1 A', 'm2 B'], ['m1 A', 'm2 B2'], [], ['m1 A']],
  ['what Strapi has removed and Microsoft still has', ['m1 A'], [], ['m1 A'], ['m1 A']],
])('one way, agreed is %s', (_, base, strapi, microsoft, expected) => {
  expect(shown(checklistAgreedOneWay({ base: list(...base), strapi: list(...strapi), microsoft: list(...microsoft) }))).toEqual(expected);
});

it.each([
  ['what was made', [], ['- A', 'own B'], ['m1 A!', 'm2 B'], ['m1 A', 'm2=own B']],
  ['what was changed', ['m1 A', 'm2 B'], ['m1 A2', 'm2 B!'], ['m1 A2', 'm2 B'], ['m1 A2', 'm2 B']],
  ['not what others have made', ['m1 A'], ['m1 A'], ['m1 A', 'm2 B'], ['m1 A']],
  ['not what others have taken away', ['m1 A'], ['m1 A2'], [], ['m1 A']],
])('after a write that nobody answered is agreed %s', (_, base, strapi, microsoft, expected) => {
  expect(shown(checklistAsSent({ base: list(...base), strapi: list(...strapi), microsoft: list(...microsoft) }))).toEqual(expected);
});

it("what is to be written names Microsoft's entries", () => {
  const changes = checklistChanges(list('m1=own A', 'm2 B', 'm3 C'), list('own A2', '- B', 'new D!'));
  expect(changes).toEqual([
    { kind: 'delete', id: 'm3' },
    { kind: 'update', id: 'm1', entry: expect.objectContaining({ title: 'A2', isChecked: false }) as unknown },
    { kind: 'create', entry: expect.objectContaining({ title: 'D', isChecked: true }) as unknown },
  ]);
});

describe('reading', () => {
  it("Microsoft's, without what has no name or no id", () => {
    expect(
      checklistFromMicrosoft([
        { id: 'm1', displayName: ' A \n B', isChecked: true },
        { id: 'm2', displayName: '' },
        { displayName: 'C' },
        null,
        { id: 'm1', displayName: 'A B', isChecked: true },
      ]),
    ).toEqual(list('m1 A B!'));
    expect([checklistFromMicrosoft(undefined), checklistFromMicrosoft(null), checklistFromMicrosoft('x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['nothing', null, []],
    ['titles alone', [{ title: ' A ' }], ['- A']],
    ['text, as raw rows have it', '[{"id":"own","title":"A","isChecked":true}]', ['own A!']],
    ['numbers for ids', [{ id: 1, title: 'A' }], ['1 A']],
    [
      'an entry that was copied with its id',
      [
        { id: 'm1', title: 'A' },
        { id: 'm1', title: 'B' },
      ],
      ['m1 A', '- B'],
    ],
    ['two new entries', [{ title: 'A' }, { id: null, title: 'A', isChecked: null }], ['- A', '- A']],
  ])("Strapi's: %s", (_, checklist, expected) => expect(shown(checklistFromStrapi({ checklist }))).toEqual(expected));

  it.each([
    ['a text', 'no JSON', '"checklist" must be valid JSON'],
    ['an object', { title: 'A' }, '"checklist" must be a list of entries'],
    ['texts', ['A'], 'Entry 1 of "checklist" must be an object with a "title"'],
    ['no title', [{ title: 'A' }, { isChecked: true }], 'Entry 2 of "checklist" needs a "title"'],
    ['an empty title', [{ title: '  ' }], 'needs a "title"'],
    ['a title that is no text', [{ title: 1 }], 'needs a "title"'],
    ['a huge title', [{ title: 'x'.repeat(4_001) }], 'has a "title" of 4001 characters'],
    ['a tick that is none', [{ title: 'A', isChecked: 'yes' }], 'an "isChecked" that is neither true nor false'],
    ['an id that is none', [{ title: 'A', id: {} }], 'an "id" that is no text'],
    ['a property that nobody knows', [{ title: 'A', done: true }], 'a property "done"'],
    ['far too many', Array.from({ length: 501 }, () => ({ title: 'A' })), 'at most 500 entries'],
  ])('what cannot be one says what is wrong: %s', (_, checklist, message) =>
    expect(() => checklistFromStrapi({ checklist })).toThrow(message),
  );
});
