import { sameJson } from '../canonical/same';
import type { Side } from '../contracts';
import { because, type Because, type ReasonCode } from '../contracts/reasons';
import { conflictNotes } from './conflict-notes';
import type { Decision, HoldNote, MicrosoftWrite } from './decision';
import { decision } from './decision';
import { factsOf, factsOfNew, type Link, type RemoteFacts } from './link';
import { isUnwritten, mergedValues, mergeFields, versionsOf, type FieldMerge, type MergeInput } from './merge';
import type { FieldRule, RemoteItem, Values } from './resource';
import type { Situation } from './situation';
import { mayMail } from './may-mail';

/** Both sides hold the item: merge their edits since the base, field by field. */
export function decideMerge(situation: Situation): Decision {
  const { definition, settings, link, local, remote } = situation;
  const base = link?.base ?? null;
  const isToMicrosoft = settings.direction === 'strapi-to-microsoft';
  if (local.kind !== 'item') return decision('entry-not-read');
  const own = local.item.values;
  const reset = isToMicrosoft && link ? resetByUs(definition, link, own) : {};
  const strapi = { ...own, ...reset };
  const microsoft =
    remote.kind === 'item'
      ? whatWasRead(remote.item, base)
      : base && { ...base, ...(isToMicrosoft ? withoutFields(link?.facts.left, reset) : {}) };
  if (!microsoft) return decision('item-not-read');
  const facts = knownFacts(situation);
  const verdict = link?.facts.verdict;

  const input: MergeInput = {
    definition,
    direction: settings.direction,
    isRead: remote.kind === 'item',
    base,
    neverAgreed: link?.facts.neverAgreed ?? [],
    strapi,
    ...(local.item.idle ? { idle: local.item.idle } : {}),
    microsoft,
    winner: winnerOf(situation),
    decided: verdict?.kind === 'winner' ? verdict : null,
    isWritable: (field, rule) =>
      !facts.unwritable.includes(field) && !facts.unwritable.includes(rule.viewOf ?? '') && (facts.isOwn || rule.isPersonal),
    isMasked: (field) => facts.masked.includes(field),
    asked: link?.facts.open ?? [],
    isOpen: (field) => remote.kind === 'as-agreed' && facts.open.includes(field),
  };
  const merged = mergeFields(input);
  const values = mergedValues(input, merged);
  const unheld = local.item.unheld ?? [];
  const pulled = changedHere(
    input,
    values,
    fieldsOf(merged, 'to-strapi', 'taken-back', 'same', ...(settings.direction === 'strapi-to-microsoft' ? [] : ['merged' as const])),
  ).filter((field) => !unheld.includes(field));
  const pushed = changedThere(
    input,
    values,
    fieldsOf(merged, 'to-microsoft', ...(settings.direction === 'microsoft-to-strapi' ? [] : ['merged' as const])),
  );
  const { write, hold } = microsoftWrite(situation, facts, { from: microsoft, to: values }, pushed);

  const open = fieldsOf(merged, 'open');
  const neverAgreed = link ? open.filter((field) => link.facts.neverAgreed?.includes(field)) : open;
  const settled = Object.keys(reset).filter((field) => merged.get(field)?.outcome.kind === 'same');

  return {
    strapi: pulled.length > 0 ? { kind: 'update', values, fields: pulled } : { kind: 'none' },
    microsoft: write,
    link: {
      kind: 'agree',
      base: { ...nextBase(input, merged), ...Object.fromEntries(settled.map((field) => [field, own[field]])) },
      // What was said about the write is needed until it is done; what was said about the conflict has just been done.
      facts: {
        ...facts,
        open,
        ...(neverAgreed.length > 0 ? { neverAgreed } : {}),
        ...(isToMicrosoft ? leftAlone(input, merged, reset) : {}),
        ...(isToMicrosoft && remote.kind === 'item' && definition.parts?.areIn(microsoft) && !definition.parts.areIn(base ?? microsoft)
          ? { hasUnknownParts: true as const }
          : {}),
        ...stillUnsent(link, hold, values),
        ...(verdict?.kind === 'mail' && write.kind === 'update' && write.mails.length > 0 ? { verdict } : {}),
      },
    },
    ...conflictNotes(settings, input, merged),
    hold,
    why: explain(link === null, pulled, pushed),
  };
}

