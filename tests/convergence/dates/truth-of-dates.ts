import type { Direction } from '../../../src/contracts';
import { asEvent } from '../../../src/calendar/as-event';
import { datesOf } from '../../../src/occurrences/dates-of-series';
import { documentIdOf } from '../../../src/sync/entry-id';
import type { StoredLink } from '../../../server/src/storage/port';
import { must, mustEqual } from '../checks';
import { ofTarget } from '../state';
import type { DatesWorld } from './dates-world';
import type { LedgerOfDates } from './ledger-of-dates';

const DAY = 86_400_000;
const CHECKED_DAYS = 50;
const TARGET = { user: 'ada', resource: 'calendar' } as const;
const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

const isDate = ({ occurrence, documentId, state }: StoredLink): boolean =>
  occurrence === 'date' && documentId !== null && state === 'linked';

/** While a run is under way no entry goes whose date stands, or has become another one. */
export async function watched<T>(world: DatesWorld, ledger: LedgerOfDates, run: () => Promise<T>): Promise<T> {
  const links = world.links();
  const before = links.filter(isDate);
  // Another rule, also one that comes in the middle of the run, forgets them.
  const cancelledBefore = new Map([...new Set(before.map(({ part }) => part?.of ?? ''))].map((of) => [of, world.cancelledIn(of)]));
  const were = await world.names();
  const result = await run();
  const are = await world.names();
  const gone = before.filter(({ documentId }) => were.has(documentId ?? '') && !are.has(documentId ?? '') && !ledger.removed.has(documentId ?? '')); // prettier-ignore
  if (gone.length === 0) return result;
  const there = world.view();
  const now = world.links();
  for (const { documentId, part, base } of gone) {
    const series = [...links, ...now].filter(({ microsoftId }) => microsoftId === part?.of);
    // Who cancels a date in Microsoft that has been takes it away.
    if (series.some((each) => asEvent(each.base).excludedDates?.includes(part?.key ?? ''))) continue;
    if (cancelledBefore.get(part?.of ?? '')?.includes(part?.key ?? '')) continue;
    must(Date.parse(String(base['start'])) > world.world.now() - 3 * 60_000, 'an entry of what has been is gone', [documentId, base['start']]); // prettier-ignore
    const stands = there.some(([, , , series, key]) => series === part?.of && key === part?.key);
    // What has been made for a date may give way to the entry that people know from the series before, but not with what people wrote into it.
    const isReplaced = now.some((link) => isDate(link) && link.part?.of === part?.of && link.part?.key === part?.key && link.documentId !== documentId); // prettier-ignore
    must(!stands || (isReplaced && !ledger.hasNote(documentId)), 'an entry is gone though its date stands', [documentId, part]);
  }
  for (const of of new Set(gone.map(({ part }) => part?.of ?? '')))
    expectPaired(of, {
      links,
      now,
      gone,
      cancelled: world.cancelledIn(of),
      keysNow: there.flatMap(([, , , series, key]) => (series === of ? [key] : [])),
    });
  return result;
}

/** As many entries of a week (a month, a year) stay as it has got new dates. */
function expectPaired(
  of: string,
  {
    links,
    now: linksNow,
    gone,
    keysNow,
    cancelled,
  }: {
    links: readonly StoredLink[];
    now: readonly StoredLink[];
    gone: readonly StoredLink[];
    keysNow: readonly string[];
    cancelled: readonly string[];
  },
): void {
  const series = links.find(({ microsoftId, occurrence }) => microsoftId === of && occurrence === 'series');
  if (!series || keysNow.length === 0) return;
  const known = links.flatMap(({ part }) => (part?.of === of ? [part.key] : []));
  const span = [...known, ...keysNow].sort();
  const held = new Set([...known, ...datesOf(asEvent(series.base), { from: span[0] ?? '', to: span.at(-1) ?? '' })]);
  const now = new Set(keysNow);
  const lost = gone.filter(({ part }) => part?.of === of && !now.has(part.key));
  const rules = [...links, ...linksNow].filter(({ microsoftId, occurrence }) => microsoftId === of && occurrence === 'series').map(({ base }) => String(base['recurrence'])); // prettier-ignore
  const periodOf = shorterOf(rules);
  for (const period of new Set(lost.map(({ part }) => periodOf(part?.key ?? '')))) {
    const isIn = (key: string): boolean => periodOf(key) === period;
    const fresh = keysNow.filter((key) => !held.has(key) && isIn(key)).length;
    const wanting = links.filter((link) => isDate(link) && link.part?.of === of && isIn(link.part.key) && !now.has(link.part.key)).length;
    const left = lost.filter(({ part }) => isIn(part?.key ?? '')).length;
    // What had become another date may have been cancelled on that one.
    const cancelledThere = cancelled.filter(isIn).length;
    must(left <= Math.max(0, wanting - fresh) + cancelledThere, 'entries are gone though their period has got as many new dates', [of, period, left, wanting, fresh]); // prettier-ignore
  }
}

