import type { Decision } from './decision';
import { decision } from './decision';
import { decideDeletion } from './decide-deletion';
import { decideMerge } from './decide-merge';
import { decideUnusable } from './decide-unusable';
import { asMeant, keepingHeld } from './as-meant';
import { factsOf } from './link';
import type { Situation } from './situation';

/**
 * The planner: what to do about one item, from the link with its base, what each side was seen to hold, and the settings.
 * Pure; first sync, full reads and single changes are only different inputs.
 */
export function decide(given: Situation): Decision {
  const asRead = withoutAgreement(withKnownDeletion(given));
  const situation = withAskedParts(asMeant(asRead));
  const judged = keepingHeld(asRead, judge(situation));
  const decided = given.isReadOnly ? unwritten(judged) : judged;
  const waits = situation.local.kind === 'item' ? situation.local.item.waits : undefined;
  // Judged once more as an entry that cannot be read: what has come in is remembered as unmerged.
  return waits !== undefined && (decided.strapi.kind === 'update' || decided.strapi.kind === 'delete')
    ? judge({ ...situation, local: { kind: 'unusable', code: 'unpublished-changes', why: waits } })
    : decided;
}

/** What may only be read stays as Microsoft has it: an edit waits, a deletion is remembered. */
function unwritten(judged: Decision): Decision {
  switch (judged.microsoft.kind) {
    case 'none':
    case 'create': // made again: in the default collection
      return judged;
    case 'delete':
      return decision('deleted-where-read-only', {
        link: { kind: 'end' },
      });
    case 'update': {
      return {
        ...judged,
        microsoft: { kind: 'none' },
        hold: { code: 'read-only-collection', side: 'microsoft', fields: judged.microsoft.fields, message: 'read-only-edited' },
      };
    }
  }
}

function judge(situation: Situation): Decision {
  const { link, local, remote } = situation;
  if (local.kind === 'unusable') return decideUnusable(situation, local);
  if (link?.state === 'ended') return isMadeAgain(situation) ? decideMerge(situation) : decideEnded(situation);
  if (link) {
    if (local.kind === 'none' || remote.kind === 'none') return decision('nothing-to-judge');
    return isGone(local.kind) || isGone(remote.kind) ? decideDeletion(situation) : decideMerge(situation);
  }
  if (local.kind === 'item' && remote.kind === 'item') return decideMerge(situation);
  if (local.kind === 'item') return decideNewLocal(situation);
  if (remote.kind === 'item') return decideNewRemote(situation);
  return decision('nothing-to-judge');
}

function decideNewLocal({ definition, local, settings }: Situation): Decision {
  if (local.kind !== 'item') return decision('nothing-to-judge');
  if (settings.direction === 'microsoft-to-strapi') return decision('stays-in-strapi');
  if (!local.item.isOwn)
    return decision('not-in-this-mailbox', {
      hold: {
        code: 'foreign-meeting',
        side: 'microsoft',
        fields: [],
        message: 'foreign-meeting',
      },
    });
  const { values } = local.item;
  const [refusal] = definition.refusals(null, values, Object.keys(definition.fields));
  if (refusal) {
    const { code, fields, message } = refusal;
    return decision('not-expressible', { hold: { code, side: 'microsoft', fields: [...fields], message } });
  }
  return decision('new-in-strapi', { microsoft: { kind: 'create', values } });
}

function decideNewRemote({ remote, settings }: Situation): Decision {
  if (remote.kind !== 'item') return decision('nothing-to-judge');
  if (settings.direction === 'strapi-to-microsoft') return decision('stays-in-microsoft');
  const { item, masked } = remote;
  return decision('new-in-microsoft', {
    strapi: { kind: 'create', values: item.values },
    link: { kind: 'agree', base: item.values, facts: factsOf(item, masked) },
  });
}

/** A deletion that was remembered stays what it is; when the other side is gone too, nothing needs remembering any more. */
function decideEnded({ link, local, remote }: Situation): Decision {
  const localGone = isGone(local.kind) || link?.documentId === null;
  const remoteGone = isGone(remote.kind) || link?.microsoftId === null;
  if (localGone && remoteGone) return decision('deleted-on-both', { link: { kind: 'drop' } });
  return decision('deletion-remembered');
}

/** A part that was gone in Microsoft, and in whose place somebody there has made one since: with the entry that stayed, it is the same again. */
const isMadeAgain = ({ link, local, remote }: Situation): boolean =>
  link?.facts.isGone === true && local.kind === 'item' && remote.kind === 'item';

/** What was proven to be gone, and waits for somebody's decision, is gone without being asked for again. */
function withKnownDeletion(situation: Situation): Situation {
  const { link, remote } = situation;
  return remote.kind === 'as-agreed' && link?.facts.isGoneOpen ? { ...situation, remote: { kind: 'deleted' } } : situation;
}

/** Two that were linked while the entry could not be read meet now: whatever differs is a conflict. */
function withoutAgreement(situation: Situation): Situation {
  const { link, local, remote } = situation;
  return link?.facts.unmerged === 'all' && local.kind === 'item' && remote.kind === 'item' ? { ...situation, link: null } : situation;
}

/** Whose removal somebody is asked about is not removed yet. Only for what is written to Microsoft: in Strapi it stays removed meanwhile. */
function withAskedParts(situation: Situation): Situation {
  const { definition, local, askedParts = [] } = situation;
  const { parts } = definition;
  if (askedParts.length === 0 || local.kind !== 'item' || !parts) return situation;
  const values = parts.including(local.item.values, new Set(askedParts));
  return { ...situation, local: { ...local, item: { ...local.item, values } } };
}

const isGone = (kind: string): boolean => kind === 'deleted' || kind === 'missing';
