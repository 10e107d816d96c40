import type { Direction, Side } from '../contracts';
import { type Choice, chosenSide } from './may-mail';
import type { FieldRule, FieldVersions, ResourceDefinition, Values } from './resource';

/** What becomes of one field. */
type FieldOutcome =
  | { readonly kind: 'same' } // both sides hold the same
  | { readonly kind: 'to-strapi' } // Microsoft's value is taken
  | { readonly kind: 'to-microsoft' } // Strapi's value is to be written there
  /**
   * Both sides changed it, and there is a value that holds both edits; a one-way direction writes it on its target only. Where edits contradict
   * each other it holds the winner's.
   */
  | { readonly kind: 'merged'; readonly value: unknown; readonly winner: Side | null }
  | { readonly kind: 'stays' } // the sides differ, and the direction leaves it so
  | { readonly kind: 'taken-back' } // Strapi's edit may not be written there; Microsoft's value returns
  | { readonly kind: 'open' }; // somebody has to decide

export interface FieldMerge {
  readonly outcome: FieldOutcome;
  readonly isConflict: boolean;
}

export interface MergeInput {
  readonly definition: ResourceDefinition;
  readonly direction: Direction;
  /** Microsoft's item has just been read; otherwise it is what was agreed. */
  readonly isRead: boolean;
  /** `null`: nothing was ever agreed (first match), so every difference is a conflict. */
  readonly base: Values | null;
  /** Fields of which the base says nothing, for they have differed ever since the first match. */
  readonly neverAgreed?: readonly string[];
  readonly strapi: Values;
  /** What the entry holds besides and cannot hold as it stands (`LocalItem.idle`). */
  readonly idle?: Values;
  readonly microsoft: Values;
  /** Who wins where both changed the same field; `null`: ask. */
  readonly winner: Side | null;
  /** A person has decided these fields, whoever wins else. */
  readonly decided?: Choice | null;
  readonly isWritable: (field: string, rule: FieldRule) => boolean;
  readonly isMasked: (field: string) => boolean;
  /** Waits for somebody's decision, and nothing new was read. */
  readonly isOpen: (field: string) => boolean;
  /** Somebody has been asked about these. Other settings do not answer for them. */
  readonly asked?: readonly string[];
}

/** Three-way merge, field by field; fields of one unit go together where mixing them would make nonsense. */
export function mergeFields(input: MergeInput): Map<string, FieldMerge> {
  const merged = new Map<string, FieldMerge>();
  for (const [field, rule] of Object.entries(input.definition.fields)) merged.set(field, mergeField(input, field, rule));
  for (const unit of brokenUnits(input, merged)) decideUnit(input, merged, unit);
  for (const [field, merge] of stillAsked(input)) merged.set(field, merge);
  for (const fields of units(input)) keepTogether(input, merged, fields);
  keepWithWhatTheyNeed(input, merged);
  return merged;
}

/** What somebody was asked about, and would be asked again: it waits for the answer, although the settings are others by now. */
function stillAsked({ asked = [], ...input }: MergeInput): [string, FieldMerge][] {
  const isAsking = input.direction === 'bidirectional' && input.winner === null;
  if (asked.length === 0 || isAsking) return [];
  const asBefore = mergeFields({ ...input, direction: 'bidirectional', winner: null });
  return [...asBefore].filter(([field, { outcome }]) => asked.includes(field) && outcome.kind === 'open');
}

/** The values both sides would hold, were every outcome carried out. */
export function mergedValues(input: MergeInput, merged: ReadonlyMap<string, FieldMerge>): Values {
  return Object.fromEntries([...merged].map(([field, { outcome }]) => [field, valueOf(input, field, outcome)]));
}

function valueOf(input: MergeInput, field: string, outcome: FieldOutcome): unknown {
  const rule = input.definition.fields[field];
  switch (outcome.kind) {
    case 'merged':
      return outcome.value;
    case 'to-strapi':
    case 'taken-back':
      return rule?.forStrapi ? rule.forStrapi(versionsOf(input, field)) : input.microsoft[field];
    case 'same':
      // The same said in other words: those that Strapi does not have yet it gets, unless it is the source that nobody writes.
      return rule?.forStrapi && input.direction !== 'strapi-to-microsoft' ? rule.forStrapi(versionsOf(input, field)) : input.strapi[field];
    case 'to-microsoft':
    case 'stays':
    case 'open':
      return input.strapi[field];
  }
}

