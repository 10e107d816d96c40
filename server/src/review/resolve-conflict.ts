import { errors } from '@strapi/utils';
import type { Resolution, Side } from '../../../src/contracts';
import { type Choice, otherSide } from '../../../src/sync/may-mail';
import type { ResourceDefinition, Values } from '../../../src/sync/resource';
import type { StoredConflict, StoredLink, SyncStore } from '../storage/port';
import { beforeNextRun, type ReviewDeps, linkOf } from './dependencies';
import { refusals } from './refusals';

/** What is taken of each field. */
type Takes = Readonly<Record<string, Side | 'both'>>;

/**
 * A person decides an open conflict, as a whole or field by field. But for what is taken from both, nothing is written here: the next run reads the
 * item anew and goes by what both sides hold then, so that an edit made since the note is neither lost nor overlooked.
 */
export async function resolveConflict(
  deps: Pick<ReviewDeps, 'store' | 'leases' | 'open'>,
  { id, ...resolution }: { id: string } & Resolution,
): Promise<void> {
  const noted = await findConflict(deps.store, id);
  const opened = resolution.fields === undefined ? null : await deps.open(noted);
  const takesFor = (conflict: StoredConflict): Takes =>
    opened ? takesOf(conflict, opened.places.definition, resolution.fields) : allOf(conflict, resolution.winner);
  takesFor(noted); // what is no answer disturbs no run
  await beforeNextRun(deps, noted, async () => {
    const conflict = await findConflict(deps.store, id);
    if (conflict.decided) throw refusals.alreadyDecided();
    const link = await linkOf(deps.store, conflict, conflict);
    if (!link) throw refusals.unknownItem();
    const takes = takesFor(conflict); // a run may have found more to be asked about since
    const choice = choiceOf(takes);
    const facts = { ...link.facts, verdict: { kind: 'winner' as const, ...choice } };
    // A deletion in Strapi goes on from its mark, which waited.
    const marks = conflict.strapi === null && link.documentId !== null ? [link.documentId] : [];
    await deps.store.commit(conflict, {
      linkChanges: [{ id: link.id, changes: { facts, isStaged: true } }],
      ...(choice.winner === 'strapi' ? { deletionMarks: marks } : { marks }),
    });
    const both = Object.keys(takes).filter((field) => takes[field] === 'both');
    if (opened && both.length > 0) await writeBoth(opened, conflict, link, both);
  });
}

/** Into Strapi, as a person's edit: Strapi's side of these fields wins. */
async function writeBoth(
  { places: { definition }, items }: Awaited<ReturnType<ReviewDeps['open']>>,
  conflict: StoredConflict,
  { documentId }: StoredLink,
  fields: readonly string[],
): Promise<void> {
  const row = documentId === null ? undefined : (await items.read([documentId])).get(documentId);
  const now = row?.owner === conflict.user && row.standing === undefined ? definition.readStrapi(row.row) : null;
  if (!row || now?.kind !== 'item') throw refusals.unknownItem();
  const together = fields.map((field) => [field, definition.fields[field]?.together?.(now.values[field], conflict.microsoft?.[field])]);
  const values: Values = { ...now.values, ...Object.fromEntries(together) };
  await items.update(row.documentId, definition.rowForStrapi(values, fields));
}

/** Fields that are only right together. */
export function unitsOf({ fields }: Pick<ResourceDefinition, 'fields'>, named: readonly string[]): string[][] {
  const units = new Map<string, string[]>();
  for (const field of named) {
    const { unit, viewOf } = fields[field] ?? {};
    const key = unit ?? viewOf ?? field;
    units.set(key, [...(units.get(key) ?? []), field]);
  }
  return [...units.values()];
}

/** Of which of these fields both sides' values can be taken. */
export function takenFromBoth(definition: Pick<ResourceDefinition, 'fields'>, { fields, strapi, microsoft }: StoredConflict): string[] {
  if (strapi === null || microsoft === null) return [];
  const alone = unitsOf(definition, fields).flatMap((unit) => (unit.length === 1 ? unit : []));
  return alone.filter((field) => definition.fields[field]?.together !== undefined);
}

function allOf({ fields }: StoredConflict, winner: unknown): Takes {
  if (!isSide(winner)) throw invalid(['winner'], 'This side cannot win.', 'Must be one of: strapi, microsoft.');
  return Object.fromEntries(fields.map((field) => [field, winner]));
}

/** Field by field; throws where it is not an answer to this conflict. */
function takesOf(conflict: StoredConflict, definition: ResourceDefinition, fields: Resolution['fields'] | null): Takes {
  if (typeof fields !== 'object' || fields === null)
    throw invalid(['fields'], 'It is not said what counts.', 'Must give an answer for each field.');
  if (conflict.strapi === null || conflict.microsoft === null)
    throw invalid(['fields'], 'One side has deleted it.', 'Of an edit against a deletion only one can win: give `winner`.');
  for (const field of Object.keys(fields))
    if (!conflict.fields.includes(field))
      throw invalid(['fields', field], 'This field is not in question.', 'Is not a field of this conflict.');
  const both = takenFromBoth(definition, conflict);
  for (const field of conflict.fields) {
    const side: unknown = fields[field];
    if (isSide(side) || (side === 'both' && both.includes(field))) continue;
    const allowed = ['strapi', 'microsoft', ...(both.includes(field) ? ['both'] : [])].join(', ');
    throw invalid(['fields', field], `It is not said what counts for ${field}.`, `Must be one of: ${allowed}.`);
  }
  for (const unit of unitsOf(definition, conflict.fields))
    if (new Set(unit.map((field) => fields[field])).size > 1)
      throw invalid(['fields', unit[0] ?? ''], 'These fields belong together.', `Must be of the same side: ${unit.join(', ')}.`);
  return fields;
}

function choiceOf(takes: Takes): Choice {
  const fields = Object.keys(takes);
  const sideOf = (field: string): Side => (takes[field] === 'microsoft' ? 'microsoft' : 'strapi');
  const winner = sideOf(fields[0] ?? '');
  const except = fields.filter((field) => sideOf(field) === otherSide(winner));
  return { winner, fields, ...(except.length > 0 ? { except } : {}) };
}

const isSide = (value: unknown): value is Side => value === 'strapi' || value === 'microsoft';

const invalid = (path: string[], message: string, told: string) =>
  new errors.ValidationError(message, { code: 'invalid-input', errors: [{ path, message: told, name: 'ValidationError' }] });

export async function findConflict(store: SyncStore, id: string): Promise<StoredConflict> {
  const [conflict] = await store.conflicts({ id: String(id) });
  if (!conflict) throw refusals.unknownConflict();
  return conflict;
}
