import { describe, expect, it } from 'vitest';

import type { SyncStatusRow } from '../../../src/contracts';
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
  sync,
});
const totals = (more: Partial<NonNullable<Seen['totals']>> = {}) => ({
  'needs-person': 0,
  'to-decide': 0,
  delayed: 0,
  healthy: 3,
  ...more,
});

describe('what is said of synchronization', () => {
  it.each([
    ['all is well', { me: me('connected'), totals: totals() }, 'healthy', ['attention.healthy']],
    ['one’s own sign-in has ended', { me: me('action-required'), totals: null }, 'needs-you', ['attention.own-account']],
    [
      'deletions wait',
      { me: me('connected', [row({ waitingRun: 'r', waitsFor: 'deletions' })]), totals: null },
      'needs-you',
      ['attention.own-deletions'],
    ],
    [
      'conflicts and held items',
      { me: me('connected', [row({ conflicts: 2 }), row({ held: 1 })]), totals: null },
      'needs-you',
      ['attention.own-conflicts', 'attention.own-held'],
    ],
    ['others need somebody', { me: null, totals: totals({ 'needs-person': 4 }) }, 'needs-you', ['attention.people']],
    ['others wait for their own decisions', { me: null, totals: totals({ 'to-decide': 4 }) }, 'healthy', ['attention.healthy']],
    ['it is late', { me: me('delayed'), totals: totals({ delayed: 2 }) }, 'behind', ['attention.own-delayed', 'attention.delayed']],
    ['nobody is connected', { me: me('not-connected'), totals: totals({ healthy: 0 }) }, 'off', ['attention.connect']],
    ['nothing is known', { me: null, totals: null }, 'off', []],
  ] as const)('%s', (_what, seen, state, texts) => {
    const attention = attentionOf(seen as Seen);
    expect([attention.state, attention.lines.map(({ text }) => text)]).toEqual([state, texts]);
  });

  it('every line leads to where one can act', () => {
    const { lines } = attentionOf({ me: me('connected', [row({ held: 1 })]), totals: totals({ 'needs-person': 1 }) });
    expect(lines.map(({ to }) => to)).toEqual([
      '/settings/microsoft-sync/me/held',
      '/settings/microsoft-sync/status?standing=needs-person',
    ]);
  });
});
