import { describe, expect, it } from 'vitest';

import type { SyncStatusRow } from '../../../src/contracts';
import type { ApplicationNeed } from '../../../src/contracts/http-status';
import { attentionOf, type Seen } from './attentionOf';

const row = (more: Partial<SyncStatusRow> = {}): SyncStatusRow => ({
  user: 'ada',
  userName: 'Ada',
  organization: null,
  resource: 'calendar',
  enabled: true,
  inProgress: false,
  lastSyncAt: null,
  nextSyncAt: null,
  state: 'connected',
  reason: null,
  conflicts: 0,
  held: 0,
  waitingRun: null,
  waitsFor: null,
  narrowedTo: null,
  ...more,
});
const me = (state: 'connected' | 'delayed' | 'action-required' | 'not-connected', sync = [row()]): NonNullable<Seen['me']> => ({
  account: { user: 'ada', state, reason: null, mailbox: null, connectedAt: null, lastSucceededAt: null },
  application: { isConfigured: true, mode: 'delegated' },
  waitsForApplication: false,
  sync,
});
/** Whose account stands still for an application. */
const waiting = { ...me('action-required', [row({ state: 'action-required' })]), waitsForApplication: true };
const people = (more: Partial<NonNullable<Seen['people']>['totals']> = {}, ofApplications = 0): NonNullable<Seen['people']> => ({
  totals: { 'needs-person': 0, 'to-decide': 0, delayed: 0, healthy: 3, ...more },
  ofApplications,
});
const need = (more: Partial<ApplicationNeed> = {}): ApplicationNeed => ({ organization: null, problem: null, ends: null, ...more });
const expired = need({ problem: 'application-secret-expired' });
const acme = { id: 'acme', name: 'Acme' };

describe('what is said of synchronization', () => {
  it.each([
    ['all is well', { me: me('connected'), people: people() }, 'healthy', ['attention.healthy']],
    ['one’s own sign-in has ended', { me: me('action-required'), people: null }, 'needs-you', ['attention.own-account']],
    [
      'deletions wait',
      { me: me('connected', [row({ waitingRun: 'r', waitsFor: 'deletions' })]), people: null },
      'needs-you',
      ['attention.own-deletions'],
    ],
    [
      'conflicts and held items',
      { me: me('connected', [row({ conflicts: 2 }), row({ held: 1 })]), people: null },
      'needs-you',
      ['attention.own-conflicts', 'attention.own-held'],
    ],
    ['others need somebody', { me: null, people: people({ 'needs-person': 4 }) }, 'needs-you', ['attention.people']],
    ['others wait for their own decisions', { me: null, people: people({ 'to-decide': 4 }) }, 'healthy', ['attention.healthy']],
    ['it is late', { me: me('delayed'), people: people({ delayed: 2 }) }, 'behind', ['attention.own-delayed', 'attention.delayed']],
    ['nobody is connected', { me: me('not-connected'), people: people({ healthy: 0 }) }, 'off', ['attention.connect']],
    ['nothing is known', { me: null, people: null }, 'off', []],
  ] as const)('%s', (_what, seen, state, texts) => {
    const attention = attentionOf({ needs: [], ...seen } as Seen);
    expect([attention.state, attention.lines.map(({ text }) => text)]).toEqual([state, texts]);
  });

  it('every line leads to where one can act', () => {
    const { lines } = attentionOf({
      me: me('connected', [row({ held: 1 })]),
      people: people({ 'needs-person': 1 }),
      needs: [expired, need({ organization: acme, problem: 'application-unknown' })],
    });
    expect(lines.map(({ to }) => to)).toEqual([
      '/settings/microsoft-sync/system',
      '/settings/microsoft-sync/organizations/acme',
      '/settings/microsoft-sync/me/held',
      '/settings/microsoft-sync/status?standing=needs-person',
    ]);
  });

  it.each([
    ['with their own account waiting', waiting],
    ['with no account', me('not-connected')],
  ])('whoever may edit a refused application, %s, has one line for it and none for those who wait', (_which, own) => {
    const attention = attentionOf({ me: own, people: people({ 'needs-person': 30 }, 30), needs: [expired] });
    expect(attention).toEqual({
      state: 'needs-you',
      lines: [
        {
          text: 'attention.application-secret-expired',
          to: '/settings/microsoft-sync/system',
          saidOn: '/settings/microsoft-sync/system',
        },
      ],
    });
  });

  it('people who need somebody for themselves are counted beside it', () => {
    const { lines } = attentionOf({ me: null, people: people({ 'needs-person': 32 }, 30), needs: [expired] });
    expect(lines.map(({ text, count }) => [text, count])).toEqual([
      ['attention.application-secret-expired', undefined],
      ['attention.people', 2],
    ]);
  });

  it.each([
    ['a person', { me: waiting, people: null, needs: [] }, '/settings/microsoft-sync/me'],
    ['whoever sees the others', { me: null, people: people({ 'needs-person': 30 }, 30), needs: [] }, '/settings/microsoft-sync/status'],
    [
      'who may edit another application, of which only the end is near',
      { me: waiting, people: null, needs: [need({ organization: acme, problem: null, ends: { what: 'secret', daysLeft: 29 } })] },
      '/settings/microsoft-sync/me',
    ],
  ] as const)('%s is told that somebody else has it to do, and is led nowhere', (_who, seen, saidOn) => {
    const { lines } = attentionOf(seen as Seen);
    expect(lines.at(-1)).toEqual({ text: 'attention.told', to: null, saidOn });
    expect(lines.map(({ text }) => text)).not.toContain('attention.own-account');
  });

  it('who is told, and needed for nothing, is not called', () => {
    const notStarted = { ...waiting, sync: [row({ waitingRun: 'r', waitsFor: 'start' })] };
    for (const own of [waiting, notStarted]) expect(attentionOf({ me: own, people: null, needs: [] }).state).toBe('waits');
    const held = { ...waiting, sync: [row({ held: 1 })] };
    const attention = attentionOf({ me: held, people: null, needs: [] });
    expect([attention.state, attention.lines.map(({ text }) => text)]).toEqual(['needs-you', ['attention.own-held', 'attention.told']]);
  });

  it.each([
    ['secret', 30, 'attention.secret-ends', 30],
    ['certificate', 1, 'attention.certificate-ends', 1],
    ['secret', 0, 'attention.secret-ended', undefined],
    ['certificate', -3, 'attention.certificate-ended', undefined],
  ] as const)('a %s that ends in %i days is a line for whoever may replace it', (what, daysLeft, text, count) => {
    const { state, lines } = attentionOf({
      me: me('connected'),
      people: null,
      needs: [need({ organization: acme, ends: { what, daysLeft } })],
    });
    expect(state).toBe('needs-you');
    expect(lines).toMatchObject([{ text, of: 'Acme', to: '/settings/microsoft-sync/organizations/acme', ...(count ? { count } : {}) }]);
  });

  it('has words for whatever an application is refused for', () => {
    const { lines } = attentionOf({ me: null, people: null, needs: [need({ problem: 'claims-required' })] });
    expect(lines[0]?.text).toBe('attention.application-refused');
  });
});
