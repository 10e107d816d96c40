import { grouped } from '../../../../src/canonical/grouped';
import { decide } from '../../../../src/sync/decide';
import { type Decision, decision } from '../../../../src/sync/decision';
import type { WholeState } from '../../../../src/sync/situation';
import type { LocalRow, StoredLink } from '../../storage/port';
import type { RunContext } from '../context';
import { isPlain } from '../parts/gone-in-microsoft';
import { isElsewhere, ownersOf } from '../parts/moved-entries';
import { wholeIn, wholeState } from '../parts/removed-in-strapi';
import { isUnusable, undeletable } from '../parts/unusable';
import { wholeOf } from './fetch-items';
import { localState } from './states';

const CHUNK = 100;
/** What the entry was is gone from Strapi too: it stands elsewhere by now. */
const DELETED = { kind: 'deleted' } as const;

/** What becomes of the entries of items that are gone. A kind that is left alone stays, and stays staged; so does what cannot be read, until it can. */
export async function judgeGone(
  run: RunContext,
  links: readonly StoredLink[],
): Promise<{ link: StoredLink; row: LocalRow | null; decision: Decision }[]> {
  const documentIds = links.flatMap(({ documentId }) => documentId ?? []);
  const rows = await run.items.read(documentIds);
  const marks = await run.store.marksOf(run.target, documentIds);
  const kept = await undeletable(run, rows);
  const owners = await ownersOf(run, links);
  const ownerRows = await run.items.read([...owners.values()].flatMap(({ documentId }) => documentId ?? []));
  return links.flatMap((link) => {
    // It has no entry of its own: what becomes of those of its dates, they say.
    if (link.occurrence === 'series')
      return [{ link, row: null, decision: decision('deleted-in-microsoft', { strapi: { kind: 'delete' }, link: { kind: 'drop' } }) }];
    if (link.documentId && kept.has(link.documentId)) return [];
    const row = (link.documentId && rows.get(link.documentId)) || null;
    const owner = owners.get(link.part?.of ?? '') ?? null;
    if (!link.occurrence && isTakenByUs(owner)) return []; // it goes with its item, or is made again with it
    const isMoved = row !== null && isElsewhere(run, { link, row, owner });
    const ownerRow = ownerRows.get(owner?.documentId ?? '') ?? null;
    const whole = wholeOfGone(run, { link, owner, ownerRow });
    if (row?.standing === 'apart') return [{ link, row, decision: decision('gone-while-apart', { link: { kind: link.occurrence ? 'end' : 'drop' } }) }]; // prettier-ignore
    if (link.occurrence === 'date' && hasBegun(run, link, owner)) return [{ link, row, decision: decision('no-such-date', { link: { kind: 'end' } }) }]; // prettier-ignore
    const local = isMoved ? DELETED : localState(run, row, link, (link.documentId && marks.get(link.documentId)) || null);
    if (local === null) return [];
    if (link.facts.isMoving && local.kind === 'item') return [{ link, row, decision: decision('deleted-to-move', { microsoft: { kind: 'create', values: local.item.values } }) }]; // prettier-ignore
    return [
      {
        link,
        row: isMoved ? null : row,
        decision: decide({
          definition: run.resource.definition,
          settings: run.settings,
          link: withoutEdit(run, link, { row, ownerRow }),
          local,
          remote: { kind: 'deleted' },
          ...whole,
        }),
      },
    ];
  });
}

/** A write of ours whose answer was lost may have taken the part away, and its item has not been read since, and is gone by now: nobody has deleted the part. */
const isTakenByUs = (owner: StoredLink | null): boolean =>
  owner?.state === 'linked' && owner.isStaged && owner.facts.isBeingWritten === true;

/** It was to come when it was found gone, and has happened since; but whoever cancels a date in Microsoft takes it away. */
function hasBegun({ start }: RunContext, { part, base }: StoredLink, owner: StoredLink | null): boolean {
  const cancelled = (owner?.base['excludedDates'] ?? []) as readonly string[];
  return String(base['start']) <= new Date(start.at).toISOString() && !cancelled.includes(part?.key ?? '');
}

/** A date of a series cannot come back in Microsoft. */
function wholeOfGone(
  run: RunContext,
  { link, owner, ownerRow }: { link: StoredLink; owner: StoredLink | null; ownerRow: LocalRow | null },
): { whole?: WholeState } {
  if (link.occurrence === 'date') return { whole: 'gone' };
  return owner && !isUnusable(run, ownerRow) ? { whole: wholeState(run, { owner, ownerRow }) } : {};
}

/**
 * Of a part that says what its item has in that place by itself, as what fills a place does: it was no edit, and nothing of it would have to be made
 * again. What somebody is asked about waits for the answer.
 */
function withoutEdit(
  run: RunContext,
  link: StoredLink,
  { row, ownerRow }: { row: LocalRow | null; ownerRow: LocalRow | null },
): StoredLink {
  const { parts } = run.resource.definition;
  const whole = wholeIn(run, ownerRow);
  if (!row || !parts || !link.part || !whole || link.facts.open.length > 0 || !parts.has(whole, link.part.key)) return link;
  const base = parts.base(whole, link.part.key);
  return isPlain(run, row, base) ? { ...link, base } : link;
}

/** An item is in one chunk with its exceptions, however many: whether these go depends on whether that is made again. Entries of dates go by themselves. */
export function inChunks(all: readonly StoredLink[]): StoredLink[][] {
  const chunks: StoredLink[][] = [];
  for (const unit of grouped(all.map((link) => [link.occurrence === 'date' ? link.id : wholeOf(link), link] as const)).values()) {
    const last = chunks.at(-1);
    if (last && last.length + unit.length <= CHUNK) last.push(...unit);
    else chunks.push(unit);
  }
  return chunks;
}
