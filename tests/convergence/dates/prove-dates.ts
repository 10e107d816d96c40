import fc from 'fast-check';
import type { ConflictResolution } from '../../../src/contracts';
import { must, mustEqual } from '../checks';
import { pick } from '../people';
import { Lookout } from '../point';
import { ofTarget } from '../state';
import { type DatesWorld, datesWorld, times, weekly } from './dates-world';

/** What people and time can do to a home in which each date of a series has an entry. Numbers choose among what is there. */
type Deed =
  | { readonly kind: 'series' | 'single' | 'rename series' | 'move series' | 'other rule' | 'end series' | 'delete there' | 'repeat' | 'repeat no more'; readonly which: number; readonly to: number } // prettier-ignore
  | { readonly kind: 'exception' | 'move date' | 'cancel there'; readonly which: number; readonly to: number }
  | {
      readonly kind: 'edit' | 'move' | 'note' | 'remove' | 'give away' | 'take out' | 'create';
      readonly which: number;
      readonly to: number;
    }
  | { readonly kind: 'run' | 'full run' | 'pass days' | 'retention' | 'tokens expire'; readonly which: number; readonly to: number }
  | { readonly kind: 'killed run'; readonly which: number; readonly to: number };

export interface HistoryOfDates {
  readonly deeds: readonly Deed[];
  readonly conflictResolution: ConflictResolution;
  readonly isVersionPerSeries: boolean;
  readonly seed: number;
}

const kinds: readonly (readonly [number, Deed['kind']])[] = [
  [4, 'series'], [2, 'single'], [2, 'rename series'], [2, 'move series'], [4, 'other rule'], [2, 'end series'], [1, 'delete there'], [2, 'repeat'], [1, 'repeat no more'],
  [4, 'exception'], [3, 'move date'], [3, 'cancel there'], [4, 'edit'], [3, 'move'], [4, 'note'], [3, 'remove'], [1, 'give away'], [1, 'take out'], [1, 'create'],
  [10, 'run'], [1, 'full run'], [4, 'pass days'], [1, 'retention'], [1, 'tokens expire'], [2, 'killed run'],
]; // prettier-ignore

export const historiesOfDates: fc.Arbitrary<HistoryOfDates> = fc.record({
  deeds: fc.array(
    fc.record({
      kind: fc.oneof(...kinds.map(([weight, kind]) => ({ weight, arbitrary: fc.constant(kind) }))),
      which: fc.nat(40),
      to: fc.nat(90),
    }) as fc.Arbitrary<Deed>,
    { minLength: 3, maxLength: 18, size: 'max' },
  ),
  conflictResolution: fc.constantFrom<ConflictResolution>('strapi-wins', 'microsoft-wins', 'newest-wins'),
  isVersionPerSeries: fc.boolean(),
  seed: fc.nat(1000),
});

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const DAY = 86_400_000;
const CHECKED_DAYS = 50;

/** Plays one history, and throws where what is promised of such a home does not hold. */
export async function proveDates(history: HistoryOfDates, trace?: (text: string) => void): Promise<void> {
  const { conflictResolution, isVersionPerSeries, seed } = history;
  const world = datesWorld({ conflictResolution, isVersionPerSeries, seed, ...(trace ? { trace } : {}) });
  let count = 0;
  for (const deed of history.deeds) {
    count += 1;
    trace?.(JSON.stringify(deed));
    await act(world, deed, count);
  }
  for (let round = 0; round < 2; round += 1) {
    world.world.advance(90); // what was ended early waits for an hour
    await settled(world);
  }
  await expectTruthOfDates(world);
  world.writes();
  for (let day = 0; day < 6; day += 1) {
    world.passDays(day === 0 ? 1 : 10);
    await settled(world);
    mustEqual(world.writes(), [], 'writes to Microsoft because days have passed');
  }
  await expectTruthOfDates(world);
  const full = await world.run(true);
  must(full?.outcome === 'nothing-to-do', 'a full read has nothing to do', full);
  mustEqual(world.world.failures, [], 'failures of the engine itself');
  mustEqual(world.world.microsoft.mails(), [], 'mails');
}

async function settled(world: DatesWorld): Promise<void> {
  let last: unknown = null;
  for (let runs = 0; runs < 8; runs += 1) {
    last = await watched(world, () => world.run());
    if ((last as { outcome?: string } | null)?.outcome === 'nothing-to-do') return;
  }
  // An edit of what is beyond an early end waits with it.
  must(world.links().some(({ facts }) => facts.earlyEnd), 'the runs come to no end', last); // prettier-ignore
}

