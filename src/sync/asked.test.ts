import { describe, expect, it } from 'vitest';
import type { ConflictResolution, Direction, Side } from '../contracts';
import { decide } from './decide';
import { agreed, definition, facts, gone, here, link, said, settings, there } from './testing/situations';

/** Somebody was asked under `ask`; meanwhile somebody else has saved these. */
const others: [Direction, ConflictResolution][] = [
  ['bidirectional', 'strapi-wins'],
  ['bidirectional', 'microsoft-wins'],
  ['bidirectional', 'newest-wins'],
  ['strapi-to-microsoft', 'ask'],
  ['microsoft-to-strapi', 'ask'],
];
const open = (fields: string[], verdict?: { kind: 'winner'; winner: Side; fields: string[]; except?: string[] }) =>
  link({ facts: { ...facts, open: fields, ...(verdict ? { verdict } : {}) } });

describe.each(others)('an open conflict, after a change to %s and %s', (direction, resolution) => {
  const now = settings(direction, resolution);

  it('of a field stays open when the item is read again, and nothing of it is written', () => {
    const decision = decide({
      definition,
      settings: now,
      link: open(['subject']),
      local: here({ subject: 'b' }),
      remote: there({ subject: 'c' }),
    });
    expect(decision).toMatchObject({
      strapi: { kind: 'none' },
      microsoft: { kind: 'none' },
      conflict: { fields: ['subject'], decided: null },
      link: { kind: 'agree', base: { subject: 'a' }, facts: { open: ['subject'] } },
    });
  });

  it('keeps what the other side has made of it since', () => {
    const decision = decide({
      definition,
      settings: now,
      link: open(['subject']),
      local: here({ subject: 'b' }),
      remote: there({ subject: 'later' }),
    });
    expect(decision.conflict).toMatchObject({ microsoft: { subject: 'later' }, decided: null });
  });

  it('of times stays open as a whole', () => {
    const words = said({
      link: open(['start', 'end']),
      local: here({ start: 9, end: 12 }),
      remote: there({ start: 1, end: 5 }),
      settings: now,
    });
    expect(['conflict open', 'nothing']).toContain(words);
    const both = decide({
      definition,
      settings: now,
      link: open(['start', 'end']),
      local: here({ start: 3, end: 4 }),
      remote: there({ start: 5, end: 6 }),
    });
    expect(both).toMatchObject({ strapi: { kind: 'none' }, microsoft: { kind: 'none' }, conflict: { fields: ['start', 'end'] } });
  });

  it('of a deletion in Strapi stays open, and the edit in Microsoft stays', () => {
    for (const remote of [there({ subject: 'c' }), agreed])
      expect(said({ link: open(['subject']), local: gone, remote, settings: now })).toMatch(/^(conflict open|nothing)$/);
  });

  it('of a deletion in Microsoft stays open, and the entry stays', () => {
    const isGone = link({ facts: { ...facts, open: ['subject'], isGoneOpen: true } });
    for (const remote of [gone, agreed]) {
      const decision = decide({ definition, settings: now, link: isGone, local: here({ subject: 'b' }), remote });
      expect(decision).toMatchObject({ strapi: { kind: 'none' }, microsoft: { kind: 'none' }, conflict: { decided: null } });
      expect(decision.link).toMatchObject({ kind: 'agree', facts: { open: ['subject'] } });
    }
  });

  it('is none any more where one side has taken its edit back', () => {
    const decision = decide({ definition, settings: now, link: open(['subject']), local: here(), remote: there({ subject: 'c' }) });
    expect([decision.conflict, decision.link.kind === 'agree' && decision.link.facts.open]).toEqual([null, []]);
  });
});

describe('the answer of a person, field by field', () => {
  const asked = {
    local: here({ subject: 'b', category: 'here' }),
    remote: there({ subject: 'c', category: 'there' }),
    settings: settings('bidirectional', 'ask'),
  };
  const of = (winner: Side, except: string[]) =>
    open(['subject', 'category'], { kind: 'winner', winner, fields: ['subject', 'category'], except });

  it.each<[Side, string[], Record<string, string>, string[], string[]]>([
    ['strapi', ['category'], { subject: 'b', category: 'there' }, ['category'], ['subject']],
    ['microsoft', ['category'], { subject: 'c', category: 'here' }, ['subject'], ['category']],
    ['strapi', [], { subject: 'b', category: 'here' }, [], ['subject', 'category']],
  ])('%s but for %j', (winner, except, values, toStrapi, toMicrosoft) => {
    const { strapi, microsoft, conflict, alsoDecided = [] } = decide({ definition, link: of(winner, except), ...asked });
    expect([strapi.kind === 'update' ? strapi.fields : [], microsoft.kind === 'update' ? microsoft.fields : []]).toEqual([
      toStrapi,
      toMicrosoft,
    ]);
    if (microsoft.kind === 'update') expect(microsoft.values).toMatchObject(values);
    const kept = [conflict, ...alsoDecided].flatMap((note) => (note ? note.fields.map((field) => [field, note.decided]) : []));
    expect(Object.fromEntries(kept)).toEqual(
      Object.fromEntries(
        ['subject', 'category'].map((field) => [
          field,
          { by: 'person', winner: except.includes(field) ? (winner === 'strapi' ? 'microsoft' : 'strapi') : winner },
        ]),
      ),
    );
  });
});

describe('the answer of a person, after a change of direction', () => {
  it.each<[Direction, Side, string]>([
    ['strapi-to-microsoft', 'strapi', 'microsoft update subject, conflict strapi'],
    ['microsoft-to-strapi', 'microsoft', 'strapi update subject, conflict microsoft'],
    // The source is never written: each side keeps its own.
    ['strapi-to-microsoft', 'microsoft', 'conflict microsoft'],
    ['microsoft-to-strapi', 'strapi', 'conflict strapi'],
  ])('%s: for %s', (direction, winner, words) => {
    const verdict = { kind: 'winner' as const, winner, fields: ['subject'] };
    const asked = { local: here({ subject: 'b' }), remote: there({ subject: 'c' }), settings: settings(direction, 'ask') };
    expect(said({ link: open(['subject'], verdict), ...asked })).toBe(words);
    const decision = decide({ definition, link: open(['subject'], verdict), ...asked });
    expect(decision.conflict?.decided).toEqual({ by: 'person', winner });
    if (decision.link.kind !== 'agree') throw new Error('not linked any more');
    if (decision.strapi.kind === 'none' && decision.microsoft.kind === 'none')
      expect(said({ link: link({ base: decision.link.base, facts: decision.link.facts }), ...asked })).toBe('nothing');
  });

  it.each<[Direction, Side, string]>([
    ['strapi-to-microsoft', 'strapi', 'microsoft delete, conflict strapi'],
    ['strapi-to-microsoft', 'microsoft', 'link end, conflict microsoft'],
    ['microsoft-to-strapi', 'microsoft', 'strapi create, conflict microsoft'],
    ['microsoft-to-strapi', 'strapi', 'link end, conflict strapi'],
  ])('about a deletion in Strapi, %s: for %s', (direction, winner, words) => {
    const verdict = { kind: 'winner' as const, winner, fields: ['subject'] };
    expect(
      said({ link: open(['subject'], verdict), local: gone, remote: there({ subject: 'c' }), settings: settings(direction, 'ask') }),
    ).toBe(words);
  });
});
