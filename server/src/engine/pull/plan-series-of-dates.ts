import { asEvent } from '../../../../src/calendar/as-event';
import { type ComparedSeries, compareSeries } from '../../../../src/occurrences/compare-series';
import { knownDate } from '../../../../src/occurrences/known-date';
import { valuesOn } from '../../../../src/occurrences/values-on';
import { decision } from '../../../../src/sync/decision';
import { nameOfSeries } from '../../../../src/sync/entry-id';
import { factsOf } from '../../../../src/sync/link';
import type { RemoteItem, Values } from '../../../../src/sync/resource';
import type { LinkChanges, LocalRow, Mark, StoredLink } from '../../storage/port';
import { hashKey } from '../../storage/sql/keys';
import { withMeetingKey } from '../changes/meeting-key';
import { linkFor, type Plan } from '../changes/from-decision';
import { entriesOf } from '../changes/journal';
import type { RunContext } from '../context';
import { daysInHome } from '../occurrences/days-in-home';
import { behindEnd, moveBehind } from './follow-series';
import { leaveAlone } from './home-of-item';
import { keepUnseen } from '../parts/keep-losers';
import { isOfOthers, type Others } from './one-entry';
import type { Page } from './page';
import { dropUnseen, firstOf, planComing } from './plan-coming';
import { planAtSource } from './plan-at-source';
import { planDate } from './plan-date';
import { hasOrHadEntry, readingOn, type SeriesOnPage } from './series-of-dates';
import { isOlder, markOf, maskedState } from './states';

interface OnPage {
  readonly page: Page;
  readonly others: Others;
  /** Links of the dates of all of them. */
  readonly dates: readonly StoredLink[];
  /** Ids of items that the page names in a version that is not believed. */
  readonly listed: Set<string>;
  /** Ids of exceptions that a write is about to take away, and that are kept as losers. */
  readonly keptParts: string[];
}
interface Compared {
  readonly one: SeriesOnPage;
  readonly name: string;
  readonly links: ReadonlyMap<string, StoredLink>;
  readonly compared: ComparedSeries;
  /** It was ended early, and entries wait for the series that follows. */
  readonly earlyEnd?: StoredLink['facts']['earlyEnd'];
}

/**
 * Series in homes without rules: the series itself gets a link and no entry, each of its dates an entry. All of a series is compared at once, with its
 * exceptions, for Microsoft keeps silent about dates that another rule has taken away.
 */
export async function planSeriesOfDates(run: RunContext, plan: Plan, series: readonly SeriesOnPage[], on: OnPage): Promise<void> {
  const compared: Compared[] = [];
  for (const one of series) {
    const each = compare(run, plan, one, on);
    if (each) compared.push(await withoutBehind(run, plan, each));
  }
  if (run.settings.direction === 'strapi-to-microsoft') await planAtSource(run, plan, series, on);
  if (compared.length === 0) return;
  const linked = compared.flatMap(({ links, compared: { stay, move, cancelled, lost } }) =>
    [...stay, ...move.map(({ from }) => from), ...cancelled, ...lost].flatMap((date) => {
      const link = links.get(date);
      return link?.state === 'linked' && link.documentId !== null ? [link.documentId] : [];
    }),
  );
  const rows = await run.items.read(linked);
  const marks = await run.store.marksOf(run.target, linked);
  const { isReadOnly } = on.page.collection;
  for (const each of compared) {
    linkSeries(run, plan, each);
    planMoves(run, plan, each);
    planStanding(run, plan, each, { rows, marks, isReadOnly });
    planAbsent(run, plan, each, { rows, marks });
    keepExceptions(run, plan, each);
  }
  const coming = compared.map((each) => ({ ...each, dates: toCome(each) }));
  if (!on.page.isWithoutNewDates) await planComing(run, plan, coming, isReadOnly);
}

/** Entries beyond an early end are not lost as long as the series that follows may be told. */
async function withoutBehind(run: RunContext, { changes }: Plan, each: Compared): Promise<Compared> {
  const { one, links, compared } = each;
  const now = new Date(run.start.at).toISOString();
  const waiting = new Map(
    compared.lost.flatMap((date) => {
      const link = links.get(date);
      return link?.state === 'linked' && link.documentId !== null && String(link.base['start']) > now ? [[date, link] as const] : [];
    }),
  );
  const behind = await behindEnd(run, one, [...waiting.keys()]);
  if (behind.kind === 'as-lost') return each;
  if (behind.kind === 'wait') changes.staged.push(one.link?.id ?? 0); // read again by the next step, and by each run until then
  const gone = behind.kind === 'wait' ? new Set(waiting.keys()) : await moveBehind(run, changes, { ...behind, waiting });
  const lost = compared.lost.filter((date) => !gone.has(date));
  return { ...each, compared: { ...compared, lost }, ...(behind.kind === 'wait' ? { earlyEnd: behind.earlyEnd } : {}) };
}

/** What was a single event before comes in with its entry, however long ago its first date is. */
function toCome({ one, compared: { come } }: Compared): readonly string[] {
  const dates = one.former ? [...new Set([firstOf(one), ...come])] : come;
  return dates.filter((date) => !one.unread.has(date));
}

