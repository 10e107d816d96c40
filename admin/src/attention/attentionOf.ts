import type { Me } from '../../../src/contracts/http';
import type { StatusPeople } from '../../../src/contracts/http-status';
import { PLUGIN_ID } from '../pluginId';
import type { TextKey } from '../text/useText';

/** Somebody has to act; it goes on by itself, only later; all is well; nothing of Microsoft 365 is in use here. */
export type AttentionState = 'needs-you' | 'behind' | 'healthy' | 'off';

export interface AttentionLine {
  readonly text: TextKey;
  readonly count?: number;
  /** Where one can act on it, or see it. */
  readonly to: string;
}

export interface Attention {
  readonly state: AttentionState;
  readonly lines: readonly AttentionLine[];
}

export interface Seen {
  /** One's own account; null: one may not see it, or it is not known yet. */
  readonly me: Pick<Me, 'account' | 'application' | 'sync'> | null;
  /** How everybody stands whom one may see. */
  readonly totals: StatusPeople['totals'] | null;
}

const page = (name: string): string => `/settings/${PLUGIN_ID}/${name}`;

/** What the home page, the menu and the pages say of synchronization, and where each line leads. */
export function attentionOf({ me, totals }: Seen): Attention {
  const needed = [...neededOf(me), ...neededAmong(totals)];
  if (needed.length > 0) return { state: 'needs-you', lines: needed };
  const late = [
    ...(me?.account.state === 'delayed' ? [{ text: 'attention.own-delayed', to: page('me') } as const] : []),
    ...((totals?.delayed ?? 0) > 0
      ? [{ text: 'attention.delayed', count: totals?.delayed ?? 0, to: `${page('status')}?standing=delayed` } as const]
      : []),
  ];
  if (late.length > 0) return { state: 'behind', lines: late };
  if (me?.account.state === 'connected' || (totals?.healthy ?? 0) > 0)
    return { state: 'healthy', lines: [{ text: 'attention.healthy', to: me ? page('me') : page('status') }] };
  return { state: 'off', lines: me?.application.isConfigured ? [{ text: 'attention.connect', to: page('me') }] : [] };
}

function neededOf(me: Seen['me']): AttentionLine[] {
  if (!me || me.account.state === 'not-connected') return [];
  const sum = (of: 'held' | 'conflicts') => me.sync.reduce((total, row) => total + row[of], 0);
  const lines: AttentionLine[] = [];
  const isNeeded = me.account.state === 'action-required' || me.sync.some(({ enabled, state }) => enabled && state === 'action-required');
  if (isNeeded) lines.push({ text: 'attention.own-account', to: page('me') });
  if (me.sync.some(({ waitsFor }) => waitsFor === 'start')) lines.push({ text: 'attention.own-start', to: page('me') });
  if (me.sync.some(({ waitsFor }) => waitsFor === 'deletions')) lines.push({ text: 'attention.own-deletions', to: page('me') });
  if (sum('conflicts') > 0) lines.push({ text: 'attention.own-conflicts', count: sum('conflicts'), to: page('me/conflicts') });
  if (sum('held') > 0) lines.push({ text: 'attention.own-held', count: sum('held'), to: page('me/held') });
  return lines;
}

function neededAmong(totals: Seen['totals']): AttentionLine[] {
  const needsPerson = totals?.['needs-person'] ?? 0;
  return needsPerson > 0 ? [{ text: 'attention.people', count: needsPerson, to: `${page('status')}?standing=needs-person` }] : [];
}