/** The period in which these rules count, the shorter one where they differ; a series that has become none says nothing. */
function shorterOf(rules: readonly string[]): (date: string) => string {
  const isOne = (frequency: string): boolean => rules.some((rule) => rule.includes(`FREQ=${frequency}`));
  if (isOne('WEEKLY') || isOne('DAILY')) return weekOf;
  return isOne('MONTHLY') ? (date) => date.slice(0, 'yyyy-mm'.length) : (date) => date.slice(0, 'yyyy'.length);
}

/** Its Monday. */
function weekOf(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return day(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY);
}

/** What Strapi and Outlook show of what is to come, each as `start title`. */
async function shown(world: DatesWorld): Promise<{ here: { name: string; text: string }[]; there: string[] }> {
  const now = world.world.now();
  const [from, to] = [day(now + DAY), day(now + CHECKED_DAYS * DAY)];
  const isChecked = (start: string): boolean => start.slice(0, 10) >= from && start.slice(0, 10) <= to;
  const rows = await world.rows();
  const isMine = (documentId: string): boolean => rows.get(documentId)?.kind === 'meeting' && rows.get(documentId)?.owner === 'ada';
  // What takes no part, or is only remembered, is followed by neither side, whatever it becomes there; of a create that was never answered only our key tells.
  const apart = world.links().filter(({ facts, state, occurrence }) => (facts.isApart || state === 'ended') && !occurrence);
  const unanswered = apart.flatMap(({ microsoftId, documentId }) => (microsoftId === null && documentId ? [documentIdOf(documentId)] : []));
  const madeOf = (documentId: string): string[] =>
    world.person.listEvents().flatMap((event) => (JSON.stringify(event).includes(`"${documentId}"`) ? [String(event['id'])] : []));
  const aside = [...apart.flatMap(({ microsoftId }) => microsoftId ?? []), ...unanswered.flatMap(madeOf)];
  return {
    here: (await world.entries())
      .filter(({ documentId, start }) => isMine(documentId) && isChecked(start))
      .map(({ documentId, start, title }) => ({ name: world.name(documentId), text: `${start} ${title}` })),
    there: world
      .view(CHECKED_DAYS + 10)
      .filter(([start, , id, series]) => isChecked(start) && !aside.includes(id) && !aside.includes(series ?? ''))
      .map(([start, title]) => `${start} ${title}`),
  };
}

/** Outlook and Strapi show the same of what is to come, each once, and nothing is held or left. */
export async function expectTruthOfDates(world: DatesWorld, ledger: LedgerOfDates, direction: Direction): Promise<void> {
  const { here, there } = await shown(world);
  const crossing = await acrossNeighbours(world);
  expectOnce(world);
  if (direction !== 'strapi-to-microsoft') {
    const remembered = world.links().filter(({ state, facts }) => state === 'ended' || facts.isApart);
    const ended = new Set(remembered.flatMap(({ state, documentId }) => (state === 'ended' && documentId ? [documentId] : [])));
    const isLoose = (name: string): boolean =>
      ended.has(name) || (direction !== 'bidirectional' && (ledger.touched.has(name) || ledger.asked.has(name)));
    const left = new Map<string, number>();
    for (const one of there) left.set(one, (left.get(one) ?? 0) + 1);
    const alone = here.filter(({ text }) => {
      const n = left.get(text) ?? 0;
      left.set(text, n - 1);
      return n <= 0;
    });
    mustEqual(alone.filter(({ name }) => !isLoose(name) && !crossing.has(name)), [], 'what Strapi shows and Outlook does not'); // prettier-ignore
    const missing = [...left].filter(([, n]) => n > 0);
    const mayBeMissing = remembered.length + crossing.size + (direction === 'bidirectional' ? 0 : ledger.touched.size + ledger.asked.size);
    must(missing.reduce((sum, [, n]) => sum + n, 0) <= mayBeMissing, 'what Outlook shows and Strapi does not', missing);
  }
  const { marks, held, refused, conflicts } = ofTarget(world.world.state, TARGET);
  mustEqual([...marks.values()].filter(({ documentId, version }) => refused.get(documentId) !== version), [], 'marks'); // prettier-ignore
  // An edit of a date that Microsoft has no more stays at the source, which is not written.
  const isWithoutPlace = ({ message }: { message: string }): boolean => direction === 'strapi-to-microsoft' && message === 'place-lost'; // prettier-ignore
  mustEqual([...held.values()].filter((one) => !isWithoutPlace(one) && !crossing.has(one.documentId ?? '')), [], 'held items'); // prettier-ignore
  const mayBeOpen = (documentId: string | null): boolean => direction !== 'bidirectional' && ledger.asked.has(documentId ?? '');
  mustEqual([...conflicts.values()].filter(({ decided, documentId }) => !decided && !mayBeOpen(documentId)), [], 'open conflicts'); // prettier-ignore
}

