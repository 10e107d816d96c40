import { describe, expect, it } from 'vitest';

import type { CollectionChoice } from '../../../src/contracts';
import { choiceOf, type Draft, draftOf, isUnsaved, takesPart } from './choice';

const list = (id: string, choice: CollectionChoice) => ({
  id,
  name: id,
  isDefault: id === 'tasks',
  isReadOnly: false,
  isOwned: true,
  isReadInFull: false,
  talliesAnswers: true,
  takesPart: id === 'tasks' || choice === 'all' || choice.includes(id),
});
const reading = (choice: CollectionChoice) => ({
  choice,
  canChoose: true,
  collections: ['tasks', 'home', 'work'].map((id) => list(id, choice)),
});

describe('the choice of lists', () => {
  it.each<[CollectionChoice, Draft]>([
    ['default', { kind: 'default', chosen: [] }],
    ['all', { kind: 'all', chosen: ['home', 'work'] }],
    [['home'], { kind: 'these', chosen: ['home'] }],
  ])('%j begins as %o', (choice, draft) => {
    expect(draftOf(reading(choice))).toEqual(draft);
    expect(isUnsaved(draft, reading(choice))).toBe(false);
  });

  it.each<[string, Draft, CollectionChoice]>([
    ['lists that were chosen do not count beside another kind', { kind: 'all', chosen: ['home'] }, 'all'],
    ['no list is the default list only', { kind: 'these', chosen: [] }, 'default'],
    ['a list that Microsoft does not know any more is left out', { kind: 'these', chosen: ['gone', 'work'] }, ['work']],
    ['the default list needs no choice', { kind: 'these', chosen: ['tasks', 'home'] }, ['home']],
  ])('%s', (_rule, draft, choice) => expect(choiceOf(draft, reading('default'))).toEqual(choice));

  it.each<[string, CollectionChoice, Draft, boolean]>([
    ['another kind', 'default', { kind: 'all', chosen: [] }, true],
    ['one more list', ['home'], { kind: 'these', chosen: ['home', 'work'] }, true],
    ['the same lists in another order', ['home', 'work'], { kind: 'these', chosen: ['work', 'home'] }, false],
    ['all lists by name, which new ones would not join', 'all', { kind: 'these', chosen: ['home', 'work'] }, true],
    ['single lists of which none is chosen yet', 'default', { kind: 'these', chosen: [] }, false],
  ])('%s: whether there is something to save', (_what, saved, draft, expected) => expect(isUnsaved(draft, reading(saved))).toBe(expected));

  it.each<[Draft['kind'], string[]]>([
    ['default', ['tasks']],
    ['all', ['tasks', 'home', 'work']],
    ['these', ['tasks', 'work']],
  ])('%s: %j take part', (kind, expected) => {
    const { collections } = reading('default');
    expect(collections.filter((one) => takesPart({ kind, chosen: ['work'] }, one)).map(({ id }) => id)).toEqual(expected);
  });
});
