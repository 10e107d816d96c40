import { asEvent } from '../../../../src/calendar/as-event';
import { compareSeries } from '../../../../src/occurrences/compare-series';
import { knownDate } from '../../../../src/occurrences/known-date';
import { grouped } from '../../../../src/canonical/grouped';
import { addressOf } from '../../../../src/sync/entry-id';
import type { RemoteItem } from '../../../../src/sync/resource';
import { HostRefusal } from '../../storage/host-refusal';
import type { StoredLink } from '../../storage/port';
import { type InCollection, newChangeSet } from '../changes/change-set';
import { newPlan } from '../changes/from-decision';
import { commit } from '../changes/commit';
import { refusalNote } from '../changes/refused';
import { withRowsLocked } from '../changes/transaction';
import { collectionOf } from '../collections/taking-part';
import type { RunContext } from '../context';
import { daysInHome, nameOfDays, whenOf } from '../occurrences/days-in-home';
import { planComing, type Coming } from './plan-coming';
import { hasOrHadEntry, readingOn } from './series-of-dates';

const PAGE = 200;

/**
 * On another day than the last time, dates of series have come into the days for which they have entries. Microsoft is not asked: the rule was agreed, and
 * exceptions of dates that had no entry were kept.
 */
export async function completeDays(run: RunContext): Promise<void> {
  const days = nameOfDays(whenOf(run));
  if (days === null || days === run.start.completedDays || run.settings.direction === 'strapi-to-microsoft') return;
  for (let after = 0; ;) {
    const series = await run.store.seriesOfDates(run.target, after, PAGE);
    const last = series.at(-1);
    if (!last) break;
    after = last.id;
    await run.guard.checkpoint();
    await completeSome(run, series);
  }
  run.guard.daysCompleted(days);
}

/** Where the host refuses an entry, they are made one by one, and only that one is held. */
export async function completeSome(run: RunContext, series: readonly StoredLink[]): Promise<void> {
  const dates = await run.store.linksOfParts(
    run.target,
    series.flatMap(({ microsoftId }) => microsoftId ?? []),
  );
  const datesOf = grouped(dates.filter(({ microsoftId }) => microsoftId !== null).map((date) => [date.part?.of ?? '', date]));
  const byCollection = grouped(series.map((link) => [link.collection, comingOf(run, link, datesOf.get(link.microsoftId ?? '') ?? [])]));
  for (const [id, all] of byCollection) {
    const coming = all.filter(({ dates: some }) => some.length > 0);
    if (coming.length === 0) continue;
    const collection = collectionOf(run, id);
    try {
      await make(run, collection, coming);
    } catch (error) {
      if (!(error instanceof HostRefusal)) throw error;
      for (const one of coming) for (const date of one.dates) await makeAlone(run, collection, { ...one, dates: [date] });
    }
  }
}

function make(run: RunContext, collection: InCollection, coming: readonly Coming[]): Promise<void> {
  return withRowsLocked(run, [], async () => {
    const plan = newPlan(collection);
    await planComing(run, plan, coming, collection.isReadOnly);
    await commit(run, plan.changes);
  });
}

async function makeAlone(run: RunContext, collection: InCollection, coming: Coming): Promise<void> {
  try {
    await make(run, collection, [coming]);
  } catch (error) {
    if (!(error instanceof HostRefusal)) throw error;
    const { microsoftId, values } = readingOn(run, coming.one, coming.dates[0] ?? '');
    const of = { item: microsoftId, title: run.resource.definition.title(values) };
    const note = refusalNote(error.message, 'refused-date');
    await commit(run, { ...newChangeSet(), holds: [{ of, note }] });
  }
}

function comingOf(run: RunContext, link: StoredLink, dates: readonly StoredLink[]): Coming {
  const name = link.documentId ?? '';
  const { home } = addressOf(name);
  const unseen = dates.filter((date) => !hasOrHadEntry(date));
  const exceptions = new Map(unseen.map((date) => [date.part?.key ?? '', asRead(date)]));
  const agreed = asEvent(link.base);
  const { come } = compareSeries({
    before: agreed,
    after: agreed,
    exceptions: new Map([...exceptions].map(([key, { values }]) => [key, asEvent(values)])),
    known: dates.filter(hasOrHadEntry).map((date) => knownDate(date, agreed)),
    days: daysInHome(run, home),
  });
  const links = new Map(dates.map((date) => [date.part?.key ?? '', date]));
  return { one: { reading: asRead(link), exceptions, home, former: null }, name, links, dates: come };
}

/** What Microsoft has, as far as it was read last. */
function asRead({ microsoftId, part, base, facts, etag, sharedUid, modifiedAt }: StoredLink): RemoteItem {
  const { isOwn, wouldMail, unwritable, address = microsoftId } = facts;
  const known = { microsoftId: microsoftId ?? '', address, part, etag, sharedUid, modifiedAt, isOwn, wouldMail, unwritable };
  return { kind: 'item', ...known, parts: null, key: null, values: base };
}
