import type { ConflictResolution, Direction, Side } from '../contracts';
import { because } from '../contracts/reasons';
import type { Decision } from './decision';
import { decision } from './decision';
import { factsOf, type Link, type RemoteFacts } from './link';
import { isUnwritten } from './merge';
import type { Values } from './resource';
import type { Situation } from './situation';
import { mayMail, personsChoice } from './may-mail';

/** A linked item is gone on at least one side. An absence is not a deletion, and a deletion is not undone by accident. */
export function decideDeletion(situation: Situation): Decision {
  const { link, settings } = situation;
  const isAsking = settings.direction === 'bidirectional' && settings.conflictResolution === 'ask';
  if (!link || link.facts.open.length === 0 || isAsking) return judgeDeletion(situation);
  // Somebody was asked: other settings do not answer for them, and the answer counts as far as the direction lets it.
  const asked = judgeDeletion({ ...situation, settings: { ...settings, direction: 'bidirectional', conflictResolution: 'ask' } });
  const decided = asked.conflict?.decided;
  const isWaiting = asked.conflict ? decided === null : leavesAll(asked);
  if (isWaiting) return asked;
  return decided?.by === 'person' ? withoutTheSource(asked, settings.direction) : judgeDeletion(situation);
}

const leavesAll = ({ strapi, microsoft, link, hold }: Decision): boolean =>
  strapi.kind === 'none' && microsoft.kind === 'none' && link.kind !== 'drop' && link.kind !== 'end' && !hold;

/** The side that is never written keeps what it has, and the other one what a person has decided for: from then on they are apart. */
function withoutTheSource(decided: Decision, direction: Direction): Decision {
  const source = direction === 'bidirectional' ? null : direction === 'strapi-to-microsoft' ? 'strapi' : 'microsoft';
  if (source === null || decided[source].kind === 'none') return decided;
  return decision('against-direction', {
    link: { kind: 'end' },
    conflict: decided.conflict,
  });
}

function judgeDeletion(situation: Situation): Decision {
  const { link, local, remote } = situation;
  if (!link) return decision('nothing-to-judge');
  if (local.kind === 'missing' && remote.kind !== 'deleted')
    return decision('gone-without-trace', {
      hold: {
        code: 'missing-without-mark',
        side: 'microsoft',
        fields: [],
        message: 'missing-without-mark',
      },
    });
  const localIsGone = local.kind === 'deleted' || local.kind === 'missing';
  if (localIsGone && remote.kind === 'deleted') return decision('deleted-on-both', { link: { kind: 'drop' } });
  return localIsGone ? deletedInStrapi(situation, link) : deletedInMicrosoft(situation, link);
}

function deletedInStrapi(situation: Situation, link: Link): Decision {
  const { definition, settings, remote } = situation;
  const item = remote.kind === 'item' ? remote.item : null;
  const facts = item ?? link.facts;
  if (settings.direction === 'microsoft-to-strapi') return decision('deleted-in-strapi-one-way', { link: { kind: 'end' } });
  if (!link.part && !facts.isOwn) return decision('foreign-deleted-in-strapi', { link: { kind: 'end' } });

  if (item === null && link.facts.open.length > 0) return decision('deleted-in-strapi-edited');

  const there = seenThere(situation, link);
  const fields = there ? editedFields(definition, link, there.values) : [];
  const isContested = fields.length > 0 && settings.direction === 'bidirectional' && (!link.part || canComeBack(situation, facts));
  const { by, winner } = winnerOf(settings, link, { deletedIn: 'strapi', isContested, canWait: situation.whole !== 'rewritten' });
  const note = { fields, base: link.base, strapi: null, microsoft: there?.values ?? null };
  if (item && winner === null)
    return decision('deleted-in-strapi-edited', {
      conflict: { ...note, decided: null },
      link: { kind: 'agree', base: link.base, facts: { ...factsOf(item, maskedOf(remote), fields), ...neverAgreedOf(link) } },
    });
  if (item && winner === 'microsoft')
    return decision('deleted-in-strapi-made-again', {
      strapi: { kind: 'create', values: item.values },
      link: { kind: 'agree', base: item.values, facts: factsOf(item, maskedOf(remote)) },
      conflict: { ...note, decided: { by, winner } },
    });
  // The edit is known and kept: from here on it is a deletion like any other.
  const isEdited = fields.length > 0;
  const isSettled = isEdited || link.facts.open.length > 0; // or taken back, so that nobody has to decide any more
  const settled: Partial<Decision> =
    there && isSettled
      ? {
          link: { kind: 'agree', base: there.values, facts: there.facts },
          conflict: isEdited ? { ...note, decided: { by, winner: 'strapi' } } : null,
        }
      : {};
  if (link.part) return decision('part-deleted-in-strapi', settled); // and is written without it
  const write = { kind: 'delete' as const, values: {}, mails: facts.wouldMail };
  if (write.mails.length > 0 && !mayMail(definition, settings, link.facts, write))
    return decision('deletion-would-mail', {
      ...settled,
      hold: {
        code: 'would-send-mail',
        side: 'microsoft',
        fields: [],
        message: because('would-mail-deletion', { count: facts.wouldMail.length }),
        write,
      },
    });
  return decision('deleted-in-strapi', { ...settled, microsoft: { kind: 'delete', mails: facts.wouldMail } });
}