export const versionsOf = (
  { base, neverAgreed, strapi, microsoft }: Pick<MergeInput, 'base' | 'neverAgreed' | 'strapi' | 'microsoft'>,
  field: string,
): FieldVersions => ({
  base: neverAgreed?.includes(field) ? null : (base?.[field] ?? null),
  strapi: strapi[field],
  microsoft: microsoft[field],
});

function mergeField(input: MergeInput, field: string, rule: FieldRule): FieldMerge {
  const { base, direction } = input;
  const mine = input.strapi[field];
  const theirs = input.microsoft[field];
  if (rule.isEqual(mine, theirs) && !input.isOpen(field)) return plain('same');
  if (rule.writtenBy === 'microsoft') return plain(direction === 'strapi-to-microsoft' ? 'stays' : 'to-strapi');
  const wasAgreed = base !== null && !input.neverAgreed?.includes(field);
  const changedHere = !wasAgreed || !rule.isEqual(mine, base[field]);
  const changedThere = !wasAgreed || !rule.isEqual(theirs, base[field]);

  if (input.isOpen(field)) return plain('open');
  const merged = (): FieldMerge | null =>
    changedHere && changedThere && rule.merge && !input.decided?.fields.includes(field) ? mergeWithin(input, field, rule.merge) : null;
  if (changedHere && changedThere && isAgainstDirection(input, field)) return { outcome: { kind: 'stays' }, isConflict: true };
  if (direction === 'microsoft-to-strapi')
    return merged() ?? (changedThere ? { outcome: { kind: 'to-strapi' }, isConflict: changedHere } : plain('stays'));
  if (input.isMasked(field)) return plain(direction === 'strapi-to-microsoft' ? 'stays' : 'to-strapi'); // the mask is what Strapi may hold
  if (!input.isWritable(field, rule)) {
    if (direction === 'strapi-to-microsoft') return plain('stays');
    return { outcome: { kind: changedHere ? 'taken-back' : 'to-strapi' }, isConflict: changedHere };
  }
  if (direction === 'strapi-to-microsoft')
    return (
      merged() ??
      (changedHere ? { outcome: { kind: 'to-microsoft' }, isConflict: changedThere && !isUnwritten(rule, base?.[field]) } : plain('stays'))
    );
  if (!changedHere) return plain('to-strapi');
  if (base !== null && rule.isOvertaken?.(base, input.microsoft)) return { outcome: { kind: 'to-strapi' }, isConflict: true };
  if (!changedThere) return plain('to-microsoft');
  return merged() ?? conflict(winnerAmong(input, [field]));
}

/** A person has decided for the side that nobody writes back from: it keeps what it has, and so does the source, which is never written. */
function isAgainstDirection({ direction, decided }: MergeInput, field: string): boolean {
  const source = sourceOf(direction);
  const chosen = chosenSide(decided, field);
  return source !== null && chosen !== null && chosen !== source;
}

function mergeWithin(input: MergeInput, field: string, merge: NonNullable<FieldRule['merge']>): FieldMerge {
  const winner = sourceOf(input.direction) ?? input.winner;
  const { value, isContested } = merge(versionsOf(input, field), winner);
  if (isContested && winner === null) return conflict(null);
  return { outcome: { kind: 'merged', value, winner: isContested ? winner : null }, isConflict: isContested };
}

/** Not sent yet by the request of its own that it needs: whatever Microsoft has there, nobody has changed. */
export const isUnwritten = (rule: FieldRule, base: unknown): boolean => rule.hasOwnRequests === true && base === null;

/** Units whose merged fields contradict each other, such as a start of one side after the end of the other. */
function brokenUnits(input: MergeInput, merged: ReadonlyMap<string, FieldMerge>): Set<string> {
  const units = new Set<string>();
  for (const problem of input.definition.problems(mergedValues(input, merged)))
    for (const field of problem.fields) {
      const unit = input.definition.fields[field]?.unit;
      if (unit !== undefined) units.add(unit);
    }
  return units;
}

function decideUnit(input: MergeInput, merged: Map<string, FieldMerge>, unit: string): void {
  const fields = Object.entries(input.definition.fields).filter(([, rule]) => rule.unit === unit);
  const outcomes = fields.map(([field]) => merged.get(field)?.outcome.kind);
  const isMixed = outcomes.includes('to-strapi') && outcomes.includes('to-microsoft');
  if (!isMixed) return;
  const winner = winnerAmong(
    input,
    fields.map(([field]) => field),
  );
  for (const [field] of fields) if (merged.get(field)?.outcome.kind !== 'same') merged.set(field, conflict(winner));
}