/** No entry goes while its date stands, or has become another one. */
async function watched<T>(world: DatesWorld, run: () => Promise<T>): Promise<T> {
  const links = world.links();
  const before = new Map(links.flatMap((link) => (link.occurrence === 'date' && link.documentId !== null && link.state === 'linked' ? [[link.documentId, link] as const] : []))); // prettier-ignore
  const were = new Set((await world.entries()).map(({ documentId }) => world.name(documentId)));
  const result = await run();
  const are = new Set((await world.entries()).map(({ documentId }) => world.name(documentId)));
  for (const [name, { part, base }] of before) {
    if (are.has(name) || !were.has(name)) continue;
    const start = Date.parse(String(base['start']));
    const stands = world.view().some(([, , id]) => id.includes(part?.of ?? '-') && id.includes(part?.key ?? '-'));
    // Who cancels a date in Microsoft that has been takes it away.
    const series = [...links, ...world.links()].filter(({ microsoftId }) => microsoftId === part?.of);
    if (series.some((each) => ((each.base['excludedDates'] ?? []) as string[]).includes(part?.key ?? ''))) continue;
    must(start > world.world.now() - 3 * 60_000, 'an entry of what has been is gone', [name, base['start']]);
    must(!stands, 'an entry is gone though its date stands', [name, part]);
  }
  return result;
}

/** Outlook and Strapi show the same of what is to come, each once, and nothing is held or left. */
async function expectTruthOfDates(world: DatesWorld): Promise<void> {
  const now = world.world.now();
  const iso = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
  const [from, to] = [iso(now + DAY), iso(now + CHECKED_DAYS * DAY)];
  const isChecked = (start: string): boolean => start.slice(0, 10) >= from && start.slice(0, 10) <= to;
  const owned = new Set(
    (await world.crm.rows('api::activity.activity')).flatMap((row) =>
      row['kind'] === 'meeting' && (row['assignee'] as { documentId?: string } | null)?.documentId === 'ada' ? [row.documentId] : [],
    ),
  );
  const apart = world.links().filter(({ facts }) => facts.isApart);
  // What takes no part is followed by neither side, whatever it becomes there.
  const aside = apart.flatMap(({ occurrence, microsoftId }) => (occurrence || microsoftId === null ? [] : [microsoftId]));
  const here = (await world.entries()).filter(({ documentId, start }) => owned.has(documentId) && isChecked(start)).map(({ start, title }) => `${start} ${title}`); // prettier-ignore
  const there = world.view().filter(([start, , id]) => isChecked(start) && !aside.some((one) => id.includes(one))).map(([start, title]) => `${start} ${title}`); // prettier-ignore
  const remembered = apart.length;
  const ended = world.links().filter(({ state }) => state === 'ended').length;
  if (remembered + ended === 0) mustEqual([...here].sort(), [...there].sort(), 'what Strapi and Outlook show');
  else {
    const left = new Map<string, number>();
    for (const one of there) left.set(one, (left.get(one) ?? 0) + 1);
    const alone = here.filter((one) => {
      const n = left.get(one) ?? 0;
      left.set(one, n - 1);
      return n === 0;
    });
    const endedIds = new Set(world.links().flatMap(({ state, documentId }) => (state === 'ended' && documentId ? [documentId] : [])));
    const known = (await world.entries()).filter(({ documentId }) => endedIds.has(world.name(documentId))).map(({ start, title }) => `${start} ${title}`); // prettier-ignore
    mustEqual(alone.filter((one) => !known.includes(one)), [], 'what Strapi shows and Outlook does not'); // prettier-ignore
    const missing = [...left].filter(([, n]) => n > 0).length;
    must(
      missing <= remembered + ended,
      'what Outlook shows and Strapi does not',
      [...left].filter(([, n]) => n > 0),
    );
  }
  const { marks, held, refused, conflicts } = ofTarget(world.world.state, { user: 'ada', resource: 'calendar' });
  mustEqual([...marks.values()].filter(({ documentId, version }) => refused.get(documentId) !== version), [], 'marks'); // prettier-ignore
  mustEqual([...held.values()], [], 'held items');
  mustEqual([...conflicts.values()].filter((one) => (one as { decidedBy?: unknown; decided?: unknown }).decidedBy === null), [], 'open conflicts'); // prettier-ignore
}

