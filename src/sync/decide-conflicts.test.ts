import { describe, expect, it } from 'vitest';
import { inWords } from '../contracts/reasons';
import type { ConflictResolution, Side } from '../contracts';
import { decide } from './decide';
import type { Values } from './resource';
import type { LocalState, WholeState } from './situation';
import { rule, fields, definition, base, facts, link, here, there, gone, agreed, nothing, settings, said } from './testing/situations';

describe('the same field changed on both sides', () => {
  it.each<[ConflictResolution, string]>([
    ['strapi-wins', 'microsoft update subject, conflict strapi'],
    ['microsoft-wins', 'strapi update subject, conflict microsoft'],
    ['newest-wins', 'strapi update subject, conflict microsoft'],
    ['ask', 'conflict open'],
  ])('%s', (resolution, words) => {
    expect(said({ local: here({ subject: 'b' }), remote: there({ subject: 'c' }), settings: settings('bidirectional', resolution) })).toBe(
      words,
    );
  });
  it('is kept once where the write has to wait, though Microsoft is read again', () => {
    const of = { definition, settings: settings('strapi-to-microsoft'), local: here({ subject: 'b' }), remote: there({ subject: 'c' }), isReadOnly: true }; // prettier-ignore
    const first = decide({ ...of, link: link() });
    expect(first).toMatchObject({ microsoft: { kind: 'none' }, hold: { code: 'read-only-collection' }, conflict: { fields: ['subject'] } });
    if (first.link.kind !== 'agree') throw new Error('nothing was agreed');
    const again = decide({ ...of, link: link({ base: first.link.base, facts: first.link.facts }) });
    expect(again).toMatchObject({ microsoft: { kind: 'none' }, hold: { code: 'read-only-collection' }, conflict: null });
  });
  it('goes to Strapi in a tie of times', () => {
    const remote = there({ subject: 'c' }, { modifiedAt: '2026-01-01T10:00:00.000Z' });
    expect(said({ local: here({ subject: 'b' }), remote, settings: settings('bidirectional', 'newest-wins') })).toBe(
      'microsoft update subject, conflict strapi',
    );
  });
  it('leaves the difference for the Microsoft write to find after a crash: the base is what Microsoft holds', () => {
    const decision = decide({
      definition,
      settings: settings(),
      link: link(),
      local: here({ subject: 'b' }),
      remote: there({ subject: 'c' }),
    });
    expect(decision.link).toMatchObject({ kind: 'agree', base: { subject: 'c' } });
  });
  it('keeps the old base of an open conflict', () => {
    const decision = decide({
      definition,
      settings: settings('bidirectional', 'ask'),
      link: link(),
      local: here({ subject: 'b' }),
      remote: there({ subject: 'c' }),
    });
    expect(decision.link).toMatchObject({ kind: 'agree', base: { subject: 'a' } });
  });
});

describe('an open conflict', () => {
  const open = link({ facts: { ...facts, open: ['subject'] } });
  const ask = settings('bidirectional', 'ask');
  it('is written on neither side while nothing new was read, and lets other fields go on', () => {
    expect(said({ link: open, local: here({ subject: 'b', category: 'blue' }), remote: agreed, settings: ask })).toBe(
      'microsoft update category',
    );
    expect(said({ link: open, local: gone, remote: agreed, settings: ask })).toBe('nothing');
  });
  it('ends when both sides hold the same', () => {
    const decision = decide({ definition, settings: ask, link: open, local: here({ subject: 'c' }), remote: there({ subject: 'c' }) });
    expect(decision).toMatchObject({ conflict: null, link: { kind: 'agree', base: { subject: 'c' }, facts: { open: [] } } });
  });
});

describe('an edit against a deletion', () => {
  it.each<[ConflictResolution, string, string]>([
    ['strapi-wins', 'microsoft delete, conflict strapi', 'microsoft create, conflict strapi'],
    ['microsoft-wins', 'strapi create, conflict microsoft', 'strapi delete, link drop, conflict microsoft'],
    ['newest-wins', 'strapi create, conflict microsoft', 'microsoft create, conflict strapi'],
    ['ask', 'conflict open', 'conflict open'],
  ])('%s', (resolution, deletedHere, deletedThere) => {
    const of = settings('bidirectional', resolution);
    expect(said({ local: gone, remote: there({ subject: 'c' }), settings: of })).toBe(deletedHere);
    expect(said({ local: here({ subject: 'b' }), remote: gone, settings: of })).toBe(deletedThere);
  });
});