/**
 * What people in Microsoft have made of fields that are not written back. Kept, for a later edit in Strapi writes over it, and then it is the loser;
 * or it is written again (`reset`).
 */
function leftAlone(
  { definition, base, strapi, microsoft }: MergeInput,
  merged: ReadonlyMap<string, FieldMerge>,
  reset: Values,
): Pick<RemoteFacts, 'left'> {
  // Of a field that was never agreed, what is only in Microsoft is theirs as well; and of what our own write may reset, until that is done.
  const isTheirs = (rule: FieldRule | undefined, field: string): boolean =>
    rule !== undefined &&
    (isUnwritten(rule, base?.[field]) || (rule.hasOwnRequests === true && !rule.asBase)) &&
    !rule.isEqual(microsoft[field], strapi[field]);
  const theirs = fieldsOf(merged, 'merged').filter((field) => isTheirs(definition.fields[field], field));
  const fields = [...fieldsOf(merged, 'stays'), ...theirs].filter(
    (field) => definition.fields[field]?.writtenBy === 'both' && !definition.fields[field].isEqual(microsoft[field], base?.[field]),
  );
  const left = { ...Object.fromEntries(fields.map((field) => [field, microsoft[field]])), ...reset };
  return Object.keys(left).length === 0 ? {} : { left };
}

/**
 * Where the direction is Strapi to Microsoft: what people there had made of fields that our own write of the item has reset since (a moved series
 * forgets which dates were cancelled). It was theirs to decide and nobody has taken it back, so it is written again, beside what Strapi has.
 */
function resetByUs({ parts, fields }: Situation['definition'], { base, facts: { left = {} } }: Link, own: Values): Values {
  if (!parts?.areIn(own)) return {};
  const lost = Object.keys(left).filter((field) => fields[field]?.merge && isUnwritten(fields[field], base[field]));
  return Object.fromEntries(
    lost.map((field) => [field, fields[field]?.merge?.({ base: null, strapi: own[field], microsoft: left[field] }, null).value]),
  );
}

/** What linking found to differ, and has not sent because it would mail people. */
function stillUnsent(link: Situation['link'], hold: HoldNote | null, values: Values): Pick<RemoteFacts, 'unsent'> {
  const unsent = link === null ? values : link.facts.unsent; // all of it: what goes along with a field is written with it later
  return hold?.code === 'would-send-mail' && unsent ? { unsent } : {};
}

/** What the answer left out counts as unchanged. */
function whatWasRead({ values, unread = [] }: RemoteItem, base: Values | null): Values {
  return base === null || unread.length === 0 ? values : { ...values, ...Object.fromEntries(unread.map((field) => [field, base[field]])) };
}

const withoutFields = (values: Values = {}, those: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([field]) => !(field in those)));

const differing = ({ definition }: MergeInput, from: Values, to: Values, fields: string[]): string[] =>
  fields.filter((field) => !definition.fields[field]?.isEqual(from[field], to[field]));
/** What has names of its own in Strapi is also written where it only gets those. */
const changedHere = (input: MergeInput, values: Values, fields: string[]): string[] =>
  fields.filter((field) => {
    const rule = input.definition.fields[field];
    return rule?.forStrapi ? !sameJson(input.strapi[field], values[field]) : !rule?.isEqual(input.strapi[field], values[field]);
  });
const changedThere = (input: MergeInput, values: Values, fields: string[]): string[] => differing(input, input.microsoft, values, fields);

/** Without what was left alone, and what was never agreed: that is judged anew. */
function knownFacts({ link, remote }: Situation): RemoteFacts {
  if (remote.kind === 'item') return factsOf(remote.item, remote.masked);
  const { left: _left, neverAgreed: _neverAgreed, ...facts } = link?.facts ?? factsOfNew;
  return facts;
}

/** `null`: ask. A tie under `newest-wins` goes to Strapi. */
function winnerOf({ settings, local, remote }: Situation): Side | null {
  switch (settings.conflictResolution) {
    case 'strapi-wins':
      return 'strapi';
    case 'microsoft-wins':
      return 'microsoft';
    case 'ask':
      return null;
    case 'newest-wins': {
      const here = local.kind === 'item' ? Date.parse(local.item.editedAt) : Number.NaN;
      const there = remote.kind === 'item' && remote.item.modifiedAt ? Date.parse(remote.item.modifiedAt) : Number.NaN;
      return there > here ? 'microsoft' : 'strapi';
    }
  }
}