/** Entries about which somebody is asked. */
export const openOnes = (world: DatesWorld): readonly string[] =>
  [...ofTarget(world.world.state, TARGET).conflicts.values()].flatMap(({ decided, documentId }) => (decided ? [] : (documentId ?? [])));

/**
 * Entries that somebody wants where another date of their series is, or beyond it: their own date has become another one by a new rule meanwhile. Outlook
 * takes no occurrence past its neighbours (graph-facts 1.3), so that such an edit is held and says so.
 */
export async function acrossNeighbours(world: DatesWorld): Promise<ReadonlySet<string>> {
  const { held } = ofTarget(world.world.state, TARGET);
  const refused = new Set(
    [...held.values()].flatMap(({ code, documentId }) => (code === 'rejected-by-microsoft' && documentId ? [documentId] : [])),
  );
  const starts = new Map((await world.entries()).map(({ documentId, start }) => [world.name(documentId), start]));
  const found = world.links().filter(({ documentId, part }) => {
    const start = starts.get(documentId ?? '');
    if (!documentId || !part || start === undefined || !refused.has(documentId)) return false;
    const dates = world.view(CHECKED_DAYS + 10).filter(([, , , series]) => series === part.of);
    const at = dates.findIndex(([, , , , date]) => date === part.key);
    const [before, after] = [dates[at - 1]?.[0].slice(0, 10) ?? '', dates[at + 1]?.[0].slice(0, 10) ?? '~'];
    return at >= 0 && (start.slice(0, 10) <= before || start.slice(0, 10) >= after);
  });
  return new Set(found.map(({ documentId }) => documentId ?? ''));
}

/** No date has two entries, and no entry two dates. */
function expectOnce(world: DatesWorld): void {
  const dates = world.links().filter(isDate);
  const keys = dates.map(({ part }) => `${part?.of} ${part?.key}`);
  mustEqual(keys.filter((key, at) => keys.indexOf(key) !== at), [], 'dates with two entries'); // prettier-ignore
  const names = world.links().flatMap(({ documentId, state }) => (documentId && state === 'linked' ? [documentId] : []));
  mustEqual(names.filter((name, at) => names.indexOf(name) !== at), [], 'entries with two links'); // prettier-ignore
}

/** Under `ask`: what differs is asked about. */
export async function expectAskedOfDates(world: DatesWorld): Promise<number> {
  const open = [...ofTarget(world.world.state, TARGET).conflicts.values()].filter(({ decided }) => !decided);
  const { here, there } = await shown(world);
  const links = world.links();
  const asked = new Set(open.flatMap(({ documentId }) => documentId ?? []));
  const ended = new Set(links.flatMap(({ state, documentId }) => (state === 'ended' && documentId ? [documentId] : [])));
  const left = [...there];
  const alone = here.filter(({ text }) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  mustEqual(alone.filter(({ name }) => !asked.has(name) && !ended.has(name)), [], 'what differs in Strapi, and nobody is asked about it'); // prettier-ignore
  const remembered = links.filter(({ state, facts }) => state === 'ended' || facts.isApart).length;
  must(left.length <= open.length + remembered, 'what differs in Outlook, and nobody is asked about it', left);
  return open.length;
}
