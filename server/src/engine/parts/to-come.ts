import { decide } from '../../../../src/sync/decide';
import { factsOfNew } from '../../../../src/sync/link';
import type { LocalRow, LogEntry } from '../../storage/port';
import { notYetApart } from '../push/write-in-flight';
import { entryOfWrite } from '../changes/journal';
import type { Outgoing } from '../push/outgoing';
import { ofBody } from '../push/requests';
import type { RunContext } from '../context';

/**
 * What a run writes as soon as an item with parts is there: its parts, and those that it lacks. A preview never comes to that, for it does not
 * make the item, so it is told by what the item will be.
 */
export async function partsToCome(run: RunContext, outgoing: readonly Outgoing[]): Promise<LogEntry[]> {
  const { parts } = run.resource.definition;
  const entries: LogEntry[] = [];
  for (const one of parts ? outgoing.filter((each) => makesParts(run, each)) : []) {
    entries.push(...removalsToCome(run, one));
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

function removalsToCome(run: RunContext, { link, row, write }: Outgoing): LogEntry[] {
  const { parts, fields } = run.resource.definition;
  if (write.kind !== 'create' || parts?.removed(notYetApart(run, write.values), write.values).length === 0) return [];
  const apart = Object.keys(fields).filter((field) => !ofBody(run, [field]).length);
  return [
    entryOfWrite(run, {
      link,
      row,
      write: { kind: 'update', values: write.values, fields: apart, mails: [] },
      why: 'written once it is in Microsoft',
    }),
  ];
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
      why: `${decision.why}; written once what it belongs to is in Microsoft`,
    }),
  ];
}