async function act(world: DatesWorld, { kind, which, to }: Deed, count: number): Promise<void> {
  const { person } = world;
  const now = world.world.now();
  const wallOn = (day: number, hour: number, minute = 0): string =>
    `${new Date(now + day * DAY).toISOString().slice(0, 10)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
  const events = person.listEvents();
  const masters = events.filter((event) => event['type'] === 'seriesMaster');
  const singles = events.filter((event) => event['type'] === 'singleInstance');
  const master = pick(masters, which);
  const idOf = (event: Record<string, unknown> | undefined): string => String(event?.['id'] ?? '');
  const upcoming = () => world.view(70).filter(([, , id]) => !singles.some((one) => one['id'] === id));
  const occurrence = () => pick(upcoming(), which)?.[2];
  const entries = (await world.entries()).filter(({ title }) => title !== '');
  const entry = pick(entries, which);
  /** The first weekday of these from that day on. */
  const rule = (begins: number, variant: number) => {
    const weekday = (day: number): number => new Date(now + day * DAY).getUTCDay();
    let day = begins;
    while (weekday(day) === 0 || weekday(day) === 6) day += 1;
    const name = DAYS[weekday(day) - 1] ?? 'monday';
    const other = DAYS[(weekday(day) + 1) % 5] ?? 'monday';
    const range = variant % 3 === 0 ? { type: 'numbered', numberOfOccurrences: 2 + (variant % 7) } : { type: 'noEnd' };
    const startDate = wallOn(day, 0).slice(0, 10);
    const hour = 8 + (variant % 9);
    const recurrence =
      variant % 5 === 4
        ? { pattern: { type: 'daily', interval: 1 + (variant % 3) }, range: { ...range, startDate } }
        : weekly(startDate, variant % 4 === 1 ? [name, other] : [name], range);
    return { ...times(wallOn(day, hour), wallOn(day, hour, 30)), recurrence };
  };
  switch (kind) {
    case 'series':
      return void person.addEvent({ subject: `series ${count}`, ...rule((to % 20) - 8, which) });
    case 'single':
      return void person.addEvent({ subject: `single ${count}`, ...times(wallOn(to % 20, 9), wallOn(to % 20, 10)) });
    case 'rename series':
      return void (master && person.changeEvent(idOf(master), { subject: `series ${count}` }));
    case 'move series': {
      if (!master) return;
      const start = (master['start'] as { dateTime: string }).dateTime.slice(0, 10);
      const hour = 8 + (to % 9);
      return void person.changeEvent(idOf(master), times(`${start}T${String(hour).padStart(2, '0')}:15:00`, `${start}T${String(hour).padStart(2, '0')}:45:00`)); // prettier-ignore
    }
    case 'other rule':
      return void (master && person.changeEvent(idOf(master), rule((to % 20) - 8, to)));
    case 'end series': {
      if (!master) return;
      const { pattern, range } = master['recurrence'] as { pattern: object; range: Record<string, unknown> };
      const endDate = wallOn(to % 30, 0).slice(0, 10);
      if (endDate < String(range['startDate'])) return;
      return void person.changeEvent(idOf(master), { recurrence: { pattern, range: { type: 'endDate', startDate: range['startDate'], endDate } } }); // prettier-ignore
    }
    case 'delete there':
      return void (events.length > 0 && person.deleteEvent(idOf(pick(events, which))));
    case 'repeat': {
      const single = pick(singles, which);
      if (!single) return;
      const startDate = (single['start'] as { dateTime: string }).dateTime.slice(0, 10);
      const range = to % 2 === 0 ? { type: 'noEnd' } : { type: 'numbered', numberOfOccurrences: 3 };
      return void person.changeEvent(idOf(single), { recurrence: { pattern: { type: 'daily', interval: 1 + (to % 8) }, range: { ...range, startDate } } }); // prettier-ignore
    }
    case 'repeat no more':
      return void (master && person.changeEvent(idOf(master), { recurrence: null }));
    case 'exception': {
      const id = occurrence();
      return void (id && person.changeEvent(id, { subject: `exception ${count}` }));
    }
    case 'move date': {
      const id = occurrence();
      const start = upcoming()
        .find(([, , one]) => one === id)?.[0]
        .slice(0, 10);
      return void (id && start && person.changeEvent(id, times(`${start}T17:00:00`, `${start}T17:20:00`)));
    }
    case 'cancel there': {
      const id = occurrence();
      return void (id && person.deleteEvent(id));
    }
    case 'edit':
      return void (entry && (await world.edit(entry.documentId, { title: `entry ${count}` })));
    case 'move':
      return void (
        entry &&
        (await world.edit(entry.documentId, {
          start: new Date(Date.parse(`${entry.start}:00Z`) + 3_600_000 * (to % 4)).toISOString(),
          end: new Date(Date.parse(`${entry.start}:00Z`) + 3_600_000 * (to % 4) + 900_000).toISOString(),
        }))
      );
    case 'note':
      return void (entry && (await world.edit(entry.documentId, { description: `note ${count}` })));
    case 'remove':
      return void (entry && (await world.remove(entry.documentId)));
    case 'give away':
      return void (entry && (await world.edit(entry.documentId, { assignee: 'ben' })));
    case 'take out':
      return void (entry && (await world.edit(entry.documentId, { kind: 'other' })));
    case 'create':
      return void (await world.create({ title: `created ${count}`, start: new Date(now + (to % 20) * DAY).toISOString(), end: new Date(now + (to % 20) * DAY + 1_800_000).toISOString() })); // prettier-ignore
    case 'run':
      return void (await watched(world, () => world.run()));
    case 'full run':
      return void (await watched(world, () => world.run(true)));
    case 'killed run':
      return void (await world.world.run('calendar', { killAt: new Lookout(1 + to) }));
    case 'pass days':
      return world.passDays(1 + (to % 10));
    case 'tokens expire':
      return world.world.microsoft.expireDeltaTokens();
    case 'retention':
      for (const one of entries) if (Date.parse(`${one.start}:00Z`) < now - 35 * DAY) await world.remove(one.documentId);
  }
}
