import type { Me } from '../../../src/contracts/http';
import type { ApplicationNeed, StatusPeople } from '../../../src/contracts/http-status';
import { PLUGIN_ID } from '../pluginId';
import type { TextKey } from '../text/useText';
import { endingText, problemText } from './applicationTexts';

/** Somebody has to act, who is shown it; somebody else has to; it goes on by itself, only later; all is well; nothing of Microsoft 365 is in use here. */
export type AttentionState = 'needs-you' | 'waits' | 'behind' | 'healthy' | 'off';

export interface AttentionLine {
  readonly text: TextKey;
  readonly count?: number;
  /** The organization that it is about. */
  readonly of?: string;
  /** Where one can act on it, or see it; null: there is nothing to do. */
  readonly to: string | null;
  /** The page that says it by itself, and so needs nobody to say it above. */
  readonly saidOn: string;
}

export interface Attention {
  readonly state: AttentionState;
  readonly lines: readonly AttentionLine[];
}

export interface Seen {
  /** One's own account; null: one may not see it, or it is not known yet. */
  readonly me: Pick<Me, 'account' | 'application' | 'sync' | 'waitsForApplication'> | null;
  /** How everybody stands whom one may see. */
  readonly people: Pick<StatusPeople, 'totals' | 'ofApplications'> | null;
  /** Of the applications that one may edit. */
  readonly needs: readonly ApplicationNeed[];
}

const page = (name: string): string => `/settings/${PLUGIN_ID}/${name}`;
const onMe = { saidOn: page('me') };
const onStatus = { saidOn: page('status') };

/** What the home page, the menu and the pages say of synchronization, and where each line leads. */
export function attentionOf({ me, people, needs }: Seen): Attention {
  const needed = [...needs.map(neededBy), ...neededOf(me), ...neededAmong(people)];
  const told = toldOf({ me, people, needs });
  if (needed.length > 0) return { state: 'needs-you', lines: [...needed, ...told] };
  if (told.length > 0) return { state: 'waits', lines: told };
  const delayed = people?.totals.delayed ?? 0;
  const late: AttentionLine[] = [
    ...(me?.account.state === 'delayed' ? [{ text: 'attention.own-delayed', to: page('me'), ...onMe } as const] : []),
    ...(delayed > 0 ? [{ text: 'attention.delayed', count: delayed, to: `${page('status')}?standing=delayed`, ...onStatus } as const] : []),
  ];
  if (late.length > 0) return { state: 'behind', lines: late };
  if (me?.account.state === 'connected' || (people?.totals.healthy ?? 0) > 0)
    return { state: 'healthy', lines: [{ text: 'attention.healthy', to: me ? page('me') : page('status'), ...onMe }] };
  return { state: 'off', lines: me?.application.isConfigured ? [{ text: 'attention.connect', to: page('me'), ...onMe }] : [] };
}

/** An application that is refused is one matter, of whoever can mend it, however many people it keeps waiting. */
function neededBy({ organization, problem, ends }: ApplicationNeed): AttentionLine {
  const to = page(organization === null ? 'system' : `organizations/${encodeURIComponent(organization.id)}`);
  const where = { to, saidOn: to, ...(organization === null ? {} : { of: organization.name }) };
  if (ends === null) return { text: problemText(problem), ...where };
  const { what, daysLeft } = ends;
  return daysLeft > 0 ? { text: endingText[what].soon, count: daysLeft, ...where } : { text: endingText[what].passed, ...where };
}

/** Whoever waits for an application that is not theirs to mend has nothing to do. */
function toldOf({ me, people, needs }: Seen): AttentionLine[] {
  if (needs.some(({ problem }) => problem !== null)) return [];
  const isOwn = me?.waitsForApplication === true;
  if (!isOwn && (people?.ofApplications ?? 0) === 0) return [];
  return [{ text: 'attention.told', to: null, ...(isOwn ? onMe : onStatus) }];
}

function neededOf(me: Seen['me']): AttentionLine[] {
  if (!me || me.account.state === 'not-connected') return [];
  const sum = (of: 'held' | 'conflicts') => me.sync.reduce((total, row) => total + row[of], 0);
  const lines: AttentionLine[] = [];
  const isNeeded =
    !me.waitsForApplication &&
    (me.account.state === 'action-required' || me.sync.some(({ enabled, state }) => enabled && state === 'action-required'));
  if (isNeeded) lines.push({ text: 'attention.own-account', to: page('me'), ...onMe });
  // Nothing could start before the application is mended.
  if (!me.waitsForApplication && me.sync.some(({ waitsFor }) => waitsFor === 'start'))
    lines.push({ text: 'attention.own-start', to: page('me'), ...onMe });
  if (me.sync.some(({ waitsFor }) => waitsFor === 'deletions')) lines.push({ text: 'attention.own-deletions', to: page('me'), ...onMe });
  if (sum('conflicts') > 0) lines.push({ text: 'attention.own-conflicts', count: sum('conflicts'), to: page('me/conflicts'), ...onMe });
  if (sum('held') > 0) lines.push({ text: 'attention.own-held', count: sum('held'), to: page('me/held'), ...onMe });
  return lines;
}

function neededAmong(people: Seen['people']): AttentionLine[] {
  const count = (people?.totals['needs-person'] ?? 0) - (people?.ofApplications ?? 0);
  return count > 0 ? [{ text: 'attention.people', count, to: `${page('status')}?standing=needs-person`, ...onStatus }] : [];
}