/** Null: nothing follows from this reading. */
function compare(run: RunContext, plan: Plan, one: SeriesOnPage, { page, others, dates, listed, keptParts }: OnPage): Compared | null {
  const { reading, link, home, exceptions, unread } = one;
  const { changes } = plan;
  if (link && !page.isFresh && isOlder(reading, link)) {
    changes.seen.push(link.id);
    changes.staged.push(link.id); // looked at by its id once the round is read
    listed.add(reading.microsoftId);
    return null;
  }
  if (link) changes.seen.push(link.id);
  const name = link?.documentId ?? nameOfSeries(home, hashKey(reading.microsoftId).slice(0, 32));
  if (link?.state === 'ended') return null;
  if (run.settings.direction === 'strapi-to-microsoft') {
    if (link && reading.parts !== null) linkSeries(run, plan, { one, name }); // it tells which dates our writes have cancelled
    for (const exception of exceptions.values())
      if (page.aboutToGo?.parts.has(exception.microsoftId)) {
        keptParts.push(exception.microsoftId);
        keepUnseen(run, changes, { reading: exception, owner: link });
      }
    return null;
  }
  const own = dates.filter(({ part, microsoftId }) => part?.of === reading.microsoftId && microsoftId !== null);
  const remote = maskedState(run, reading, link);
  if (remote === null || remote.masked.length > 0) {
    if (link) endSeries(run, plan, link, own);
    leaveAlone(plan, { reading, link: null });
    return null;
  }
  if (!link && isOfOthers(others, home, reading)) {
    leaveAlone(plan, { reading, link: null });
    return null;
  }
  if (reading.parts === null && link && exceptions.size === 0) {
    changes.staged.push(link.id); // which exceptions it has, only reading it by itself tells
    return null;
  }
  const after = asEvent(reading.values);
  const before = link && isSeries(run, link.base) ? asEvent(link.base) : null;
  const stand = new Map([...exceptions].map(([key, { values }]) => [key, asEvent(values)]));
  for (const key of unread) stand.set(key, valuesOn(after, key, new Map()));
  const links = new Map(own.map((each) => [each.part?.key ?? '', each]));
  const known = own.filter(hasOrHadEntry).map((each) => knownDate(each, after));
  const compared = compareSeries({ before, after, exceptions: stand, known, days: daysInHome(run, home) });
  plan.seriesOfDates.add(reading.microsoftId);
  plan.owners.set(reading.microsoftId, name);
  plan.homes.set(reading.microsoftId, home);
  return { one, name, links, compared };
}

const isSeries = ({ resource }: RunContext, values: Values): boolean => resource.definition.parts?.areIn(values) === true;

/** The settings keep it out from now on: what has come in stays, and is followed no more. */
function endSeries(run: RunContext, { changes }: Plan, link: StoredLink, dates: readonly StoredLink[]): void {
  for (const each of [link, ...dates.filter(({ state }) => state === 'linked')]) {
    if (each.documentId === null) changes.droppedLinks.push(each.id);
    else changes.linkChanges.push({ id: each.id, changes: { state: 'ended', isStaged: false } });
  }
  const ended = decision('private-kept-out', { link: { kind: 'end' } });
  changes.log.push(...entriesOf(run, { decision: ended, link, row: null, remote: null }));
}

function linkSeries(
  run: RunContext,
  plan: Plan,
  { one: { reading, link }, name, earlyEnd }: Pick<Compared, 'one' | 'name' | 'earlyEnd'>,
): void {
  const { changes, taken } = plan;
  if (!link) {
    const agreed = { kind: 'agree' as const, base: reading.values, facts: { ...factsOf(reading, []), madeAt: run.start.at } };
    changes.newLinks.push({ ...linkFor(plan, reading, agreed, { origin: 'microsoft', id: name }), documentId: name, occurrence: 'series' });
    changes.releases.push(reading.microsoftId);
    return;
  }
  const unread = Object.fromEntries((reading.unread ?? []).map((field) => [field, link.base[field]]));
  const { verdict, madeAt } = link.facts;
  const { etag, sharedUid, modifiedAt } = reading;
  const next: LinkChanges = {
    base: { ...reading.values, ...unread },
    facts: {
      ...factsOf(reading, []),
      ...(madeAt === undefined ? {} : { madeAt }),
      ...(verdict ? { verdict } : {}),
      ...(earlyEnd ? { earlyEnd } : {}),
    },
    etag,
    sharedUid,
    modifiedAt,
    isStaged: false,
    ...withMeetingKey(name, reading, taken),
  };
  const isChanged = Object.entries(next).some(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(link[field as keyof StoredLink]),
  );
  if (isChanged) changes.linkChanges.push({ id: link.id, changes: next });
}

/** The meeting is the same, its date is another one: so are its names. What it holds is judged after that. */
function planMoves(run: RunContext, plan: Plan, each: Compared): void {
  for (const { from, to } of each.compared.move) {
    const link = each.links.get(from);
    dropUnseen(plan, each.links, to);
    if (link) plan.changes.linkChanges.push({ id: link.id, changes: namesOn(run, plan, each, { link, to }) });
  }
}

