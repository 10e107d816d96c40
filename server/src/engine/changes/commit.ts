import { grouped } from '../../../../src/canonical/grouped';
import type { LogEntry, MadeEntry, NewLink } from '../../storage/port';
import { takingTurns } from '../../node/in-turns';
import type { RunContext } from '../context';
import { heldUntil } from '../held-until';
import type { ChangeSet, NewEntry } from './change-set';
import { itemAt } from './journal';
import { keepWhatIsHeld, standingBefore, withHeld } from './held-by-host';

/**
 * Carries a change set out: the only place where a run writes to the database. The caller holds the transaction (`transaction.ts`) where the
 * set stands on what was read in it. Returns the documentIds of what was created, in order.
 */
export async function commit(run: RunContext, changes: ChangeSet): Promise<string[]> {
  const { store, items, target } = run;
  const before = await standingBefore(run, changes);
  const created = await createEntries(run, changes.creates);
  let updated = 0;
  const others = takingTurns();
  for (const [documentId, data] of changes.updates) {
    if (await items.update(documentId, { ...data, ...changes.completions.get(documentId) })) updated += 1;
    await others();
  }
  for (const [documentId, data] of changes.completions) if (!changes.updates.has(documentId)) await items.update(documentId, data);
  for (const documentId of changes.removals) {
    await items.remove(documentId);
    await others();
  }

  const newLinks: NewLink[] = [...changes.newLinks];
  const linkChanges = [...changes.linkChanges];
  const marks = [...changes.marks];
  const log = [...changes.log];
  /** Of what was made, whose row nobody knows yet. */
  const toRead: string[] = [];
  for (const [at, { link, microsoftId, isMarked, log: told }] of changes.creates.entries()) {
    const { documentId, row } = created[at] ?? NOT_MADE;
    if (told) {
      const { title, ...rest } = told;
      log.push({ ...rest, item: itemAt(run, { title, documentId, microsoftId }) });
    }
    const isHeldKnown = link?.kind === 'new' && row !== null;
    if (link?.kind === 'new') newLinks.push({ ...(row ? withHeld(run, link.of, row) : link.of), documentId });
    if (!isHeldKnown) toRead.push(documentId);
    if (link?.kind === 'known') linkChanges.push({ id: link.id, changes: { ...link.changes, documentId } });
    if (isMarked) marks.push(documentId);
  }
  const { round, seen, holds } = changes;
  const news = await store.commit(target, {
    ...changes,
    newLinks,
    linkChanges,
    marks,
    holds: holds.map(({ of, note, isPassing }) => ({ of, note: isPassing ? { ...note, nextTryAt: heldUntil(run) } : note })),
    seen: round === null || seen.length === 0 ? null : { ids: seen, round },
    log: round === null ? log : log.map(asBulk),
  });
  await keepWhatIsHeld(run, changes, { created: toRead, before });
  const passing = new Set(holds.flatMap(({ of, isPassing }) => (isPassing ? [of.item] : [])));
  if (news.held.some((item) => passing.has(item))) await run.guard.askForFull();
  followCursors(run, changes);
  run.guard.handOver(changes.newOwners);
  count(run, changes, { updated, held: news.held.length, conflicts: news.conflicts });
  return created.map(({ documentId }) => documentId);
}

const NOT_MADE: MadeEntry = { documentId: '', row: null };

/** Where reading goes on from now. */
function followCursors({ reading }: RunContext, { droppedCursors, cursors }: ChangeSet): void {
  if (droppedCursors.length === 0 && cursors.length === 0) return;
  const known = new Map(droppedCursors === 'all' ? [] : reading.cursors);
  if (droppedCursors !== 'all') for (const collection of droppedCursors) known.delete(collection);
  for (const cursor of cursors) known.set(cursor.collection.id, cursor);
  reading.cursors = known;
}

/** A full read brings entries by the thousand; that they came in stands in the run's report. */
const asBulk = (entry: LogEntry): LogEntry => (entry.kind === 'create' || entry.kind === 'link' ? { ...entry, isKept: false } : entry);

/** Parts come after what they belong to, and are related to it. */
async function createEntries(
  { items, target, resource, start: { isFirst } }: RunContext,
  creates: readonly NewEntry[],
): Promise<MadeEntry[]> {
  const entries = new Map<NewEntry, MadeEntry>();
  const byMicrosoftId = new Map<string, string>();
  const create = async (some: readonly NewEntry[]): Promise<void> => {
    for (const [home, ofHome] of grouped(some.map((one) => [one.home, one]))) {
      const data = ofHome.map((one) => (one.isPart ? { ...one.data, ...relationOf(one) } : one.data));
      const created = isFirst
        ? await items.createMany(target.user, data, home)
        : (await items.create(target.user, data, home)).map((documentId) => ({ documentId, row: null }));
      for (const [at, one] of ofHome.entries()) {
        const made = created[at];
        if (made === undefined) throw new Error('an entry was not created');
        entries.set(one, made);
        if (one.microsoftId !== null) byMicrosoftId.set(one.microsoftId, made.documentId);
      }
    }
  };
  const relationOf = ({ partOf }: NewEntry): Record<string, unknown> => {
    if (!resource.parts) return {};
    const whole = partOf && ('documentId' in partOf ? partOf.documentId : byMicrosoftId.get(partOf.microsoftId));
    return { [resource.parts.column]: whole ?? null };
  };
  await create(creates.filter(({ isPart }) => !isPart));
  await create(creates.filter(({ isPart }) => isPart));
  return creates.map((one) => entries.get(one) ?? NOT_MADE);
}

function count(
  { tally }: RunContext,
  { creates, removals, counts }: ChangeSet,
  news: { updated: number; held: number; conflicts: number },
): void {
  tally.strapi.created += creates.length;
  tally.strapi.updated += news.updated;
  tally.strapi.deleted += removals.size;
  tally.microsoft.created += counts.microsoft.created;
  tally.microsoft.updated += counts.microsoft.updated;
  tally.microsoft.deleted += counts.microsoft.deleted;
  tally.matched += counts.matched;
  tally.leftAlone += counts.leftAlone;
  tally.mails += counts.mails;
  tally.held += news.held;
  tally.conflicts += news.conflicts;
}
