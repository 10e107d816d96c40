import { asEvent } from '../../../../src/calendar/as-event';
import type { EventValues } from '../../../../src/calendar/values';
import { earlyEnd, followerOf, waitsForFollower } from '../../../../src/occurrences/following';
import { pairDates } from '../../../../src/occurrences/pair-dates';
import { periodOf } from '../../../../src/occurrences/period';
import type { StoredLink } from '../../storage/port';
import type { ChangeSet } from '../changes/change-set';
import type { RunContext } from '../context';
import { allSeriesOfDates } from '../occurrences/all-series';
import type { SeriesOnPage } from './series-of-dates';

/** Of a series that Microsoft has ended early: what becomes of the entries beyond its new end. */
export type Behind =
  | { readonly kind: 'as-lost' }
  /** For the series that follows it, which may be told later. */
  | { readonly kind: 'wait'; readonly earlyEnd: NonNullable<StoredLink['facts']['earlyEnd']> }
  | { readonly kind: 'follow'; readonly series: StoredLink; readonly before: EventValues };

const asLost: Behind = { kind: 'as-lost' };

/** "This and following" comes as two series, one after the other or the other way round. `lost`: dates that the rule has no more. */
export async function behindEnd(run: RunContext, { reading, link }: SeriesOnPage, lost: readonly string[]): Promise<Behind> {
  if (!link || lost.length === 0) return asLost;
  const since = link.facts.earlyEnd?.since ?? run.start.at;
  const before = asEvent(link.facts.earlyEnd?.before ?? link.base);
  const end = earlyEnd(before, asEvent(reading.values));
  if (end === null || !waitsForFollower({ since, now: run.start.at })) return asLost;
  // What has just been seen to end waits at least until it is read once more: then entries of the one that follows are locked as well.
  if (!link.facts.earlyEnd) return { kind: 'wait', earlyEnd: { since, before: { ...before } } };
  const candidates = (await allSeriesOfDates(run)).filter((one) => one.id !== link.id && isNew(run, one));
  const follower = followerOf(
    before,
    end,
    candidates.map(({ microsoftId, base }) => ({ id: microsoftId ?? '', values: asEvent(base) })),
  );
  const series = candidates.find(({ microsoftId }) => microsoftId === follower?.id);
  return series ? { kind: 'follow', series, before } : { kind: 'wait', earlyEnd: { since, before: { ...before } } };
}

/** It may be what follows a series that was ended early. */
export const isNew = ({ start }: RunContext, { facts }: StoredLink): boolean =>
  facts.madeAt !== undefined && waitsForFollower({ since: facts.madeAt, now: start.at });

/**
 * Entries beyond the end take the places of those that the series that follows has got meanwhile, which hold nothing of people's yet. What Microsoft has
 * on their new dates comes in when that series is read once more. Returns the dates that have found one.
 */
export async function moveBehind(
  run: RunContext,
  changes: ChangeSet,
  { series, before, waiting }: { series: StoredLink; before: EventValues; waiting: ReadonlyMap<string, StoredLink> },
): Promise<ReadonlySet<string>> {
  const dates = (await run.store.linksOfParts(run.target, [series.microsoftId ?? ''])).filter(
    ({ occurrence, state, documentId }) => occurrence === 'date' && state === 'linked' && documentId !== null,
  );
  const marks = await run.store.marksOf(run.target, dates.flatMap(({ documentId }) => documentId ?? [])); // prettier-ignore
  const rows = await run.items.read(dates.flatMap(({ documentId }) => documentId ?? []));
  const free = new Map(
    dates.flatMap((link) =>
      marks.has(link.documentId ?? '') || rows.get(link.documentId ?? '')?.owner !== run.target.user ? [] : [[link.part?.key ?? '', link] as const],
    ),
  ); // prettier-ignore
  const same = [...waiting.keys()].filter((date) => free.has(date)).map((date) => ({ from: date, to: date }));
  const left = (keys: Iterable<string>) => [...keys].filter((date) => !same.some(({ to }) => to === date));
  const moved = pairDates(left(waiting.keys()), left(free.keys()), periodOf(asEvent(series.base), before));
  for (const { from, to } of [...same, ...moved]) {
    const [old, fresh] = [waiting.get(from), free.get(to)];
    if (!old || !fresh) continue;
    changes.droppedLinks.push(old.id);
    changes.removals.add(fresh.documentId ?? '');
    const { address: _address, isToCancel: _isToCancel, ...facts } = old.facts;
    changes.linkChanges.push({
      id: fresh.id,
      changes: { documentId: old.documentId, base: old.base, facts: { ...facts, address: fresh.facts.address ?? null } },
    });
  }
  if (same.length + moved.length > 0) changes.staged.push(series.id);
  return new Set([...same, ...moved].map(({ from }) => from));
}