/** What would mail people waits as the policy says; personal fields go on. */
function microsoftWrite(
  { definition, settings, link }: Situation,
  facts: RemoteFacts,
  { from, to: values }: { from: Values; to: Values },
  changed: readonly string[],
): { write: MicrosoftWrite; hold: HoldNote | null } {
  const [refusal, ...others] = changed.length > 0 ? definition.refusals(from, values, changed) : [];
  const refused = new Set([...(refusal?.fields ?? []), ...others.flatMap((one) => one.fields)]);
  const fields = changed.filter((field) => !refused.has(field));
  const refusalHold: HoldNote | null = refusal
    ? { code: refusal.code, side: 'microsoft', message: refusal.message, fields: [...refused] }
    : null;
  const mailing = facts.wouldMail.length > 0 ? fields.filter((field) => !definition.fields[field]?.isPersonal) : [];
  const approvable = {
    kind: 'update' as const,
    values: Object.fromEntries(mailing.map((field) => [field, values[field]])),
    mails: facts.wouldMail,
  };
  const mustWait = mailing.length > 0 && (link === null || !mayMail(definition, settings, link.facts, approvable)); // linking mails nobody
  const written = mustWait ? fields.filter((field) => !mailing.includes(field)) : fields;
  const write: MicrosoftWrite =
    written.length > 0
      ? { kind: 'update', values, fields: written, mails: mustWait || mailing.length === 0 ? [] : facts.wouldMail }
      : { kind: 'none' };
  if (!mustWait) return { write, hold: refusalHold };
  const message = wouldMail(mailing.length === 1 ? (definition.parts?.removed(from, values) ?? []) : [], mailing, facts.wouldMail.length);
  return { write, hold: { code: 'would-send-mail', side: 'microsoft', message, fields: mailing, write: approvable } };
}

/** `parts`: those that the write takes away, where it does nothing else that mails. */
const wouldMail = (parts: readonly string[], fields: readonly string[], count: number): Because =>
  parts.length > 0 ? because('would-mail-cancellation', { dates: parts, count }) : because('would-mail-update', { fields, count });

/**
 * What counts as agreed after the Strapi write and before the Microsoft write. Where Strapi's value is still to be written, the base is
 * Microsoft's present value, so that a crash in between leaves exactly that difference; where a side is not to be touched, the base stays.
 */
function nextBase(input: MergeInput, merged: ReadonlyMap<string, FieldMerge>): Values {
  const next: Record<string, unknown> = {};
  for (const [field, { outcome, isConflict }] of merged) {
    const isLeft = outcome.kind === 'stays' && isConflict; // as a person has decided: each side's value is its own from here on
    if (isLeft) {
      next[field] = input.direction === 'strapi-to-microsoft' ? input.strapi[field] : input.microsoft[field];
      continue;
    }
    // What loses is kept once: while the write waits, it is not an edit any more.
    const isKept = outcome.kind === 'to-microsoft' && isConflict;
    const isOneWay = input.direction === 'strapi-to-microsoft' && outcome.kind !== 'same' && !isKept;
    const { asBase, merge } = input.definition.fields[field] ?? {};
    const wasAgreed = input.base !== null && !input.neverAgreed?.includes(field);
    if (isOneWay && !wasAgreed && merge && !asBase && (outcome.kind === 'merged' || outcome.kind === 'stays')) {
      next[field] = input.strapi[field]; // what only Microsoft has is theirs, and not taken away by Strapi
      continue;
    }
    if (asBase && (outcome.kind !== 'open' || !input.base)) next[field] = asBase(versionsOf(input, field), isOneWay);
    else next[field] = (outcome.kind === 'open' || isOneWay) && input.base ? input.base[field] : input.microsoft[field];
  }
  return next;
}

function fieldsOf(merged: ReadonlyMap<string, FieldMerge>, ...kinds: FieldMerge['outcome']['kind'][]): string[] {
  return [...merged].filter(([, { outcome }]) => kinds.includes(outcome.kind)).map(([field]) => field);
}

function explain(isMatch: boolean, pulled: readonly string[], pushed: readonly string[]): ReasonCode {
  if (isMatch) return 'linked';
  if (pulled.length > 0 && pushed.length > 0) return 'merged';
  if (pulled.length > 0) return 'changed-in-microsoft';
  return pushed.length > 0 ? 'changed-in-strapi' : 'same-on-both';
}
