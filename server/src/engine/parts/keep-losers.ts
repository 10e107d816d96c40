import { changedFields } from '../../../../src/sync/decide-deletion';
import { factsOf } from '../../../../src/sync/link';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../../storage/port';
import type { ChangeSet } from '../changes/change-set';
import type { RunContext } from '../context';

/** Parts that go with what they belong to, and hold edits that Microsoft never saw: those are kept as the losers of conflicts. */
export async function keepEdited(
  run: RunContext,
  changes: ChangeSet,
  parts: readonly LocalRow[],
  links: ReadonlyMap<string, StoredLink>,
): Promise<void> {
  const { definition } = run.resource;
  const readings = parts.map(({ row }) => definition.readStrapi(row)).filter((reading) => reading.kind === 'item');
  const owners = await run.store.linksByDocumentId(
    run.target,
    readings.flatMap(({ part }) => part?.of ?? []),
  );
  for (const { documentId, part, values } of readings) {
    const owner = owners.get(part?.of ?? '');
    // What our own write of the item has taken away, nobody there has seen go.
    const known = owner?.facts.isBeingWritten ? undefined : links.get(documentId)?.base;
    const base = known ?? (part && owner && definition.parts?.areIn(owner.base) ? definition.parts.base(owner.base, part.key) : null);
    const fields = base ? changedFields(definition.fields, base, values, 'both') : [];
    if (base && fields.length === 0) continue;
    changes.conflicts.push({
      item: documentId,
      note: { fields, base, strapi: values, microsoft: null, decided: { by: run.settings.conflictResolution, winner: 'microsoft' } },
    });
  }
}

/** A part that somebody made in Microsoft, and that was taken away in Strapi meanwhile, alone or with what it belongs to: it is kept as the loser. */
export function keepUnseen(
  run: RunContext,
  changes: ChangeSet,
  { reading, owner }: { reading: RemoteItem; owner: StoredLink | null },
): void {
  const { definition } = run.resource;
  const mask = definition.mask(reading, run.settings.values);
  if (!owner?.documentId || owner.state === 'ended' || run.settings.direction === 'microsoft-to-strapi' || mask === null) return;
  const base = definition.parts?.areIn(owner.base) && reading.part ? definition.parts.base(owner.base, reading.part.key) : null;
  const { values } = mask.item;
  const fields = base ? changedFields(definition.fields, base, values, 'both') : [];
  changes.conflicts.push({
    item: reading.microsoftId,
    note: { fields, base, strapi: null, microsoft: values, decided: { by: run.settings.conflictResolution, winner: 'strapi' } },
  });
}

/** Its entry stands elsewhere, and what Strapi has in its place by now is written over this version: what people in Microsoft made of it is kept as the loser. */
export function writtenOver(run: RunContext, changes: ChangeSet, { link, reading }: { link: StoredLink; reading: RemoteItem }): void {
  const { etag, modifiedAt } = reading;
  const { base, documentId, origin } = link;
  const { unmerged, ...facts } = link.facts; // it is compared now
  const { definition } = run.resource;
  const mask = origin === 'strapi' ? { item: reading } : definition.mask(reading, run.settings.values); // what the settings keep out is not kept as a loser either
  if (mask === null) {
    if (unmerged) changes.linkChanges.push({ id: link.id, changes: { facts } });
    return;
  }
  const { values } = mask.item;
  const fields = changedFields(definition.fields, base, values, 'both').filter((field) => !facts.masked.includes(field));
  const known = Object.fromEntries(fields.map((field) => [field, values[field]]));
  changes.linkChanges.push({
    id: link.id,
    changes: { etag, modifiedAt, base: { ...base, ...known }, facts: { ...facts, ...factsOf(reading, facts.masked, facts.open) } },
  });
  if (fields.length > 0)
    changes.conflicts.push({
      item: documentId ?? reading.microsoftId,
      note: { fields, base, strapi: base, microsoft: values, decided: { by: run.settings.conflictResolution, winner: 'strapi' } },
    });
}

/**
 * Our own write of its item took this part away, and with it what people in Microsoft had made of it that is not in Strapi: what the direction left
 * alone there, or what somebody was still asked about. It is kept as the loser.
 */
export async function keepTaken(run: RunContext, changes: ChangeSet, link: StoredLink): Promise<void> {
  const { documentId, facts } = link;
  if (!documentId) return;
  keepLeftThere(run, changes, link);
  if (facts.open.length === 0) return;
  const decided = { by: run.settings.conflictResolution, winner: 'strapi' as const };
  const [asked] = await run.store.conflicts({ ...run.target, documentId, decided: false });
  if (asked)
    changes.conflicts.push({
      item: documentId,
      note: { fields: asked.fields, base: asked.base, strapi: asked.strapi, microsoft: asked.microsoft, decided },
    });
}

/** What people in Microsoft had made of it, and what the direction left alone there. */
export function keepLeftThere(run: RunContext, changes: ChangeSet, { documentId, base, facts: { left } }: StoredLink): void {
  if (!documentId || !left) return;
  const decided = { by: run.settings.conflictResolution, winner: 'strapi' as const };
  changes.conflicts.push({
    item: documentId,
    note: { fields: Object.keys(left), base, strapi: base, microsoft: { ...base, ...left }, decided },
  });
}

/** The same of a part that was deleted in Strapi, and goes when its item is written without it. */
export function keepLeft(run: RunContext, changes: ChangeSet, link: StoredLink): void {
  const { left, ...facts } = link.facts;
  if (!left || !link.documentId) return;
  const microsoft = { ...link.base, ...left };
  const decided = { by: run.settings.conflictResolution, winner: 'strapi' as const };
  changes.conflicts.push({
    item: link.documentId,
    note: { fields: Object.keys(left), base: link.base, strapi: null, microsoft, decided },
  });
  changes.linkChanges.push({ id: link.id, changes: { base: microsoft, facts } });
}
