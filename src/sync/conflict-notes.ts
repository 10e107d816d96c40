import type { ConflictNote, Decision } from './decision';
import { chosenSide } from './may-mail';
import type { FieldMerge, MergeInput } from './merge';
import type { Values } from './resource';
import type { ResourceSettings } from './situation';

type Decided = NonNullable<ConflictNote['decided']>;

/**
 * What is kept of the fields that both sides changed: those that somebody has to decide as one open conflict, the others by who won them and
 * who decided that, so that each loser can be put back by itself.
 */
export function conflictNotes(
  settings: ResourceSettings,
  input: MergeInput,
  merged: ReadonlyMap<string, FieldMerge>,
): Pick<Decision, 'conflict' | 'alsoDecided'> {
  const groups = new Map<string, { fields: string[]; decided: ConflictNote['decided'] }>();
  for (const [field, merge] of merged) {
    if (!merge.isConflict) continue;
    const decided = decidedBy(settings, input, field, merge);
    const key = decided ? `${decided.by} ${decided.winner}` : '';
    const group = groups.get(key) ?? { fields: [], decided };
    group.fields.push(field);
    groups.set(key, group);
  }
  const { base, strapi, idle = {}, microsoft } = input;
  const notes = [...groups.values()].map((group): ConflictNote => ({
    ...group,
    base,
    strapi: group.decided ? { ...strapi, ...named(idle, group.fields) } : strapi, // with what is written over
    microsoft,
  }));
  const conflict = notes.find(({ decided }) => decided === null) ?? notes[0] ?? null;
  const alsoDecided = notes.filter((note) => note !== conflict);
  return { conflict, ...(alsoDecided.length > 0 ? { alsoDecided } : {}) };
}

function decidedBy(
  { conflictResolution }: ResourceSettings,
  { decided }: MergeInput,
  field: string,
  { outcome }: FieldMerge,
): Decided | null {
  if (outcome.kind === 'open') return null;
  if (outcome.kind === 'stays' && decided) return { by: 'person', winner: chosenSide(decided, field) ?? decided.winner };
  const winner = outcome.kind === 'merged' ? (outcome.winner ?? 'strapi') : outcome.kind === 'to-microsoft' ? 'strapi' : 'microsoft';
  // What may not be written is taken back whatever anybody says.
  return { by: decided?.fields.includes(field) && outcome.kind !== 'taken-back' ? 'person' : conflictResolution, winner };
}

const named = (values: Values, fields: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([field]) => fields.includes(field)));
