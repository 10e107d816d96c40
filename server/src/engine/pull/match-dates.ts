import { addressOf } from '../../../../src/sync/entry-id';
import type { RemoteItem, Values } from '../../../../src/sync/resource';
import type { LocalRow } from '../../storage/port';
import type { RunContext } from '../context';

interface Wanted {
  readonly reading: RemoteItem;
  readonly home: string;
  readonly former: LocalRow | null;
}

/**
 * Dates that have no entry yet, with entries of the same home that hold the same and have no link: without it a lost link table, or a mailbox that is
 * connected anew, would double every date. By Microsoft's ids of the dates.
 */
export async function matchDates(run: RunContext, wanted: readonly Wanted[]): Promise<Map<string, LocalRow>> {
  const matches = new Map<string, LocalRow>();
  const { definition } = run.resource;
  for (const { reading, former } of wanted) if (former) matches.set(reading.microsoftId, former);
  const named = wanted.flatMap((one) => {
    if (one.former) return [];
    const print = definition.fingerprint(asSingle(one.reading.values));
    return print === null ? [] : [{ ...one, print }];
  });
  if (named.length === 0) return matches;
  const candidates = await run.items.candidates(run.target.user, () =>
    named.map(({ reading }) => definition.matchCriteria(asSingle(reading.values))),
  );
  if (candidates.length === 0) return matches;
  const linked = await run.store.linksByDocumentId(
    run.target,
    candidates.map(({ documentId }) => documentId),
  );
  const taken = new Set([...matches.values()].map(({ documentId }) => documentId));
  // Looked up, for a year of a daily series is alike but for its times. The first of those that are the same is the last here.
  const free = new Map<string, LocalRow[]>();
  for (const row of [...candidates].reverse()) {
    if (linked.has(row.documentId) || taken.has(row.documentId)) continue;
    const entry = definition.readStrapi(row.row);
    const print = entry.kind === 'item' ? definition.fingerprint(entry.values) : null;
    if (print === null) continue;
    const key = placeOf(addressOf(row.documentId).home, print);
    const alike = free.get(key);
    if (alike) alike.push(row);
    else free.set(key, [row]);
  }
  for (const { reading, home, print } of named) {
    const row = free.get(placeOf(home, print))?.pop();
    if (row) matches.set(reading.microsoftId, row);
  }
  return matches;
}

const placeOf = (home: string, print: string): string => `${home}|${print}`;
const asSingle = (values: Values): Values => ({ ...values, originalStart: null, recurrence: null });
