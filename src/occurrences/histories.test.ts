/** Histories of one series: what people do in Microsoft and in Strapi, days that pass, and after each step the entries that are there. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EventValues } from '../calendar/values';
import { compareSeries, type KnownDate } from './compare-series';
import { datesOf } from './dates-of-series';
import { type Days, daysWithEntries, isWithin, shifted } from './days';
import { partByTime } from './no-series';
import { meaningOf } from './cancelled-or-remembered';
import { tuesdays } from './testing/series';
import { valuesOn } from './values-on';

type Step =
  | { readonly kind: 'days-pass'; readonly days: number }
  | { readonly kind: 'new-rule'; readonly recurrence: string; readonly by: number; readonly keepsParts: boolean }
  | { readonly kind: 'cancelled-there' | 'deleted-here'; readonly which: number }
  | { readonly kind: 'moved-there'; readonly which: number; readonly by: number };

const which = fc.nat(40);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('days-pass' as const), days: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant('new-rule' as const),
    recurrence: fc.constantFrom('FREQ=WEEKLY;WKST=MO', 'FREQ=WEEKLY;WKST=SU', 'FREQ=WEEKLY;INTERVAL=2;WKST=MO', 'FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3', 'FREQ=MONTHLY'), // prettier-ignore
    by: fc.integer({ min: -3, max: 3 }),
    keepsParts: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('cancelled-there' as const, 'deleted-here' as const), which }),
  fc.record({ kind: fc.constant('moved-there' as const), which, by: fc.integer({ min: -40, max: 40 }) }),
);

interface Entry extends KnownDate {
  readonly id: number;
  readonly start: string;
}

class World {
  now = Date.parse('2026-03-11T12:00:00Z');
  series = tuesdays();
  exceptions = new Map<string, EventValues>();
  /** As it was when the entries were last compared. */
  agreed: EventValues | null = null;
  /** With a link. */
  entries: readonly Entry[] = [];
  /** Dates that get no entry again. */
  remembered: readonly string[] = [];
  /** Entries that were deleted because of Microsoft. */
  readonly deleted = new Set<number>();
  private made = 0;

  constructor(readonly isOwn: boolean) {}

  get days(): Days {
    return daysWithEntries({ now: this.now, timeZone: 'Europe/Berlin', pastDays: 14, occurrenceDays: 30 });
  }

  /** The dates that Microsoft shows in the days, by where they stand or would stand. */
  shown(): readonly string[] {
    const wide = { from: shifted(this.days.from, -100), to: shifted(this.days.to, 100) };
    const dates = new Set([...datesOf(this.series, wide), ...this.exceptions.keys()]);
    return [...dates].filter((date) => isWithin(this.days, date) || isWithin(this.days, this.standsOn(date)));
  }

  standsOn(date: string): string {
    return this.startOf(date).slice(0, 10); // at 09:00 in Berlin both calendars show the same day
  }

  startOf(date: string): string {
    return valuesOn(this.series, date, this.exceptions).start;
  }

  take(step: Step): void {
    const dates = [...this.shown()].sort();
    const date = 'which' in step ? dates[step.which % Math.max(1, dates.length)] : undefined;
    switch (step.kind) {
      case 'days-pass':
        this.now += step.days * 86_400_000;
        return;
      case 'new-rule': {
        const start = shifted('2026-01-06', step.by);
        const excludedDates = step.keepsParts ? this.series.excludedDates : [];
        this.series = tuesdays({ start: `${start}T08:00:00Z`, end: `${start}T09:00:00Z`, recurrence: step.recurrence, excludedDates });
        if (!step.keepsParts) this.exceptions = new Map();
        return;
      }
      case 'cancelled-there':
        if (date !== undefined) this.cancel(date);
        return;
      case 'moved-there':
        if (date !== undefined) {
          const { start, end } = valuesOn(this.series, shifted(date, step.by), new Map());
          this.exceptions.set(date, { ...valuesOn(this.series, date, new Map()), start, end });
        }
        return;
      case 'deleted-here': {
        const entry = this.entries[step.which % Math.max(1, this.entries.length)];
        if (!entry) return;
        const { isCancelled } = meaningOf('deleted', { standsOn: entry.standsOn, days: this.days, isOwn: this.isOwn });
        this.entries = this.entries.filter(({ id }) => id !== entry.id);
        this.remembered = [...this.remembered, entry.date];
        if (isCancelled) this.cancel(entry.date);
      }
    }
  }

  private cancel(date: string): void {
    this.series = { ...this.series, excludedDates: [...new Set([...this.series.excludedDates, date])].sort() };
    this.exceptions.delete(date);
  }

  private told(date: string): Omit<Entry, 'id'> {
    return { date, standsOn: this.standsOn(date), isRemembered: false, start: this.startOf(date) };
  }

  /** What a run does. */
  sync(): void {
    const known = [...this.entries, ...this.remembered.map((date) => ({ date, standsOn: date, isRemembered: true }))];
    const { move, come, cancelled, lost } = compareSeries({ before: this.agreed, after: this.series, exceptions: this.exceptions, known, days: this.days }); // prettier-ignore
    const entriesOn = (dates: readonly string[]) => this.entries.filter(({ date }) => dates.includes(date));
    const { go } = partByTime(entriesOn(lost), new Date(this.now).toISOString());
    for (const { id } of [...go, ...entriesOn(cancelled)]) this.deleted.add(id);
    const to = new Map(move.map(({ from, to }) => [from, to]));
    const left = new Set([...lost, ...cancelled]);
    this.entries = [
      ...this.entries.filter(({ date }) => !left.has(date)).map(({ id, date }) => ({ id, ...this.told(to.get(date) ?? date) })),
      ...come.map((date) => ({ id: (this.made += 1), ...this.told(date) })),
    ];
    this.remembered = this.remembered.filter((date) => !left.has(date)).map((date) => to.get(date) ?? date);
    this.agreed = this.series;
  }
}