describe('a part that was deleted in Strapi and edited in Microsoft', () => {
  const part = link({ part: { of: 'whole', key: 'k' } });
  const deleted = (conflictResolution: ConflictResolution, more: Partial<Parameters<typeof said>[0]> = {}) =>
    said({
      link: part,
      local: gone,
      remote: there({ subject: 'c' }),
      settings: settings('bidirectional', conflictResolution),
      whole: 'stands',
      ...more,
    });
  it.each<[WholeState, Record<ConflictResolution, string>]>([
    [
      'stands',
      {
        'strapi-wins': 'conflict strapi',
        'microsoft-wins': 'strapi create, conflict microsoft',
        'newest-wins': 'strapi create, conflict microsoft',
        ask: 'conflict open',
      },
    ],
    // Writing its item takes it away in Microsoft, so there would be nothing left to decide about.
    [
      'rewritten',
      {
        'strapi-wins': 'conflict strapi',
        'microsoft-wins': 'strapi create, conflict microsoft',
        'newest-wins': 'strapi create, conflict microsoft',
        ask: 'conflict strapi',
      },
    ],
    [
      'gone',
      { 'strapi-wins': 'conflict strapi', 'microsoft-wins': 'conflict strapi', 'newest-wins': 'conflict strapi', ask: 'conflict strapi' },
    ],
  ])('whose item %s', (whole, expected) => {
    for (const [resolution, words] of Object.entries(expected))
      expect([resolution, deleted(resolution as ConflictResolution, { whole })]).toEqual([resolution, words]);
  });
  it.each<[Side, string]>([
    ['strapi', 'conflict strapi'],
    ['microsoft', 'strapi create, conflict microsoft'],
  ])('is decided by a person, for %s', (winner, words) => {
    const verdict = { kind: 'winner', winner, fields: ['subject'] } as const;
    expect(deleted('ask', { link: { ...part, facts: { ...facts, open: ['subject'], verdict } } })).toBe(words);
  });
  it('waits while nothing new was read, and is no conflict any more when the edit is taken back', () => {
    const open = { ...part, facts: { ...facts, open: ['subject'] } };
    expect(deleted('ask', { link: open, remote: agreed })).toBe('nothing');
    expect(
      decide({ definition, settings: settings('bidirectional', 'ask'), link: open, local: gone, remote: there(), whole: 'stands' }),
    ).toMatchObject({ conflict: null, link: { kind: 'agree', facts: { open: [] } } });
  });
  it('stays deleted in a series that somebody else organizes', () => {
    expect(deleted('microsoft-wins', { remote: there({ subject: 'c' }, { isOwn: false }) })).toBe('conflict strapi');
  });
  it('is not taken off its item in Microsoft before the answer', () => {
    const parts = {
      including: (of: Values, keys: ReadonlySet<string>) => ({
        ...of,
        removed: (of['removed'] as string[]).filter((one) => !keys.has(one)),
      }),
    };
    const removed = { ...fields, removed: rule({ isEqual: (a, b) => JSON.stringify(a) === JSON.stringify(b) }) };
    const of = {
      definition: { ...definition, fields: removed, parts: parts as never },
      settings: settings(),
      link: link({ base: { ...base, removed: [] } }),
      remote: agreed,
    };
    const local = here({ subject: 'b', removed: ['j', 'k'] });
    expect(decide({ ...of, local }).microsoft).toMatchObject({ kind: 'update', fields: ['subject', 'removed'] });
    expect(decide({ ...of, local, askedParts: ['k'] }).microsoft).toMatchObject({
      fields: ['subject', 'removed'],
      values: { removed: ['j'] },
    });
    expect(decide({ ...of, local, askedParts: ['j', 'k'] })).toMatchObject({
      microsoft: { fields: ['subject'] },
      strapi: { kind: 'none' },
    });
  });
});

describe('fields that belong together', () => {
  it('merge where the result makes sense', () => {
    expect(said({ local: here({ start: 0 }), remote: there({ end: 3 }) })).toBe('strapi update end, microsoft update start');
  });
  it('are decided together where it does not', () => {
    expect(said({ local: here({ start: 5, end: 6 }), remote: there({ end: 3 }) })).toBe('microsoft update start+end, conflict strapi');
    const of = settings('bidirectional', 'microsoft-wins');
    expect(said({ local: here({ start: 2.5 }), remote: there({ end: 1.5 }), settings: of })).toBe(
      'strapi update start+end, conflict microsoft',
    );
  });
});

