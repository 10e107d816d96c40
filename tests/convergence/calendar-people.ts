import { calendarHere } from './calendar-here';
import { type CalendarSide, DAY, isAllDay, isSeries, type Item, seen, type Zone } from './calendar-item';
import { calendarMoves } from './calendar-moves';
import { calendarThere } from './calendar-there';
import { startDate, dayOn, whenOf, allDay, timed, movedWhen, ruleFor } from './calendar-times';
import type { Shown, SideName } from './ledger';
import { spoiling } from './unreadable';
import { type Edit, type People, pick, type Stage, type Standing } from './people';

const texts = ['subject', 'body', 'location'] as const;
const LOCATION = texts.indexOf('location');
const ruleOf = (item: Item | undefined): string | undefined => item && String(item.values['recurrence']).replace(';WKST=MO', '');
const zonesOfShapes: Readonly<Record<number, Zone>> = { 8: 'Europe/Berlin', 9: 'Asia/Tokyo' };

/** People at work on events: in Strapi and in Outlook. */
export function calendarPeople({ here: rows, microsoft: { person }, ledger, from, isLinked }: Stage): People {
  const { here, spoil, spoilt, mend: mendAll } = spoiling(rows);
  const sides: Record<SideName, CalendarSide> = { here: calendarHere(here, from), there: calendarThere(person, from) };
  const { put, duplicate } = calendarMoves(here, sides.here);
  const zones = new Map<string, Zone>();
  const zoneOf = (key: string): { zone?: Zone } => {
    const zone = zones.get(key);
    return zone ? { zone } : {};
  };
  const note = (side: SideName, key: string, values: Shown) => ledger.write(side, key, values);

  async function create(side: SideName, shape: number): Promise<void> {
    const key = `item ${ledger.next()}`;
    ledger.created.add(key);
    const count = ledger.next();
    const isSeriesWanted = shape >= 4;
    const zone = zonesOfShapes[shape];
    if (zone) zones.set(key, zone);
    const when =
      shape === 3 || shape >= 7
        ? allDay(from + (count % 300) * DAY)
        : isSeriesWanted
          ? timed(dayOn(from + (count % 5) * DAY), count)
          : timed(dayOn(from + (count % 30) * DAY), count);
    const rule = isSeriesWanted ? ruleFor(count, startDate(when)) : null;
    const written = { subject: `subject ${count}`, body: `body ${count}`, location: `location ${count}` };
    await sides[side].create(key, { ...written, when, rule, ...zoneOf(key) });
    note(side, key, { ...written, start: when.start });
    await noteRule(side, key);
  }

  async function edit(side: SideName, item: Item, field: number): Promise<void> {
    const text = texts[field];
    if (text === undefined && !(item.date !== null && isAllDay(item))) return move(side, item, field);
    const value = `${text ?? 'subject'} ${ledger.next()}`;
    ledger.replace(side, item.key, { [text ?? 'subject']: item.values[text ?? 'subject'] });
    note(side, item.key, { [text ?? 'subject']: value });
    await sides[side].change(item, { [text ?? 'subject']: value });
  }

  /** Also far away, out of the window, and back. */
  async function move(side: SideName, item: Item, field: number): Promise<void> {
    // What has never come in and leaves the window is not discovered.
    const isAway = field === 4 && (await find('here', item.key)) !== undefined;
    const when = movedWhen(item, ledger.next(), isAway, from);
    await changing(side, item, async () => {
      ledger.replace(side, item.key, { start: item.values['start'] });
      note(side, item.key, { start: when.start });
      await sides[side].change(item, { when, ...zoneOf(item.key) });
    });
  }

  async function changeRule(side: SideName, item: Item, wanted: number): Promise<void> {
    const when = whenOf(item);
    const [first, other] = [ruleFor(wanted, startDate(when)), ruleFor(wanted + 1, startDate(when))];
    const isAsItWas = [item, await keptCancelled(side, item)].some((one) => ruleOf(one) === first.text);
    const rule = wanted === 4 && isSeries(item) ? null : isAsItWas ? other : first;
    await changing(side, item, async () => {
      // Whoever makes a single event of a series gives up its exceptions.
      if (rule === null) for (const part of await partsOf(side, item)) ledger.replace(side, part.key, seen(part), 'deleted');
      ledger.replace(side, item.key, {
        recurrence: item.values['recurrence'],
        ...(rule === null ? { cancelled: item.values['excludedDates'] } : {}),
      });
      await sides[side].change(item, { when, rule, ...zoneOf(item.key) });
      await noteRule(side, item.key);
    });
  }

  /** Whoever makes a series of a single event again, gives it another rule than Outlook still has: no other brings back what is cancelled there. */
  async function keptCancelled(side: SideName, item: Item): Promise<Item | undefined> {
    const across = side === 'here' && !isSeries(item) ? await find('there', item.key) : undefined;
    return (across?.values['excludedDates'] as string[] | undefined)?.length ? across : undefined;
  }

  /** What a change of a series takes away at once on the side where it is made, its author has seen. */
  async function changing(side: SideName, item: Item, change: () => Promise<void>): Promise<void> {
    const before = await partsOf(side, item);
    const cancelled = item.values['excludedDates'] as string[];
    // They also see what the rule does not have by now: a date that another one brings back is not cancelled any more.
    const dates = isSeries(item) ? [...(await sides[side].dates(item)), ...cancelled] : [];
    const without = ledger.written.filter(
      ({ key, field, value }) => key === item.key && field === 'cancelled' && isSeries(item) && !dates.includes(String(value)),
    );
    for (const { value } of without) ledger.replace(side, item.key, { cancelled: value }, 'deleted');
    await change();
    const left = new Set((await partsOf(side, item)).map(({ key }) => key));
    for (const part of before) if (!left.has(part.key)) ledger.replace(side, part.key, seen(part), 'deleted');
    const now = (await find(side, item.key))?.values['excludedDates'] as string[] | undefined;
    for (const date of cancelled) if (!now?.includes(date)) ledger.replace(side, item.key, { cancelled: date }, 'deleted');
  }

  /** Its exceptions first: what a change of the series takes away is edited before that. */
  async function editTogether(side: SideName, series: Item, { field, of }: Edit & { kind: 'together' }): Promise<void> {
    for (const part of await partsOf(side, series)) await edit(side, part, LOCATION);
    await (of === 'rule' ? changeRule(side, series, field) : edit(side, series, field));
  }

  async function remove(side: SideName, item: Item): Promise<void> {
    const isKnown = side === 'here' || item.date !== null || (await find('here', item.key)) === undefined || (await isLinked(item.id));
    for (const one of [item, ...(await partsOf(side, item))]) ledger.replace(side, one.key, seen(one), 'deleted');
    if (item.date === null) {
      if (isKnown) ledger.remove(side, item.key);
      else ledger.removeUnknown(side, item.key);
      if (side === 'there') ledger.deletedThere.add(item.id);
    } else note(side, item.key.split('@')[0] ?? '', { cancelled: item.date });
    await sides[side].remove(item);
  }

  async function editOccurrence(side: SideName, series: Item, { nth, how }: Edit & { kind: 'part' }): Promise<void> {
    const date = pick(await sides[side].dates(series), nth);
    if (date === undefined) return;
    const key = `${series.key}@${date}`;
    const known = await find(side, key);
    if (how === 'cancel') {
      if (known) ledger.replace(side, key, seen(known), 'deleted');
      note(side, series.key, { cancelled: date });
      return sides[side].cancelOccurrence(series, date);
    }
    const count = ledger.next();
    const when = how === 'start' && !isAllDay(series) ? timed(date, count) : null;
    const field = when ? 'start' : how === 'location' ? 'location' : 'subject';
    const value = when?.start ?? `${field} ${count}`;
    if (known) ledger.replace(side, key, { [field]: known.values[field] });
    ledger.created.add(key);
    note(side, key, { [field]: value });
    await sides[side].changeOccurrence(series, date, when ? { when } : { [field]: value });
  }

  /** It takes its values along; where it was, its series stands again. */
  async function movePart(part: Item, { to, nth }: Edit & { kind: 'move part' }): Promise<void> {
    const series = pick((await sides.here.items()).filter(isSeries), to);
    if (!series || isAllDay(series) || isAllDay(part)) return;
    const taken = (await partsOf('here', series)).map(({ date }) => date);
    const date = pick((await sides.here.dates(series)).filter((one) => !taken.includes(one)), nth); // prettier-ignore
    if (date === undefined) return;
    const key = `${series.key}@${date}`;
    const { start, ...texts } = seen(part);
    ledger.replace('here', part.key, { ...texts, start }, 'deleted');
    const when = timed(date, ledger.next());
    const subject = `subject ${ledger.next()}`;
    ledger.created.add(key);
    note('here', key, { subject, start: when.start });
    await put(part.id, series, date, { subject, when });
  }

  async function copy(item: Item): Promise<void> {
    const key = `item ${ledger.next()}`;
    const subject = `subject ${ledger.next()}`;
    const parts = isSeries(item) ? await partsOf('here', item) : [];
    ledger.created.add(key);
    for (const { date } of parts) ledger.created.add(`${key}@${date}`);
    note('here', key, { subject });
    await duplicate(item.id, key, { subject });
    const made = await find('here', key);
    if (made) note('here', key, { start: seen(made).start });
    await noteRule('here', key); // as of what is created: a rule of which nothing is written counts as never changed
  }

  async function give(item: Item): Promise<void> {
    for (const one of [item, ...(await partsOf('here', item))]) ledger.replace('here', one.key, seen(one), 'deleted');
    ledger.remove('here', item.key);
    await here.give(item.id);
  }

  /** What cannot be read and belongs nowhere is not put right but deleted. */
  async function mend(): Promise<void> {
    const ids = new Set(await spoilt());
    for (const item of await sides.here.items()) if (ids.has(item.id) && (await isAdrift('here', item))) await remove('here', item);
    await mendAll();
  }

  /** An exception of what is a series on neither side: whoever edits it on is told to make something else of it. */
  async function isAdrift(side: SideName, { key, date, series }: Item): Promise<boolean> {
    if (side === 'there' || date === null) return false;
    const there = await find('there', key.split('@')[0] ?? '');
    if (there && isSeries(there)) return false;
    return (await sides.here.items()).some((one) => one.id === series && !isSeries(one));
  }
  const find = async (side: SideName, key: string) => (await sides[side].items()).find((item) => item.key === key);
  const partsOf = async (side: SideName, { id }: Item) => (await sides[side].items()).filter(({ series }) => series === id);
  async function noteRule(side: SideName, key: string): Promise<void> {
    note(side, key, { recurrence: (await find(side, key))?.values['recurrence'] ?? null });
  }

  async function act(of: Edit): Promise<void> {
    ledger.edits += 1;
    if (of.kind === 'create') return create(of.side, of.shape);
    if (of.kind === 'unmapped') return changeUnmapped(of.which);
    if (of.kind === 'mend') return mend();
    if (of.kind === 'host' || of.kind === 'calendars') return; // of content types of the host, of several calendars
    if (of.kind === 'spoil') {
      const one = pick(await sides.here.items(), of.which);
      return one && !(await isAdrift('here', one)) ? spoil(one.id) : undefined;
    }
    if (of.kind === 'move part' || of.kind === 'copy' || of.kind === 'give') {
      const isPart = of.kind === 'move part';
      const one = pick((await sides.here.items()).filter(({ date }) => (date !== null) === isPart), of.which); // prettier-ignore
      if (!one) return;
      if (of.kind === 'move part') return movePart(one, of);
      return of.kind === 'copy' ? copy(one) : give(one);
    }
    const items = await sides[of.side].items();
    const item = pick(
      of.kind === 'part' || of.kind === 'together'
        ? items.filter(isSeries)
        : of.kind === 'rule'
          ? items.filter(({ date }) => date === null)
          : items,
      of.which,
    );
    if (!item) return;
    switch (of.kind) {
      case 'edit':
        return (await isAdrift(of.side, item)) ? undefined : edit(of.side, item, of.field);
      case 'delete':
        return remove(of.side, item);
      case 'part':
        return editOccurrence(of.side, item, of);
      case 'rule':
        return changeRule(of.side, item, of.rule);
      case 'together':
        return editTogether(of.side, item, of);
    }
  }

  async function changeUnmapped(which: number): Promise<void> {
    const id = String(pick(person.listEvents(), which)?.['id'] ?? '');
    if (id === '') return;
    const value = `unmapped ${ledger.next()}`;
    person.changeEvent(id, { hideAttendees: true, singleValueExtendedProperties: [{ id: UNMAPPED, value }] });
    ledger.unmapped.set(id, value);
  }

  return {
    act,
    here: () => standing(sides.here),
    there: () => standing(sides.there),
    unmapped(id) {
      const event = person.listEvents().find((one) => one['id'] === id);
      if (!event) return null;
      const properties = (event['singleValueExtendedProperties'] ?? []) as { id: string; value: string }[];
      return event['hideAttendees'] === true ? (properties.find((one) => one.id === UNMAPPED)?.value ?? 'nothing') : 'attendees are shown';
    },
    stands: (field, value, values, key, at) =>
      field === 'cancelled' ? !at.dates?.get(key)?.includes(String(value)) : values.some((one) => one[field] === value),
  };
}

const UNMAPPED = 'String {00020329-0000-0000-c000-000000000046} Name another-application';

async function standing(side: CalendarSide): Promise<Standing> {
  const items = new Map<string, Item['values'][]>();
  const dates = new Map<string, readonly string[]>();
  for (const item of await side.items()) {
    items.set(item.key, [...(items.get(item.key) ?? []), item.values]);
    if (isSeries(item)) dates.set(item.key, await side.dates(item));
  }
  return { items, dates, shown: await side.shown() };
}
