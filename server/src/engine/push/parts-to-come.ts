import { because } from '../../../../src/contracts/reasons';
import { decide } from '../../../../src/sync/decide';
import { factsOfNew } from '../../../../src/sync/link';
import type { LocalRow, LogEntry } from '../../storage/port';
import { withoutSeparateFields } from '../changes/our-writes';
import { entryOfWrite } from '../changes/journal';
import type { Outgoing } from './outgoing';
import type { RunContext } from '../context';

/**
 * What a run writes as soon as an item is there: what has requests of its own (steps, cancelled dates), and its parts. A preview never comes to that, for it does not
 * make the item, so it is told by what the item will be.
 */
export async function partsToCome(run: RunContext, outgoing: readonly Outgoing[]): Promise<LogEntry[]> {
  const { parts } = run.resource.definition;
  const entries: LogEntry[] = [];
  for (const one of outgoing) {
    entries.push(...fieldsToCome(run, one));
    if (!parts || !makesParts(run, one)) continue;
    for (const row of await run.items.partsOf([one.mark.documentId])) entries.push(...partToCome(run, one, row));
  }
  return entries;
}

/** An item that is new in Microsoft, or has had no parts there so far. */
function makesParts(run: RunContext, { link, write }: Outgoing): boolean {
  const { parts } = run.resource.definition;
  if (write.kind === 'delete' || !parts?.areIn(write.values)) return false;
  return write.kind === 'create' || !link || !parts.areIn(link.base);
}

/** What has requests of its own is written once the item is there. */
function fieldsToCome(run: RunContext, { link, row, write }: Outgoing): LogEntry[] {
  const { fields, parts } = run.resource.definition;
  if (write.kind !== 'create') return [];
  const sent = withoutSeparateFields(run, write.values);
  if (parts?.removed(sent, write.values).length === 0) return [];
  const apart = Object.keys(fields).filter(
    (field) => fields[field]?.hasOwnRequests && !fields[field].isEqual(sent[field], write.values[field]),
  );
  if (apart.length === 0) return [];
  const update = { kind: 'update' as const, values: write.values, fields: apart, mails: [] };
  return [entryOfWrite(run, { link, row, write: update, why: 'written-later' })];
}

function partToCome(run: RunContext, { write }: Outgoing, row: LocalRow): LogEntry[] {
  const { definition } = run.resource;
  const { parts } = definition;
  const reading = row.owner === run.target.user ? definition.readStrapi(row.row) : null;
  if (reading?.kind !== 'item' || !reading.part || write.kind === 'delete' || !parts?.has(write.values, reading.part.key)) return [];
  const base = parts.base(write.values, reading.part.key);
  const link = {
    documentId: row.documentId,
    microsoftId: null,
    part: reading.part,
    origin: 'strapi' as const,
    state: 'linked' as const,
    base,
    facts: factsOfNew,
    etag: null,
  };
  const decision = decide({
    definition,
    settings: run.settings,
    link,
    local: { kind: 'item', item: reading },
    remote: { kind: 'as-agreed' },
  });
  if (decision.microsoft.kind !== 'update') return [];
  return [
    entryOfWrite(run, {
      link: null,
      row,
      write: decision.microsoft,
      why: because('part-written-later', { why: decision.why }),
    }),
  ];
}
