import { changedFields } from '../../../src/sync/decide-deletion';
import type { RemoteItem, Values } from '../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../stores/port';
import type { Changes } from './carry-out';
import type { RunContext } from './run-context';

/** Parts that go with what they belong to, and hold edits that Microsoft never saw: those are kept as the losers of conflicts. */
export async function keepEdited(run: RunContext, changes: Changes, parts: readonly LocalRow[], links: ReadonlyMap<string, StoredLink>): Promise<void> {
  const { definition } = run.places;
  const readings = parts.map(({ row }) => definition.readStrapi(row)).filter((reading) => reading.kind === 'item');
  const owners = await run.store.linksByDocumentId(run.target, readings.flatMap(({ part }) => part?.of ?? []));
  for (const { documentId, part, values } of readings) {
    const owner = owners.get(part?.of ?? '');
    const base = links.get(documentId)?.base ?? (part && owner && definition.parts?.areIn(owner.base) ? definition.parts.base(owner.base, part.key) : null);
    const fields = base ? changedFields(definition.fields, base, values, 'both') : [];
    if (base && fields.length === 0) continue;
    changes.conflicts.push({ item: documentId, note: { fields, base, strapi: values, microsoft: null, decided: { by: run.settings.conflictResolution, winner: 'microsoft' } } });
  }
}

/** A part that somebody made in Microsoft, and that was taken away in Strapi meanwhile, alone or with what it belongs to: it is kept as the loser. */
export function keepUnseen(run: RunContext, changes: Changes, { reading, owner }: { reading: RemoteItem; owner: StoredLink | null }): void {
  const { definition } = run.places;
  const mask = definition.mask(reading, run.values);
  if (!owner?.documentId || owner.state === 'ended' || run.settings.direction === 'microsoft-to-strapi' || mask === null) return;
  const base = definition.parts?.areIn(owner.base) && reading.part ? definition.parts.base(owner.base, reading.part.key) : null;
  const { values } = mask.item;
  const fields = base ? changedFields(definition.fields, base, values, 'both') : [];
  changes.conflicts.push({ item: reading.microsoftId, note: { fields, base, strapi: null, microsoft: values, decided: { by: run.settings.conflictResolution, winner: 'strapi' } } });
}

/** What people in Microsoft had made of a part, and was left alone there, went with it when our own write of its item took it away. */
export function keepLeft(run: RunContext, changes: Changes, { link, left }: { link: StoredLink; left: Values }): void {
  if (!link.documentId) return;
  const microsoft = { ...link.base, ...left };
  const decided = { by: run.settings.conflictResolution, winner: 'strapi' as const };
  changes.conflicts.push({ item: link.documentId, note: { fields: Object.keys(left), base: link.base, strapi: link.base, microsoft, decided } });
}
