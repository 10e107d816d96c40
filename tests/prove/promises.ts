import type { Decision } from '../../src/sync/decision';
import type { Situation } from '../../src/sync/situation';
import { decide } from '../../src/sync/decide';
import { holds } from '../convergence/ledger';
import { carriedOut, standsThere, type World } from './carried-out';
import { brokenWinner } from './winner';
import type { Pair } from './pairs';

/** What a decision breaks of what is promised; null: nothing. */
export function brokenPromise(pair: Pair, situation: Situation): string | null {
  const { decision, world } = decidedAndCarriedOut(situation);
  return (
    wrongDirection(situation, decision) ??
    wrongWrite(situation, decision) ??
    lost(pair, situation, decision, world) ??
    brokenWinner(pair, situation, decision, world) ??
    notQuiet(situation, decision, world)
  );
}

/**
 * Where Strapi is the source, a reading only notes what people in Microsoft have made of it; the write is decided after that, and what it writes
 * over is kept then.
 */
function decidedAndCarriedOut(situation: Situation): { decision: Decision; world: World } {
  const first = decide(situation);
  if (situation.settings.direction !== 'strapi-to-microsoft' || situation.remote.kind !== 'item' || first.microsoft.kind !== 'update')
    return { decision: first, world: carriedOut(situation, first) };
  const link = first.link.kind === 'agree' ? { ...carriedOut(situation, first).link, base: first.link.base, facts: first.link.facts } : situation.link; // prettier-ignore
  const noted: Situation = { ...situation, link: link as Situation['link'], remote: { kind: 'as-agreed' } };
  const second = decide(noted);
  const notes = [first, second].flatMap(({ conflict, alsoDecided = [] }) => [...(conflict ? [conflict] : []), ...alsoDecided]);
  const [conflict = null, ...alsoDecided] = notes;
  return { decision: { ...second, conflict, alsoDecided }, world: carriedOut(noted, second, situation.remote.item.values) };
}

/** A direction never writes on its source. */
function wrongDirection({ settings: { direction } }: Situation, { strapi, microsoft }: Decision): string | null {
  if (direction === 'strapi-to-microsoft' && strapi.kind !== 'none') return `Strapi is the source, and is written: ${strapi.kind}`;
  if (direction === 'microsoft-to-strapi' && microsoft.kind !== 'none') return `Microsoft is the source, and is written: ${microsoft.kind}`;
  return null;
}

/** What may not be written is not, and nobody is mailed whom nobody has allowed to be. */
function wrongWrite(situation: Situation, { microsoft }: Decision): string | null {
  const { definition, link, remote, settings, isReadOnly } = situation;
  const facts = remote.kind === 'item' ? { ...remote.item, masked: remote.masked } : link?.facts;
  if (!facts || microsoft.kind === 'none' || microsoft.kind === 'create') return null;
  if (isReadOnly) return `a collection that may only be read is written: ${microsoft.kind}`;
  const fields = microsoft.kind === 'update' ? microsoft.fields : [];
  const isForeign = (field: string) => !facts.isOwn && !definition.fields[field]?.isPersonal;
  const wrong = fields.find((field) => facts.masked.includes(field) || facts.unwritable.includes(field) || isForeign(field));
  if (wrong !== undefined) return 'a field is written that may not be';
  if (microsoft.kind === 'delete' && !facts.isOwn) return 'a meeting of somebody else is deleted';
  const isMailing =
    facts.wouldMail.length > 0 && (microsoft.kind === 'delete' || fields.some((field) => !definition.fields[field]?.isPersonal));
  if (!isMailing) return null;
  if (microsoft.mails.length === 0) return 'a write that mails does not say so';
  if (settings.invitations === 'never') return 'people are mailed, and never are to be';
  if (link === null) return 'people are mailed of a match';
  const { verdict, unsent } = link.facts;
  const isApproved = verdict?.kind === 'mail' && verdict.write.kind === microsoft.kind;
  if (settings.invitations === 'ask' && !isApproved) return 'people are mailed, and nobody was asked';
  if (settings.invitations === 'always' && unsent && !isApproved && microsoft.kind === 'update') {
    const isOld = fields.every(
      (field) => definition.fields[field]?.isPersonal || definition.fields[field]?.isEqual(unsent[field], microsoft.values[field]),
    );
    if (isOld) return 'people are mailed of what linking had found';
  }
  return null;
}

