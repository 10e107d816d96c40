import { asEvent } from '../../../../src/calendar/as-event';
import { dateOfFormerSingle, dateThatStays } from '../../../../src/occurrences/no-series';
import { nameOfSeries } from '../../../../src/sync/entry-id';
import type { RemoteFacts } from '../../../../src/sync/link';
import type { LinkChanges, NewLink, StoredLink } from '../../storage/port';
import { hashKey } from '../../storage/sql/keys';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import type { RunContext } from '../context';
import { knownDate } from '../../../../src/occurrences/known-date';
import { hasOrHadEntry, type SeriesOnPage } from './series-of-dates';

/**
 * A single event has become a series in a home without rules, or such a series a single event: the entry is that of the first date. Links are changed
 * before anything is planned, in the same transaction; then the reading is judged as if they had always been so. Returns what is a series now.
 */
export async function followKinds(
  run: RunContext,
  series: readonly SeriesOnPage[],
  links: Map<string, StoredLink>,
): Promise<{ series: readonly SeriesOnPage[]; singles: readonly SeriesOnPage[] }> {
  const changing = series.filter((one) => one.link?.state === 'linked' && isSeriesLink(one) !== isSeriesThere(run, one));
  const singles = series.filter((one) => one.link && isSeriesLink(one) && !isSeriesThere(run, one));
  if (changing.length > 0) {
    const dates = await run.store.linksOfParts(run.target, changing.map(({ reading }) => reading.microsoftId)); // prettier-ignore
    for (const one of changing) {
      const own = dates.filter(({ part, microsoftId }) => part?.of === one.reading.microsoftId && microsoftId !== null);
      if (isSeriesLink(one)) await becomeSingle(run, one, own);
      else await becomeSeries(run, one, own);
    }
    const ids = changing.map(({ reading }) => reading.microsoftId);
    const now = await run.store.linksByMicrosoftId(run.target, ids);
    for (const id of ids) {
      const link = now.get(id);
      if (link) links.set(id, link);
      else links.delete(id);
    }
  }
  const asLinked = (one: SeriesOnPage): SeriesOnPage => ({ ...one, link: links.get(one.reading.microsoftId) ?? null });
  return { series: series.filter((one) => !singles.includes(one)).map(asLinked), singles };
}

const isSeriesLink = ({ link }: SeriesOnPage): boolean => link?.occurrence === 'series';
const isSeriesThere = ({ resource }: RunContext, { reading }: SeriesOnPage): boolean =>
  resource.definition.parts?.areIn(reading.values) === true;

/** The entry's link hands it to the link of the first date, and is that of the series from now on. Two sets, for no two links may have one entry. */
async function becomeSeries(run: RunContext, { reading, link, home }: SeriesOnPage, dates: readonly StoredLink[]): Promise<void> {
  const { parts } = run.resource.definition;
  if (!link || !parts) return;
  const key = dateOfFormerSingle(asEvent(reading.values));
  const id = parts.id(reading.microsoftId, key);
  const standing = dates.find(({ microsoftId }) => microsoftId === id);
  const { isBeyond: _isBeyond, ...facts } = link.facts;
  await commit(run, {
    ...newChangeSet(),
    // What had this date when the event was a series before, and has ended since, keeps its entry in mind.
    droppedLinks: standing && standing.documentId === null ? [standing.id] : [],
    linkChanges: [
      { id: link.id, changes: { documentId: nameOfSeries(home, hashKey(reading.microsoftId).slice(0, 32)), occurrence: 'series', facts } },
      ...(standing && standing.documentId !== null ? [{ id: standing.id, changes: { microsoftId: null, state: 'ended' as const } }] : []),
    ],
  });
  const { id: _id, meetingKey: _meetingKey, ...former } = link;
  const date: NewLink = {
    ...former,
    microsoftId: id,
    part: { of: reading.microsoftId, key },
    facts: { ...facts, address: null },
    etag: null,
    occurrence: 'date',
    isStaged: false,
    seenRound: 0,
  };
  await commit(run, { ...newChangeSet(), newLinks: [date] });
}

/** The entry of the first date is that of the single event. Of the others, what is to come goes like a deletion; what has begun stays, unlinked. */
async function becomeSingle(run: RunContext, { link }: SeriesOnPage, dates: readonly StoredLink[]): Promise<void> {
  if (!link) return;
  const series = asEvent(link.base);
  const withEntry = dates.filter(hasOrHadEntry);
  const key = dateThatStays(series, withEntry.map((each) => knownDate(each, series))); // prettier-ignore
  const first = withEntry.find(({ part }) => part?.key === key) ?? null;
  const now = new Date(run.start.at).toISOString();
  const changes = newChangeSet();
  if (first) {
    const { documentId, state, base, facts } = first;
    const single: LinkChanges = { documentId, state, base, facts: asSingle(facts), occurrence: null, etag: null };
    changes.droppedLinks.push(first.id);
    changes.linkChanges.push({ id: link.id, changes: single });
  } else changes.droppedLinks.push(link.id);
  for (const each of dates) {
    if (each === first) continue;
    if (!hasOrHadEntry(each)) changes.droppedLinks.push(each.id);
    else if (each.state === 'linked' && String(each.base['start']) > now) changes.staged.push(each.id);
    else if (each.state === 'linked') changes.linkChanges.push({ id: each.id, changes: { state: 'ended', isStaged: false } });
  }
  await commit(run, changes);
}

const asSingle = ({ address: _address, isToCancel: _isToCancel, ...facts }: RemoteFacts): RemoteFacts => facts;