/** A part whose item is gone too goes with it; and what somebody else organizes is not written without it. */
const canComeBack = ({ whole }: Situation, { isOwn }: Pick<RemoteFacts, 'isOwn'>): boolean =>
  isOwn && whole !== undefined && whole !== 'gone';

/** What Microsoft holds as far as that is known: as it was read now, or what was read before and left alone there. */
function seenThere({ remote }: Situation, { base, facts: { left, ...facts } }: Link): { values: Values; facts: RemoteFacts } | null {
  if (remote.kind === 'item') return { values: remote.item.values, facts: factsOf(remote.item, maskedOf(remote)) };
  return left ? { values: { ...base, ...left }, facts } : null;
}

function deletedInMicrosoft(situation: Situation, link: Link): Decision {
  const { definition, settings, local } = situation;
  if (settings.direction === 'strapi-to-microsoft') return decision('deleted-in-microsoft-one-way', { link: { kind: 'end' } });
  const item = local.kind === 'item' ? local.item : null;
  const fields = item ? editedFields(definition, link, item.values) : [];
  const isContested = fields.length > 0 && settings.direction === 'bidirectional' && link.facts.isOwn && situation.whole !== 'gone';
  const { by, winner } = winnerOf(settings, link, { deletedIn: 'microsoft', isContested, canWait: true });
  const note = { fields, base: link.base, strapi: item?.values ?? null, microsoft: null };
  if (winner === null)
    return decision('deleted-in-microsoft-edited', {
      conflict: { ...note, decided: null },
      link: { kind: 'agree', base: link.base, facts: { ...link.facts, open: fields, isGoneOpen: true } },
    });
  if (item && winner === 'strapi')
    return decision('deleted-in-microsoft-made-again', {
      microsoft: { kind: 'create', values: item.values },
      conflict: { ...note, decided: { by, winner } },
    });
  return decision('deleted-in-microsoft', {
    strapi: { kind: 'delete' },
    link: { kind: 'drop' },
    conflict: fields.length > 0 ? { ...note, decided: { by, winner: 'microsoft' } } : null,
  });
}

/**
 * `winner` is null where somebody has to decide. A tombstone has no time: under `newest-wins` an edit beats a deletion. Where nothing
 * would be left to decide about by the time of an answer, the deletion stands.
 */
function winnerOf(
  { conflictResolution }: Situation['settings'],
  { facts }: Link,
  { deletedIn, isContested, canWait }: { deletedIn: Side; isContested: boolean; canWait: boolean },
): { by: ConflictResolution | 'person'; winner: Side | null } {
  if (!isContested) return { by: conflictResolution, winner: deletedIn };
  const choice = personsChoice(facts.verdict);
  if (choice) return { by: 'person', winner: choice };
  switch (conflictResolution) {
    case 'ask':
      return { by: conflictResolution, winner: canWait ? null : deletedIn };
    case 'strapi-wins':
      return { by: conflictResolution, winner: 'strapi' };
    case 'microsoft-wins':
      return { by: conflictResolution, winner: 'microsoft' };
    case 'newest-wins':
      return { by: conflictResolution, winner: deletedIn === 'strapi' ? 'microsoft' : 'strapi' };
  }
}

/** An answer of an attendee is no edit; and nobody has agreed to what has differed since the two were found to be one. */
function editedFields({ fields }: Situation['definition'], { base, facts: { neverAgreed = [] } }: Link, now: Values): string[] {
  return [...new Set([...changedFields(fields, base, now, 'both'), ...neverAgreed])];
}

const neverAgreedOf = ({ facts: { neverAgreed } }: Link): Pick<RemoteFacts, 'neverAgreed'> => (neverAgreed ? { neverAgreed } : {});

const maskedOf = (remote: Situation['remote']): readonly string[] => (remote.kind === 'item' ? remote.masked : []);

/** Names of the fields that differ, by each field's own idea of equal. */
export function changedFields(
  rules: Situation['definition']['fields'],
  from: Values,
  to: Values,
  writtenBy?: 'both' | 'microsoft',
): string[] {
  return Object.entries(rules)
    .filter(
      ([name, rule]) =>
        (writtenBy === undefined || rule.writtenBy === writtenBy) && !isUnwritten(rule, from[name]) && !rule.isEqual(from[name], to[name]),
    )
    .map(([name]) => name);
}