/** Every value that somebody has written since the base stands on a side afterwards, or is kept with a conflict. */
function lost(
  { fields }: Pair,
  situation: Situation,
  { conflict, alsoDecided = [] }: Decision,
  { local: here, there }: World,
): string | null {
  const { definition, link, local, remote } = situation;
  const base = link?.base ?? null;
  const notes = [...(conflict ? [conflict] : []), ...alsoDecided];
  const masked = remote.kind === 'item' ? remote.masked : (link?.facts.masked ?? []);
  const sides = { strapi: local.kind === 'item' ? local.item.values : null, microsoft: standsThere(situation) };
  for (const side of ['strapi', 'microsoft'] as const)
    for (const field of fields) {
      const rule = definition.fields[field];
      const values = sides[side];
      if (!values || rule?.writtenBy !== 'both' || masked.includes(field)) continue; // what stands for a hidden text, nobody has written
      const value = values[field];
      if (base && !link?.facts.neverAgreed?.includes(field) && rule.isEqual(value, base[field])) continue;
      const parts = Array.isArray(value) ? value.filter((one) => !holds(base?.[field], one)) : [value];
      for (const one of parts) {
        const stands = [here.kind === 'item' ? here.item.values : null, there].some((at) => at !== null && holds(at[field], one));
        const isKept = notes.some((note) => note.fields.includes(field) && note[side] !== null && holds(note[side][field], one));
        if (!stands && !isKept) return `lost: what was written in ${side}`;
      }
    }
  return null;
}

/** To decide again changes nothing more, whether Microsoft is read once more or not. */
function notQuiet(situation: Situation, decision: Decision, world: World): string | null {
  // What stands in Microsoft of fields that somebody is asked about, only reading tells.
  const isKnown = situation.remote.kind !== 'as-agreed' || situation.link?.facts.open.length === 0;
  for (const isRead of isKnown ? [true, false] : [false]) {
    const why = notQuietWhen(isRead, situation, decision, world, []);
    if (why !== null) return `${isRead ? 'read again' : 'asked again'}: ${why}`;
  }
  return null;
}

/** A write that waits takes other fields of its unit along as soon as they are known: that loser is kept once. */
function notQuietWhen(isRead: boolean, before: Situation, decision: Decision, world: World, kept: readonly string[]): string | null {
  const again = afterwards(before, world, isRead);
  const second = decide(again);
  const { strapi, microsoft, conflict, hold, link } = second;
  if (strapi.kind !== 'none') return `Strapi is written once more: ${strapi.kind}`;
  if (microsoft.kind !== 'none') return `Microsoft is written once more: ${microsoft.kind}`;
  if (conflict?.decided === null && decision.conflict?.decided !== null && before.link?.facts.open.length === 0)
    return 'somebody is asked only now';
  if (hold && !decision.hold) return `held only now: ${hold.code}`;
  if (link.kind === 'end') return 'ended only now';
  const known = [...kept, ...losersOf(decision)];
  const more = losersOf(second);
  if (more.some((field) => known.includes(field))) return 'a loser is kept once more';
  return more.length > 0 ? notQuietWhen(isRead, again, second, carriedOut(again, second), known) : null;
}

/** What a person has decided leaves each side its own value where the direction says so: to be written over later is another loss. */
const losersOf = ({ conflict, alsoDecided = [] }: Decision): string[] =>
  [...(conflict ? [conflict] : []), ...alsoDecided].flatMap(({ decided, fields }) => (decided && decided.by !== 'person' ? fields : []));

function afterwards(situation: Situation, { local, there, link }: World, isRead: boolean): Situation {
  const { remote } = situation;
  const item = remote.kind === 'item' ? remote.item : null;
  const facts = item ?? link?.facts ?? { isOwn: true, wouldMail: [], unwritable: [] };
  const { isOwn, wouldMail, unwritable } = facts;
  const now = ((): Situation['remote'] => {
    if (there === null) return link && remote.kind !== 'none' ? { kind: 'deleted' } : { kind: 'none' };
    if (!isRead && link) return { kind: 'as-agreed' };
    return {
      kind: 'item',
      masked: remote.kind === 'item' ? remote.masked : (link?.facts.masked ?? []),
      item: { kind: 'item', microsoftId: 'm', address: 'm', part: link?.part ?? null, parts: null, etag: '9', modifiedAt: item?.modifiedAt ?? null, sharedUid: null, key: null, values: there, isOwn, wouldMail, unwritable },
    }; // prettier-ignore
  })();
  return { ...situation, local, remote: now, link };
}
