import type { ConflictResolution, Direction } from '../../src/contracts';
import type { Link, RemoteFacts } from '../../src/sync/link';
import type { Part, Values } from '../../src/sync/resource';
import type { ResourceSettings, Situation, WholeState } from '../../src/sync/situation';
import type { Verdict } from '../../src/sync/may-mail';
import type { Pair } from './pairs';

/** Each axis with all that stands on it; a situation has one of each. */
export type Axes = { readonly [K in keyof Choice]: readonly Choice[K][] };

export interface Choice {
  readonly base: Values | null;
  readonly state: Link['state'];
  readonly local: Values | 'deleted' | 'missing' | 'unusable' | 'none';
  readonly remote: Values | 'as-agreed' | 'deleted' | 'none';
  readonly strategy: Strategy;
  readonly direction: Direction;
  readonly invitations: ResourceSettings['invitations'];
  /** Names of fields. */
  readonly open: readonly string[];
  /** The open ones have differed since the first match. */
  readonly isNeverAgreed: boolean;
  readonly isGoneOpen: boolean;
  readonly verdict: SomeVerdict | null;
  readonly masked: readonly string[];
  readonly unwritable: readonly string[];
  readonly isOwn: boolean;
  readonly wouldMail: readonly string[];
  /** What linking had found, and not sent. */
  readonly unsent: 'nothing' | 'what stands there' | 'something else';
  readonly isReadOnly: boolean;
  readonly unmerged: 'changes' | 'all' | null;
  /** Which values people in Microsoft had put in the fields' places where the direction is to Microsoft. */
  readonly left: Values | null;
  readonly part: Part | null;
  readonly whole: WholeState | null;
}
/** Of `newest-wins` both answers. */
export type Strategy = Exclude<ConflictResolution, 'newest-wins'> | 'newest: Strapi' | 'newest: Microsoft' | 'newest: neither';
type SomeVerdict = Extract<Verdict, { kind: 'winner' }> | 'mail of this' | 'mail of something else';

/** Nothing out of the ordinary: one value on each axis that a product does not go through. */
export const ordinary: Axes = {
  base: [null],
  state: ['linked'],
  local: ['none'],
  remote: ['none'],
  strategy: ['strapi-wins'],
  direction: ['bidirectional'],
  invitations: ['ask'],
  open: [[]],
  isNeverAgreed: [false],
  isGoneOpen: [false],
  verdict: [null],
  masked: [[]],
  unwritable: [[]],
  isOwn: [true],
  wouldMail: [[]],
  unsent: ['nothing'],
  isReadOnly: [false],
  unmerged: [null],
  left: [null],
  part: [null],
  whole: [null],
};

export const strategies: readonly Strategy[] = [
  'strapi-wins',
  'microsoft-wins',
  'newest: Strapi',
  'newest: Microsoft',
  'newest: neither',
  'ask',
];
export const directions: readonly Direction[] = ['bidirectional', 'strapi-to-microsoft', 'microsoft-to-strapi'];

const names = Object.keys(ordinary) as (keyof Choice)[];
export const sizeOf = (axes: Axes): number => names.reduce((size, name) => size * axes[name].length, 1);

/** The situation of that number: each axis is a digit of it. */
export function choiceOf(axes: Axes, number: number): Choice {
  const choice: Record<string, unknown> = {};
  let rest = number;
  for (const name of names) {
    choice[name] = axes[name][rest % axes[name].length];
    rest = Math.floor(rest / axes[name].length);
  }
  return choice as unknown as Choice;
}

const times: Record<'newest: Strapi' | 'newest: Microsoft' | 'newest: neither', number> = {
  'newest: Strapi': 3,
  'newest: Microsoft': 1,
  'newest: neither': 2,
};
const day = (of: number): string => `2026-01-0${of}T00:00:00.000Z`;

