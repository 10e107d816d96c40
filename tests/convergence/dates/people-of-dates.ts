import { pick } from '../people';
import { type DatesWorld, times } from './dates-world';
import type { Deed } from './steps-of-dates';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const DAY = 86_400_000;

const timed = (from: string, to: string): Record<string, unknown> => ({ isAllDay: false, ...times(from, to) });

/** Each way in which a series may repeat; it begins on this day. */
function patternOf(variant: number, { startDate, weekday, other }: { startDate: string; weekday: string; other: string }): object {
  const dayOfMonth = Number(startDate.slice(8, 10));
  const index = dayOfMonth > 28 ? 'last' : (WEEKS[Math.floor((dayOfMonth - 1) / 7)] ?? 'first');
  const ofWeek = { daysOfWeek: [weekday], firstDayOfWeek: 'monday' };
  switch (variant % 10) {
    case 4:
    case 9:
      return { type: 'daily', interval: 1 + (variant % 3) };
    case 2:
      return { type: 'absoluteMonthly', interval: 1, dayOfMonth };
    case 6:
      return { type: 'relativeMonthly', interval: 1 + (variant % 2), daysOfWeek: [weekday], index };
    case 8:
      return { type: 'absoluteYearly', interval: 1, month: Number(startDate.slice(5, 7)), dayOfMonth };
    case 3:
      return { type: 'weekly', interval: 2, ...ofWeek };
    case 1:
    case 5:
      return { type: 'weekly', interval: 1, ...ofWeek, daysOfWeek: [weekday, other] };
    default:
      return { type: 'weekly', interval: 1, ...ofWeek };
  }
}
const WEEKS = ['first', 'second', 'third', 'fourth'];

/** Does it, where there is something that it can be done to. `count` is in every text that is written, so that each is known again. */
export async function act(world: DatesWorld, { kind, which, to }: Deed, count: number): Promise<void> {
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
  const rows = [...(await world.rows())];
  const away = pick(rows.filter(([, { owner }]) => owner === 'ben'), which)?.[0]; // prettier-ignore
  const out = pick(rows.filter(([, { kind: of }]) => of === 'other'), which)?.[0]; // prettier-ignore
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
    const recurrence = { pattern: patternOf(variant, { startDate, weekday: name, other }), range: { ...range, startDate } };
    return { ...timed(wallOn(day, hour), wallOn(day, hour, 30)), recurrence };
  };
  switch (kind) {
    case 'series':
      return void person.addEvent({ subject: `series ${count}`, ...rule((to % 20) - 8, which) });
    case 'single':
      return void person.addEvent({ subject: `single ${count}`, ...timed(wallOn(to % 20, 9), wallOn(to % 20, 10)) });
    case 'rename series':
      return void (master && person.changeEvent(idOf(master), { subject: `series ${count}` }));
    case 'move series': {
      if (!master) return;
      const start = (master['start'] as { dateTime: string }).dateTime.slice(0, 10);
      const hour = 8 + (to % 9);
      return void person.changeEvent(idOf(master), timed(`${start}T${String(hour).padStart(2, '0')}:15:00`, `${start}T${String(hour).padStart(2, '0')}:45:00`)); // prettier-ignore
    }
    case 'other rule':
      return void (master && person.changeEvent(idOf(master), rule((to % 20) - 8, to)));
    case 'whole days': {
      if (!master) return;
      const start = (master['start'] as { dateTime: string }).dateTime.slice(0, 10);
      const next = new Date(Date.parse(`${start}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
      const whole = { isAllDay: true, ...times(`${start}T00:00:00`, `${next}T00:00:00`) };
      return void person.changeEvent(idOf(master), master['isAllDay'] === true ? timed(`${start}T09:00:00`, `${start}T09:45:00`) : whole); // prettier-ignore
    }
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
      return void (id && start && person.changeEvent(id, timed(`${start}T17:00:00`, `${start}T17:20:00`)));
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
    case 'give back':
      return void (away && (await world.edit(away, { assignee: 'ada' })));
    case 'take in':
      return void (out && (await world.edit(out, { kind: 'meeting' })));
    case 'create':
      return void (await world.create({ title: `created ${count}`, start: new Date(now + (to % 20) * DAY).toISOString(), end: new Date(now + (to % 20) * DAY + 1_800_000).toISOString() })); // prettier-ignore
    case 'retention':
      for (const one of entries) if (Date.parse(`${one.start}:00Z`) < now - 35 * DAY) await world.remove(one.documentId);
  }
}
