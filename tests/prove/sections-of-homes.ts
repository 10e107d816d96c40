import type { Decision } from '../../src/sync/decision';
import { decide } from '../../src/sync/decide';
import type { Link } from '../../src/sync/link';
import type { LocalItem, Values } from '../../src/sync/resource';
import type { Situation } from '../../src/sync/situation';
import { carriedOut, standsThere } from './carried-out';
import { mailing, type Pair } from './pairs';
import type { Section } from './section';
import { type Axes, choiceOf, directions, inShort, ordinary, situationOf, sizeOf, strategies } from './situations';

/**
 * How a home holds the first field of a pair: not at all; as what only comes in, or only goes out; or with fewer values, the last of the three as the
 * one before. `waits`: somebody has unpublished changes.
 */
const ways = ['nothing', 'comes in', 'goes out', 'fewer values', 'waits'] as const;
type Way = (typeof ways)[number];

const axes = ({ items }: Pair): Axes => ({
  ...ordinary,
  base: [null, ...items],
  local: items,
  remote: [...items, 'as-agreed'],
  strategy: strategies,
  direction: directions,
});

/** What the entry would show of a value that was written into it. */
function shown(pair: Pair, way: Way, value: unknown): unknown {
  const [, middle, last] = valuesOf(pair);
  return way === 'fewer values' && value === last ? middle : value;
}
const valuesOf = ({ items, fields: [field] }: Pair): unknown[] => [...new Set(items.map((values) => values[field]))];

/** The situation as the home of the entry makes it; null: there is no such one. */
function inHome(pair: Pair, way: Way, given: Situation): Situation | null {
  const { local, link, remote } = given;
  const [field] = pair.fields;
  if (local.kind !== 'item') return null;
  if (local.item.values[field] !== shown(pair, way, local.item.values[field])) return null; // no entry shows it
  const item: LocalItem = {
    ...local.item,
    ...(way === 'nothing' || way === 'comes in' ? { unread: [field], values: { ...local.item.values, [field]: 'a default' } } : {}),
    ...(way === 'nothing' || way === 'goes out' ? { unheld: [field] } : {}),
    ...(way === 'waits' ? { waits: 'draft-waits' as const } : {}),
  };
  const agreed = link?.base ?? (remote.kind === 'item' ? remote.item.values : {});
  const held = shown(pair, way, agreed[field]) === agreed[field] ? null : { [field]: shown(pair, way, agreed[field]) };
  return {
    ...given,
    local: { kind: 'item', item },
    link: link && (held ? { ...link, facts: { ...link.facts, held } } : link),
    ...(link === null && held ? { asHeld: { ...agreed, ...held } } : {}),
  };
}

const writesThere = ({ microsoft }: Decision, field: string): boolean => microsoft.kind === 'update' && microsoft.fields.includes(field);

function broken(pair: Pair, way: Way, situation: Situation): string | null {
  const [field, other] = pair.fields;
  const { local, link, remote, settings } = situation;
  if (local.kind !== 'item') return null;
  const decision = decide(situation);
  if (way === 'waits' && decision.strapi.kind !== 'none') return 'an entry is written that has unpublished changes';
  if (
    decision.strapi.kind === 'update' &&
    local.item.unheld?.some((one) => decision.strapi.kind === 'update' && decision.strapi.fields.includes(one))
  )
    return 'a field is written that cannot be';
  if (local.item.unread && writesThere(decision, field)) return 'what the entry says nothing of is sent';
  const agreed = link?.base ?? (remote.kind === 'item' ? remote.item.values : null);
  if (way === 'fewer values' && agreed && local.item.values[field] === shown(pair, way, agreed[field]) && writesThere(decision, field))
    return 'what the home has made of a value travels back';
  const isTheirs = remote.kind === 'item' && link !== null && remote.item.values[field] !== link.base[field];
  const isMine = link !== null && !local.item.unread && local.item.values[field] !== shown(pair, way, link.base[field]);
  if (isMine && !isTheirs && settings.direction !== 'microsoft-to-strapi' && way !== 'waits' && !writesThere(decision, field))
    return 'an edit is not sent';
  if (settings.direction === 'bidirectional' && way !== 'waits' && link && remote.kind === 'item') {
    const [mine, theirs] = [local.item.values[other] !== link.base[other], remote.item.values[other] !== link.base[other]];
    if (mine && !theirs && !writesThere(decision, other)) return 'an edit of the other field is not sent';
  }
  return way === 'waits' ? null : again(pair, way, situation, decision);
}

/** To decide again changes nothing more: what was written into the entry counts as the home shows it. */
function again(pair: Pair, way: Way, situation: Situation, decision: Decision): string | null {
  const [field] = pair.fields;
  const world = carriedOut(situation, decision);
  const there = world.there ?? standsThere(situation);
  if (world.local.kind !== 'item' || !world.link || !there) return null;
  const isWritten = decision.strapi.kind === 'update' && decision.strapi.fields.includes(field);
  const before = situation.local.kind === 'item' ? situation.local.item.values[field] : undefined;
  const values: Values = { ...world.local.item.values, [field]: isWritten ? shown(pair, way, world.local.item.values[field]) : before };
  const { held, ...facts } = world.link.facts;
  const standing = isWritten
    ? values[field] === world.link.base[field]
      ? {}
      : { held: { [field]: values[field] } }
    : held
      ? { held }
      : {};
  const link: Link = { ...world.link, facts: { ...facts, ...standing } };
  const item = situation.local.kind === 'item' ? { ...situation.local.item, values } : null;
  if (!item) return null;
  const { asHeld: _asHeld, ...rest } = situation;
  const readAgain: Situation['remote'] =
    situation.remote.kind === 'item' ? { ...situation.remote, item: { ...situation.remote.item, values: there } } : { kind: 'as-agreed' };
  for (const remote of [readAgain, { kind: 'as-agreed' } as const]) {
    const second = decide({ ...rest, local: { kind: 'item', item }, link, remote });
    if (second.strapi.kind !== 'none') return `Strapi is written once more: ${second.strapi.kind}`;
    if (second.microsoft.kind !== 'none') return `Microsoft is written once more: ${second.microsoft.kind}`;
  }
  return null;
}

const section = (pair: Pair, way: Way): Section => ({
  name: `situations of homes: ${pair.name}, ${way}`,
  covers: 'bases, entries, items (absent, or each of nine) × strategies, and single directions × how a home holds the first field: full',
  async go(isMine, failed) {
    let count = 0;
    const all = axes(pair);
    for (let at = 0; at < sizeOf(all); at += 1) {
      if (!isMine(at)) continue;
      const choice = choiceOf(all, at);
      const given = situationOf(pair, choice);
      const situation = given && inHome(pair, way, given);
      if (!situation) continue;
      count += 1;
      const why = broken(pair, way, situation);
      if (why !== null) failed(inShort(pair, choice), why);
    }
    return count;
  },
});

export const sectionsOfHomes: readonly Section[] = ways.map((way) => section(mailing, way));