describe('quiet', () => {
  const meeting = { ...facts, wouldMail: ['ben@example.com'] };
  const change = { local: here({ subject: 'b', category: 'blue' }), remote: agreed, link: link({ facts: meeting }) };
  it('writes personal fields and holds what would mail', () => {
    expect(said(change)).toBe('microsoft update category, hold would-send-mail');
    expect(said({ ...change, settings: settings('bidirectional', 'strapi-wins', 'never') })).toBe(
      'microsoft update category, hold would-send-mail',
    );
    expect(said({ ...change, settings: settings('bidirectional', 'strapi-wins', 'always') })).toBe('microsoft update subject+category');
  });
  it('holds a deletion that would cancel', () => {
    expect(said({ ...change, local: gone })).toBe('hold would-send-mail');
    expect(said({ ...change, local: gone, settings: settings('bidirectional', 'strapi-wins', 'always') })).toBe('microsoft delete');
  });
  it('says how many people would be mailed', () => {
    const asked = { definition, settings: settings('bidirectional', 'strapi-wins', 'ask') };
    const message = (wouldMail: string[], local: LocalState) =>
      inWords(decide({ ...asked, local, remote: agreed, link: link({ facts: { ...meeting, wouldMail } }) }).hold?.message ?? '');
    expect(message(['ben@example.com'], change.local)).toContain('makes Microsoft send an update to 1 person.');
    expect(message(['ben@example.com', 'cid@example.com'], gone)).toContain('makes Microsoft send a cancellation to 2 people.');
  });
  it('mails nobody for linking, and makes no meeting of somebody else anew', () => {
    const always = settings('bidirectional', 'strapi-wins', 'always');
    expect(
      said({ link: null, local: here({ subject: 'b' }), remote: there({}, { wouldMail: ['ben@example.com'] }), settings: always }),
    ).toBe('conflict strapi, hold would-send-mail');
    const unsent = link({ facts: { ...meeting, unsent: { subject: 'b' } } });
    expect(said({ link: unsent, local: here({ subject: 'b' }), remote: agreed, settings: always })).toBe('hold would-send-mail');
    expect(said({ link: unsent, local: here({ subject: 'c' }), remote: agreed, settings: always })).toBe('microsoft update subject');
    const verdict = { kind: 'mail', write: { kind: 'update', values: { subject: 'b' }, mails: meeting.wouldMail } } as const;
    expect(
      said({ link: link({ facts: { ...unsent.facts, verdict } }), local: here({ subject: 'b' }), remote: agreed, settings: always }),
    ).toBe('microsoft update subject');
    const foreign = here();
    if (foreign.kind === 'item')
      expect(said({ link: null, local: { ...foreign, item: { ...foreign.item, isOwn: false } }, remote: nothing })).toBe(
        'hold foreign-meeting',
      );
  });
  it('does not take the answer of an attendee for an edit', () => {
    const of = settings('bidirectional', 'newest-wins', 'always');
    expect(said({ local: gone, remote: there({ webLink: 'y' }), settings: of })).toBe('microsoft delete');
  });
  it("takes back an edit of somebody else's meeting, and writes the personal fields", () => {
    const foreign = link({ facts: { ...facts, isOwn: false } });
    expect(said({ link: foreign, local: here({ subject: 'b', category: 'blue' }), remote: agreed })).toBe(
      'strapi update subject, microsoft update category, conflict microsoft',
    );
    expect(said({ link: foreign, local: gone, remote: agreed })).toBe('link end');
  });
  it('never writes a masked or unwritable field to Microsoft, and puts the mask back', () => {
    expect(said({ link: link({ facts: { ...facts, masked: ['subject'] } }), local: here({ subject: 'b' }), remote: agreed })).toBe(
      'strapi update subject',
    );
    expect(said({ link: link({ facts: { ...facts, unwritable: ['subject'] } }), local: here({ subject: 'b' }), remote: agreed })).toBe(
      'strapi update subject, conflict microsoft',
    );
  });
  it('takes back an edit of what only Microsoft sets, without calling it a conflict', () => {
    expect(said({ local: here({ webLink: 'mine' }), remote: agreed })).toBe('strapi update webLink');
  });
});
