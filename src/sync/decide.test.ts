import { describe, expect, it } from 'vitest';
import type { Direction } from '../contracts';
import { decide } from './decide';
import type { Link } from './link';
import type { LocalState, RemoteState } from './situation';
import { definition, base, link, here, there, gone, agreed, nothing, unusable, settings, said } from './testing/situations';

describe('the matrix of unchanged, changed, deleted and new', () => {
  it.each<[string, Link | null, LocalState, RemoteState, Record<Direction, string>]>([
    [
      'new in Strapi',
      null,
      here(),
      nothing,
      { bidirectional: 'microsoft create', 'strapi-to-microsoft': 'microsoft create', 'microsoft-to-strapi': 'nothing' },
    ],
    [
      'new in Microsoft',
      null,
      nothing,
      there(),
      { bidirectional: 'strapi create', 'strapi-to-microsoft': 'nothing', 'microsoft-to-strapi': 'strapi create' },
    ],
    [
      'unchanged',
      link(),
      here(),
      there(),
      { bidirectional: 'nothing', 'strapi-to-microsoft': 'nothing', 'microsoft-to-strapi': 'nothing' },
    ],
    [
      'changed in Strapi',
      link(),
      here({ subject: 'b' }),
      there(),
      { bidirectional: 'microsoft update subject', 'strapi-to-microsoft': 'microsoft update subject', 'microsoft-to-strapi': 'nothing' },
    ],
    [
      'changed in Strapi, Microsoft not read',
      link(),
      here({ subject: 'b' }),
      agreed,
      { bidirectional: 'microsoft update subject', 'strapi-to-microsoft': 'microsoft update subject', 'microsoft-to-strapi': 'nothing' },
    ],
    [
      'changed in Microsoft',
      link(),
      here(),
      there({ subject: 'c' }),
      { bidirectional: 'strapi update subject', 'strapi-to-microsoft': 'nothing', 'microsoft-to-strapi': 'strapi update subject' },
    ],
    [
      'changed in Microsoft, unusable in Strapi',
      link(),
      unusable,
      there({ subject: 'c' }),
      { bidirectional: 'hold invalid-value', 'strapi-to-microsoft': 'hold invalid-value', 'microsoft-to-strapi': 'hold invalid-value' },
    ],
    [
      'deleted in Microsoft, unusable in Strapi',
      link(),
      unusable,
      gone,
      { bidirectional: 'hold invalid-value', 'strapi-to-microsoft': 'hold invalid-value', 'microsoft-to-strapi': 'hold invalid-value' },
    ],
    [
      'the same item, unusable in Strapi',
      null,
      unusable,
      there(),
      { bidirectional: 'hold invalid-value', 'strapi-to-microsoft': 'hold invalid-value', 'microsoft-to-strapi': 'hold invalid-value' },
    ],
    [
      'different fields changed',
      link(),
      here({ subject: 'b' }),
      there({ category: 'blue' }),
      {
        bidirectional: 'strapi update category, microsoft update subject',
        'strapi-to-microsoft': 'microsoft update subject',
        'microsoft-to-strapi': 'strapi update category',
      },
    ],
    [
      'the same change on both sides',
      link(),
      here({ subject: 'b' }),
      there({ subject: 'b' }),
      { bidirectional: 'nothing', 'strapi-to-microsoft': 'nothing', 'microsoft-to-strapi': 'nothing' },
    ],
    [
      'deleted in Strapi',
      link(),
      gone,
      agreed,
      { bidirectional: 'microsoft delete', 'strapi-to-microsoft': 'microsoft delete', 'microsoft-to-strapi': 'link end' },
    ],
    [
      'deleted in Microsoft',
      link(),
      here(),
      gone,
      { bidirectional: 'strapi delete, link drop', 'strapi-to-microsoft': 'link end', 'microsoft-to-strapi': 'strapi delete, link drop' },
    ],
    [
      'deleted on both sides',
      link(),
      gone,
      gone,
      { bidirectional: 'link drop', 'strapi-to-microsoft': 'link drop', 'microsoft-to-strapi': 'link drop' },
    ],
    [
      'missing without a mark',
      link(),
      { kind: 'missing' },
      agreed,
      {
        bidirectional: 'hold missing-without-mark',
        'strapi-to-microsoft': 'hold missing-without-mark',
        'microsoft-to-strapi': 'hold missing-without-mark',
      },
    ],
    [
      'ended, the other side changed',
      link({ state: 'ended' }),
      gone,
      there({ subject: 'c' }),
      { bidirectional: 'nothing', 'strapi-to-microsoft': 'nothing', 'microsoft-to-strapi': 'nothing' },
    ],
  ])('%s', (_name, of, local, remote, expected) => {
    for (const [direction, words] of Object.entries(expected))
      expect([direction, said({ link: of, local, remote, settings: settings(direction as Direction) })]).toEqual([direction, words]);
  });
});

describe('an entry that cannot be read', () => {
  const read = (of: Link | null, remote: RemoteState) => decide({ definition, settings: settings(), link: of, local: unusable, remote });
  it('keeps its base, whatever Microsoft holds, and is read again before anything is decided', () =>
    expect(read(link(), there({ subject: 'c' })).link).toMatchObject({ kind: 'agree', base, facts: { unmerged: 'changes' } }));
  it('is tied to its item without anything being agreed', () => {
    const tied = read(null, there({ subject: 'c' })).link;
    expect(tied).toMatchObject({ kind: 'agree', facts: { unmerged: 'all' } });
    const unmerged = link(tied.kind === 'agree' ? { base: tied.base, facts: tied.facts } : {});
    expect(said({ link: unmerged, local: here({ subject: 'b' }), remote: there({ subject: 'c' }) })).toBe(
      'microsoft update subject, conflict strapi',
    );
    expect(
      said({ link: unmerged, local: here({ subject: 'b' }), remote: there({ subject: 'c' }), settings: settings('bidirectional', 'ask') }),
    ).toBe('conflict open');
    expect(read(unmerged, there({ subject: 'd' })).link).toMatchObject({ facts: { unmerged: 'all' } });
    expect(said({ link: unmerged, local: gone, remote: there({ subject: 'c' }) })).toBe('microsoft delete');
  });
  it('leaves a remembered deletion what it is', () =>
    expect(read(link({ state: 'ended' }), there({ subject: 'c' })).link).toEqual({ kind: 'none' }));
});