function namesOn(run: RunContext, { taken }: Plan, { one, name }: Compared, { link, to }: { link: StoredLink; to: string }): LinkChanges {
  const { microsoftId, part, sharedUid } = readingOn(run, one, to);
  const meeting = link.state === 'ended' ? {} : withMeetingKey(name, { sharedUid, part } as RemoteItem, taken);
  return { microsoftId, part, etag: null, facts: { ...link.facts, address: null }, ...meeting };
}

interface Standing {
  readonly rows: ReadonlyMap<string, LocalRow>;
  readonly marks: ReadonlyMap<string, Mark>;
}

/** Dates that have an entry, on the date that they had or on another one. */
function planStanding(run: RunContext, plan: Plan, each: Compared, { rows, marks, isReadOnly }: Standing & { isReadOnly: boolean }): void {
  const { one, links, compared } = each;
  const series = one.link && isSeries(run, one.link.base) ? one.link.base : null;
  const stands = [...compared.stay.map((date) => ({ from: date, to: date })), ...compared.move];
  for (const { from, to } of stands) {
    const link = links.get(from);
    if (link?.state !== 'linked' || link.documentId === null || one.unread.has(to)) continue;
    if (from === to && !rows.has(link.documentId) && !one.exceptions.has(to)) forgetAddress(plan.changes, link);
    const now = from === to ? link : ({ ...link, ...namesOn(run, plan, each, { link, to }) } as StoredLink);
    planDate(run, plan, {
      reading: readingOn(run, one, to),
      link: now,
      wasException: Boolean(link.facts.address),
      row: rows.get(link.documentId) ?? null,
      mark: markOf(marks, link),
      home: one.home,
      isReadOnly,
      before: series && { series, key: from },
    });
  }
}

/** Dates that are there no more: what is still to come goes like any deletion, and what has begun has happened. */
function planAbsent(run: RunContext, { changes }: Plan, { links, compared }: Compared, { rows, marks }: Standing): void {
  const now = new Date(run.start.at).toISOString();
  const absent = [...compared.cancelled.map((date) => ({ date, isLost: false })), ...compared.lost.map((date) => ({ date, isLost: true }))];
  for (const { date, isLost } of absent) {
    const link = links.get(date);
    if (link?.state !== 'linked' || link.documentId === null) continue;
    const row = rows.get(link.documentId) ?? null;
    if (row === null && markOf(marks, link)?.sawDelete) {
      forgetAddress(changes, link);
      continue; // deleted on both sides: its mark says so
    }
    const start = startOf(run, row) ?? String(link.base['start'] ?? '');
    if (!isLost || start > now) changes.staged.push(link.id);
    else endDate(run, changes, link, row);
  }
}

/** Another rule has taken the exception away that its deletion would be sent to. */
function forgetAddress({ linkChanges }: Plan['changes'], { id, facts }: StoredLink): void {
  if (facts.address) linkChanges.push({ id, changes: { facts: { ...facts, address: null } } });
}

function endDate(run: RunContext, changes: Plan['changes'], link: StoredLink, row: LocalRow | null): void {
  changes.linkChanges.push({ id: link.id, changes: { state: 'ended', isStaged: false } });
  changes.log.push(...entriesOf(run, { decision: decision('no-such-date', { link: { kind: 'end' } }), link, row, remote: null }));
}

function startOf(run: RunContext, row: LocalRow | null): string | null {
  const reading = row && run.resource.definition.readStrapi(row.row);
  return reading?.kind === 'item' ? String(reading.values['start']) : null;
}

/** Exceptions of dates that have no entry yet: what they hold is needed on the day on which they get one, when Microsoft is not asked. */
function keepExceptions(run: RunContext, plan: Plan, { one, links, compared }: Compared): void {
  const { changes } = plan;
  const planned = new Set([...compared.come, ...compared.move.map(({ to }) => to)]);
  for (const [key, link] of links)
    if (!hasOrHadEntry(link) && !planned.has(key) && !one.exceptions.has(key) && !one.unread.has(key)) changes.droppedLinks.push(link.id);
  for (const [key, reading] of one.exceptions) {
    const link = links.get(key);
    const isMoved = link !== undefined && compared.move.some(({ from }) => from === key);
    if (planned.has(key) || (link && hasOrHadEntry(link) && !isMoved)) continue;
    const remote = maskedState(run, reading, null);
    if (remote === null || remote.masked.length > 0) {
      if (link && !hasOrHadEntry(link)) changes.droppedLinks.push(link.id);
      continue;
    }
    const facts = factsOf(reading, []);
    const { values: base, etag, modifiedAt } = reading;
    if (!link || isMoved) {
      const agreed = { kind: 'agree' as const, base, facts };
      changes.newLinks.push({ ...linkFor(plan, reading, agreed, { origin: 'microsoft', id: null }), documentId: null, occurrence: 'date' });
    } else if (link.etag !== etag || JSON.stringify(link.base) !== JSON.stringify(base))
      changes.linkChanges.push({ id: link.id, changes: { base, facts, etag, modifiedAt } });
  }
}
