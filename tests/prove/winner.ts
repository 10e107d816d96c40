import type { Decision } from '../../src/sync/decision';
import type { Situation } from '../../src/sync/situation';
import { type carriedOut, standsThere, type World } from './carried-out';
import type { Pair } from './pairs';

type Winner = 'strapi' | 'microsoft' | 'nobody';

/** Where both have changed the same field, or one has changed what the other deleted, the one wins that a person or the strategy names. */
export function brokenWinner(pair: Pair, situation: Situation, decision: Decision, world: World): string | null {
  const { settings, link, local, remote, isReadOnly } = situation;
  if (settings.direction !== 'bidirectional' || isReadOnly || link?.state === 'ended' || link?.facts.unmerged === 'all') return null;
  if (link && local.kind === 'deleted' && remote.kind === 'item') return brokenDeletion('strapi', pair, situation, decision, world);
  if (link && local.kind === 'item' && remote.kind === 'deleted') return brokenDeletion('microsoft', pair, situation, decision, world);
  return local.kind === 'item' && remote.kind === 'item' ? brokenFields(pair, situation, decision, world) : null;
}

function brokenFields({ fields }: Pair, situation: Situation, { conflict, hold }: Decision, world: World): string | null {
  const { definition, link, local, remote } = situation;
  if (local.kind !== 'item' || remote.kind !== 'item' || world.local.kind !== 'item') return null;
  const [mine, theirs, base] = [local.item.values, remote.item.values, link?.base ?? null];
  for (const field of fields) {
    const rule = definition.fields[field];
    if (!rule || rule.writtenBy !== 'both' || rule.merge || remote.masked.includes(field) || remote.item.unwritable.includes(field))
      continue;
    if (!remote.item.isOwn && !rule.isPersonal) continue;
    const isEqual = (a: unknown, b: unknown) => rule.isEqual(a, b);
    if (isEqual(mine[field], theirs[field])) continue;
    if (base && (isEqual(mine[field], base[field]) || isEqual(theirs[field], base[field]))) continue;
    const winner = winnerOf(situation, field, fields);
    if (winner === null) continue;
    const [here, there] = [world.local.item.values[field], world.there?.[field]];
    const isHeld = hold?.fields.includes(field) === true;
    if (winner === 'nobody') {
      if (!isEqual(here, mine[field]) || !isEqual(there, theirs[field])) return 'somebody has to decide, and a side is written';
      if (conflict?.decided !== null || !conflict.fields.includes(field)) return 'somebody has to decide, and is not asked';
      continue;
    }
    const wanted = winner === 'strapi' ? mine[field] : theirs[field];
    if (!isEqual(here, wanted)) return `${winner} wins, and Strapi has something else`;
    if (!isEqual(there, wanted) && !isHeld) return `${winner} wins, and Microsoft has something else`;
  }
  return null;
}

/** Null: of a unit that a person has decided in part, the parts go together. */
function winnerOf({ settings, link, local, remote, definition }: Situation, field: string, fields: readonly string[]): Winner | null {
  const verdict = link?.facts.verdict;
  const unit = definition.fields[field]?.unit;
  const isOfUnit = (one: string) => unit !== undefined && one !== field && definition.fields[one]?.unit === unit;
  if (verdict?.kind === 'winner' && fields.some((one) => isOfUnit(one) && !verdict.fields.includes(one))) return null;
  if (verdict?.kind === 'winner') {
    if (verdict.fields.includes(field)) return verdict.winner;
  }
  // Whoever was asked answers, whatever the settings say by now; and what is of one unit waits for that.
  const asked = link?.facts.open ?? [];
  if (asked.includes(field)) return 'nobody';
  if (asked.some(isOfUnit)) return null;
  if (settings.conflictResolution === 'ask') return 'nobody';
  if (settings.conflictResolution !== 'newest-wins') return settings.conflictResolution === 'strapi-wins' ? 'strapi' : 'microsoft';
  const here = local.kind === 'item' ? local.item.editedAt : '';
  const there = remote.kind === 'item' ? (remote.item.modifiedAt ?? '') : '';
  return there > here ? 'microsoft' : 'strapi';
}

function brokenDeletion(
  deletedIn: 'strapi' | 'microsoft',
  { fields }: Pair,
  situation: Situation,
  { conflict, hold }: Decision,
  world: ReturnType<typeof carriedOut>,
): string | null {
  const { settings, link, local, remote, whole, definition } = situation;
  if (!link) return null;
  const isOwn = remote.kind === 'item' ? remote.item.isOwn : link.facts.isOwn;
  const edited = deletedIn === 'strapi' ? standsThere(situation) : local.kind === 'item' ? local.item.values : null;
  const isEdited = fields.some((field) => !definition.fields[field]?.isEqual(edited?.[field], link.base[field]));
  if (!edited || !isEdited || !isOwn || whole === 'gone' || (link.part && whole === undefined)) return null;
  const other = deletedIn === 'strapi' ? 'microsoft' : 'strapi';
  const verdict = link.facts.verdict;
  const winner = ((): Winner => {
    if (verdict?.kind === 'winner') return verdict.winner;
    if (link.facts.open.length > 0) return 'nobody';
    switch (settings.conflictResolution) {
      case 'ask':
        return 'nobody';
      case 'newest-wins':
        return other; // a tombstone has no time
      default:
        return settings.conflictResolution === 'strapi-wins' ? 'strapi' : 'microsoft';
    }
  })();
  const [isHere, isThere] = [world.local.kind === 'item', world.there !== null];
  if (winner === 'nobody') {
    // Of what is written over in a moment nothing would be left to decide about.
    if (whole === 'rewritten' && deletedIn === 'strapi') return null;
    if (isHere !== (local.kind === 'item') || isThere !== (remote.kind === 'item'))
      return 'somebody has to decide about a deletion, and it is done';
    return conflict?.decided === null ? null : 'somebody has to decide about a deletion, and is not asked';
  }
  if (winner === deletedIn) {
    if (isHere || (isThere && !hold)) return `the deletion in ${deletedIn} wins, and something is left`;
    return null;
  }
  return isHere && isThere ? null : `the edit in ${other} wins, and something is gone`;
}