function units({ definition }: MergeInput): string[][] {
  const byUnit = new Map<string, string[]>();
  for (const [field, { unit }] of Object.entries(definition.fields))
    if (unit !== undefined) byUnit.set(unit, [...(byUnit.get(unit) ?? []), field]);
  return [...byUnit.values()];
}

/**
 * While somebody is asked about a unit, none of it is written; and in one direction a unit is written over as a whole, for its fields travel together.
 * What was only read is not written over yet: until then it is what people in Microsoft have left there, and the loser when it is.
 */
function keepTogether(input: MergeInput, merged: Map<string, FieldMerge>, fields: readonly string[]): void {
  const kindOf = (field: string) => merged.get(field)?.outcome.kind;
  const isOpen = fields.some((field) => kindOf(field) === 'open');
  const source = sourceOf(input.direction);
  const isSent = source !== null && fields.some((field) => kindOf(field) === (source === 'strapi' ? 'to-microsoft' : 'to-strapi'));
  for (const field of fields) {
    const kind = kindOf(field);
    if (isOpen && kind !== 'same' && kind !== 'open') merged.set(field, conflict(null));
    else if (isSent && kind === 'stays' && !(source === 'strapi' && input.isRead)) merged.set(field, conflict(source));
  }
}

/**
 * While somebody is asked about what a field belongs to, it waits too: of which series the date is cancelled, only the answer says. And while Strapi
 * has nothing that it could belong to, and does not get it now, it cannot hold the field. What goes with that, because a side has taken it away or
 * because what Strapi gets in its place is Microsoft's, is kept as the loser.
 */
function keepWithWhatTheyNeed(input: MergeInput, merged: Map<string, FieldMerge>): void {
  const { definition, strapi } = input;
  for (const [field, rule] of Object.entries(definition.fields)) {
    const [outcome, now] = [merged.get(rule.needs ?? '')?.outcome, merged.get(field)?.outcome.kind];
    if (rule.needs === undefined || !outcome || now === 'open') continue;
    const isToStrapi = outcome.kind === 'to-strapi' || outcome.kind === 'taken-back';
    if (isToStrapi && isWrittenOver(input, field, rule)) merged.set(field, conflict('microsoft'));
    else if (now === 'same') continue;
    else if (outcome.kind === 'open') merged.set(field, conflict(null));
    // Where a person has decided against the direction, each side keeps the one with the other.
    else if (outcome.kind === 'stays' && strapi[rule.needs] === null)
      merged.set(field, { outcome, isConflict: merged.get(rule.needs)?.isConflict === true });
    else if (valueOf(input, rule.needs, outcome) === null && (isToStrapi || outcome.kind === 'to-microsoft'))
      merged.set(field, goesAlong(input, field, isToStrapi ? 'microsoft' : 'strapi'));
  }
}

/** What the entry holds idly, and Microsoft's value does not have. */
function isWrittenOver({ idle = {}, microsoft }: MergeInput, field: string, { merge, isEqual }: FieldRule): boolean {
  return field in idle && !isEqual(merge?.({ base: null, strapi: idle[field], microsoft: microsoft[field] }, null).value, microsoft[field]);
}

/**
 * The winner has taken away what the field belongs to: of what the other side made of it since, nobody there has seen it go. Where only Microsoft is
 * written, what was only read is left there until that is done.
 */
function goesAlong({ definition, direction, isRead, base, strapi, microsoft }: MergeInput, field: string, winner: Side): FieldMerge {
  const rule = definition.fields[field] as FieldRule;
  const loser = winner === 'strapi' ? microsoft[field] : strapi[field];
  const isEdited = !isUnwritten(rule, base?.[field]) && !rule.isEqual(loser, base?.[field]);
  if (isEdited && isRead && direction === 'strapi-to-microsoft') return plain('stays');
  return { ...conflict(winner), isConflict: isEdited };
}

/** The side that a one-way direction reads from. */
function sourceOf(direction: Direction): Side | null {
  if (direction === 'bidirectional') return null;
  return direction === 'strapi-to-microsoft' ? 'strapi' : 'microsoft';
}

function winnerAmong({ decided, winner }: MergeInput, fields: readonly string[]): Side | null {
  for (const field of fields) {
    const chosen = chosenSide(decided, field);
    if (chosen !== null) return chosen;
  }
  return winner;
}

const plain = (kind: Exclude<FieldOutcome['kind'], 'merged'>): FieldMerge => ({ outcome: { kind }, isConflict: false });

function conflict(winner: Side | null): FieldMerge {
  if (winner === null) return { outcome: { kind: 'open' }, isConflict: true };
  return { outcome: { kind: winner === 'strapi' ? 'to-microsoft' : 'to-strapi' }, isConflict: true };
}
