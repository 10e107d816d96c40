import { asEvent } from '../../../../src/calendar/as-event';
import { dateOfFormerSingle } from '../../../../src/occurrences/no-series';
import type { LocalRow, StoredLink } from '../../storage/port';
import { meetingKeyOf } from '../changes/meeting-key';
import type { Plan } from '../changes/from-decision';
import type { RunContext } from '../context';
import { matchDates } from './match-dates';
import { planDate } from './plan-date';
import { hasOrHadEntry, readingOn, type SeriesOnPage } from './series-of-dates';

/** Dates of a series that get an entry. */
export interface Coming {
  readonly one: Pick<SeriesOnPage, 'reading' | 'exceptions' | 'home' | 'former'>;
  /** By which the link of the series goes. */
  readonly name: string;
  readonly links: ReadonlyMap<string, StoredLink>;
  readonly dates: readonly string[];
}

export const firstOf = ({ reading }: Pick<SeriesOnPage, 'reading'>): string => dateOfFormerSingle(asEvent(reading.values));

/** Each gets an entry, or finds one that holds the same already. */
export async function planComing(run: RunContext, plan: Plan, coming: readonly Coming[], isReadOnly: boolean): Promise<void> {
  for (const { one, name } of coming) {
    plan.seriesOfDates.add(one.reading.microsoftId);
    plan.owners.set(one.reading.microsoftId, name);
  }
  const wanted = coming.flatMap(({ one, dates }) =>
    dates.map((date) => ({ reading: readingOn(run, one, date), home: one.home, former: date === firstOf(one) ? one.former : null })),
  );
  const matches = wanted.length > 0 ? await matchDates(run, wanted) : new Map<string, LocalRow>();
  await noteClaims(run, plan, wanted);
  for (const { one, links, dates } of coming)
    for (const date of dates) {
      const reading = readingOn(run, one, date);
      const row = matches.get(reading.microsoftId) ?? null;
      dropUnseen(plan, links, date);
      planDate(run, plan, { reading, link: null, row, mark: null, home: one.home, isReadOnly, before: null });
    }
}

/** Microsoft's exception of a date that had no entry so far. */
export function dropUnseen({ changes }: Plan, links: ReadonlyMap<string, StoredLink>, date: string): void {
  const link = links.get(date);
  if (link && !hasOrHadEntry(link)) changes.droppedLinks.push(link.id);
}

/** Whoever's mailbox a date came from first has its entry, as with any meeting. */
async function noteClaims(run: RunContext, plan: Plan, wanted: Parameters<typeof matchDates>[1]): Promise<void> {
  const meetings = wanted.flatMap(({ home, reading }) => meetingKeyOf(home, reading) ?? []);
  if (meetings.length === 0) return;
  const taken = await run.store.meetingsOfOthers(run.target, meetings);
  if (taken.size > 0) plan.taken = new Set([...plan.taken, ...taken]);
}