/** Null: there is no such situation. */
export function situationOf({ definition, fields, canFollow }: Pair, choice: Choice): Situation | null {
  const { base, state, local, remote, strategy, isOwn, masked, part, whole, isReadOnly } = choice;
  if (!isPossible(choice)) return null;
  if (base && ((typeof remote === 'object' && !canFollow(base, remote)) || (choice.left && !canFollow(base, choice.left)))) return null;
  const wouldMail = [...choice.wouldMail];
  const isNewest = strategy.startsWith('newest');
  const facts: RemoteFacts = {
    isOwn,
    wouldMail,
    unwritable: choice.unwritable,
    masked,
    open: choice.open,
    ...(choice.isNeverAgreed ? { neverAgreed: choice.open } : {}),
    ...(choice.isGoneOpen ? { isGoneOpen: true } : {}),
    ...(choice.unmerged ? { unmerged: choice.unmerged } : {}),
    ...(choice.left ? { left: choice.left } : {}),
    ...verdictOf(choice, fields),
    ...unsentOf(choice),
  };
  const ids = { documentId: 'd', microsoftId: 'm', part };
  return {
    definition,
    settings: {
      direction: choice.direction,
      conflictResolution: isNewest ? 'newest-wins' : (strategy as ConflictResolution),
      invitations: choice.invitations,
    },
    link: base && { ...ids, origin: 'strapi', state, base, facts, etag: '1' },
    local:
      local === 'unusable'
        ? { kind: local, code: 'invalid-value', why: 'event-unreadable' }
        : typeof local === 'string'
          ? { kind: local }
          : { kind: 'item', item: { kind: 'item', documentId: 'd', part, isOwn, values: local, editedAt: day(times[strategy as keyof typeof times] ?? 2) } },
    remote:
      typeof remote === 'string'
        ? { kind: remote }
        : {
            kind: 'item',
            masked,
            item: { kind: 'item', microsoftId: 'm', address: 'm', part, parts: null, etag: '2', modifiedAt: day(2), sharedUid: null, key: null, values: remote, isOwn, wouldMail, unwritable: choice.unwritable },
          },
    isReadOnly,
    ...(whole ? { whole } : {}),
  }; // prettier-ignore
}

function isPossible({
  base,
  local,
  remote,
  open,
  isNeverAgreed,
  isGoneOpen,
  verdict,
  unmerged,
  unsent,
  left,
  state,
  direction,
  strategy,
  whole,
  part,
}: Choice): boolean {
  // Nothing is known of what was never linked; and what is linked was read, or is known as it was agreed.
  // In one direction the strategies play no part, but for whether somebody may be asked.
  if (direction !== 'bidirectional' && strategy !== 'strapi-wins' && strategy !== 'ask') return false;
  if (isNeverAgreed && open.length === 0) return false;
  if (base === null)
    return (
      remote !== 'as-agreed' && open.length === 0 && !isGoneOpen && verdict === null && unmerged === null && unsent === 'nothing' && left === null && state === 'linked'
    ); // prettier-ignore
  if (state === 'linked' && (local === 'none' || remote === 'none')) return false;
  if (unmerged !== null && (state !== 'linked' || remote === 'as-agreed')) return false; // it is read before anything is decided
  if (state === 'creating' && remote === 'as-agreed') return false; // it was never read
  if (typeof verdict === 'object' && verdict?.fields.some((field) => !open.includes(field))) return false; // of what somebody was asked
  if (isGoneOpen && (open.length === 0 || typeof remote === 'object')) return false; // it was proven to be gone
  if (left !== null && (direction !== 'strapi-to-microsoft' || open.length > 0)) return false;
  return whole === null || part !== null;
}

/** An approved mail names what would be written: what stands in Strapi, or something that has changed since. */
function verdictOf({ verdict, local, wouldMail }: Choice, fields: Pair['fields']): Pick<RemoteFacts, 'verdict'> {
  if (verdict === null) return {};
  if (typeof verdict === 'object') return { verdict };
  const isDeleted = typeof local === 'string';
  const values = isDeleted ? {} : Object.fromEntries(fields.map((field) => [field, verdict === 'mail of this' ? local[field] : 'else']));
  return { verdict: { kind: 'mail', write: { kind: isDeleted ? 'delete' : 'update', values, mails: [...wouldMail] } } };
}

function unsentOf({ unsent, local }: Choice): Pick<RemoteFacts, 'unsent'> {
  if (unsent === 'nothing' || typeof local === 'string') return {};
  return { unsent: unsent === 'what stands there' ? local : Object.fromEntries(Object.keys(local).map((field) => [field, 'else'])) };
}

/** For whoever reads of a situation that failed: what is out of the ordinary in it. */
export const inShort = ({ fields }: Pair, choice: Choice): string =>
  names
    .filter((name) => JSON.stringify(choice[name]) !== JSON.stringify(ordinary[name][0]))
    .map((name) => `${name} ${shown(fields, choice[name])}`)
    .join(', ');

const shown = (fields: Pair['fields'], value: unknown): string =>
  typeof value === 'string'
    ? value
    : JSON.stringify(
        typeof value === 'object' && value !== null && fields.every((field) => field in value)
          ? fields.map((field) => (value as Values)[field])
          : value,
      );