it('property: after each step the entries are those of the dates that Microsoft shows, and no note is lost that has a date', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, isOwn) => {
      const world = new World(isOwn);
      world.sync();
      for (const step of steps) {
        const before = world.entries;
        const forgotten = [...world.remembered];
        world.take(step);
        const there = world.entries;
        const oldDays = world.days;
        world.sync();
        const { entries, remembered, days } = world;
        const what = JSON.stringify({ step, days });

        // One entry for each date that is shown, and none for what is remembered.
        const dates = entries.map(({ date }) => date);
        expect(new Set(dates).size, what).toBe(dates.length);
        const shown = new Set(world.shown());
        expect(
          [...shown].filter((date) => !dates.includes(date) && !remembered.includes(date)),
          what,
        ).toEqual([]);
        expect(
          dates.filter((date) => remembered.includes(date)),
          what,
        ).toEqual([]);
        // Nothing stands in the days that Microsoft does not show there.
        expect(
          dates.filter((date) => isWithin(days, world.standsOn(date)) && !shown.has(date)),
          what,
        ).toEqual([]);
        // Who has a date that is still there keeps the entry.
        for (const { id, date } of there)
          if (isWithin(oldDays, date) && shown.has(date)) expect(entries.find((entry) => entry.id === id)?.date, what).toBe(date);
        // Only a person takes entries away that Microsoft has not cancelled or moved to nowhere; what has begun stays, whatever the rule is now.
        if (step.kind === 'days-pass' || step.kind === 'moved-there') expect(entries.filter(({ id }) => before.some((one) => one.id === id))).toHaveLength(before.length); // prettier-ignore
        for (const { id, start } of there)
          if (step.kind === 'new-rule' && Date.parse(start) <= world.now) expect(world.deleted, what).not.toContain(id);
        if (step.kind !== 'new-rule') for (const date of forgotten) expect(dates, what).not.toContain(date);
        // A second run changes nothing.
        world.sync();
        expect(world.entries, what).toEqual(entries);
      }
    }),
    { numRuns: 120 },
  );
});
