import type { Direction } from '../../../src/contracts';
import type { CollectionChoice } from '../../../server/src/storage/port';
import { type Item, seen } from '../calendar-item';
import type { EventBehaviour } from '../../../sandbox/mailbox/event-behaviour';
import { calendarPeople } from '../calendar-people';
import { calendarThere } from '../calendar-there';
import { type CalendarsEdit, type Edit, type People, pick, type Stage, type Standing } from '../people';
import { type Asides, asidesOf } from './asides';
import type { Calendar, Desk } from './desk';
import { isAside, keyIn } from './keys';

const MOST_CALENDARS = 5;

export interface Staff {
  readonly desk: Desk;
  readonly mailbox: Pick<EventBehaviour, 'movedId' | 'movedProperties'>;
  readonly direction: Direction;
  choice(): CollectionChoice;
  choose(choice: CollectionChoice): Promise<void>;
  /** Keys that have been in Strapi, with the documentIds that they had there. */
  readonly everHere: Map<string, string>;
  /** Where somebody has put an item last, and nobody has seen a reason for another place. */
  readonly placed: Map<string, string>;
  isRead(calendar: string): boolean;
}

/** People at work on events in several calendars: as on those of one, and on the calendars themselves. */
export function peopleOfCalendars(stage: Stage, staff: Staff): { people: People; asides: Asides } {
  const { desk, placed } = staff;
  const { ledger, microsoft } = stage;
  const here: Stage['here'] = { ...stage.here, rows: async () => (await stage.here.rows()).filter((row) => !isAside(keyIn(row))) };
  const asides = asidesOf({
    person: microsoft.person,
    here: stage.here,
    from: stage.from,
    next: () => ledger.next(),
    direction: staff.direction,
    isRead: ({ id, isDefault }) => isDefault || staff.choice() === 'all' || staff.choice().includes(id),
  });
  let named: string | null = null;
  const rows: Stage['here'] = {
    ...here,
    create: (data) => here.create(named === null ? data : { ...data, calendarName: named }),
  };
  const earlierIds = new Map<string, string>();
  /** Also by the id that it had before somebody moved it. */
  const isLinked = async (id: string): Promise<boolean> => {
    const before = earlierIds.get(id);
    return (await stage.isLinked(id)) || (before !== undefined && (await isLinked(before)));
  };
  const people = calendarPeople({ ...stage, isLinked, here: rows, microsoft: { ...microsoft, person: desk.person } });
  const theirs = calendarThere(desk.person, stage.from);
  const wholes = async (): Promise<Item[]> => (await theirs.items()).filter(({ date }) => date === null);

  /** Somebody in Outlook drags it, a series as a whole. */
  function move(item: Item, calendar: Calendar): Item {
    const before = item.id;
    const id = String(desk.person.moveEvent(before, calendar.id)['id']);
    placed.set(item.key, calendar.id);
    if (id === before) return item;
    earlierIds.set(id, before);
    const unmapped = ledger.unmapped.get(before);
    ledger.unmapped.delete(before);
    if (unmapped !== undefined && staff.desk.person.getEvent(id)['singleValueExtendedProperties']) ledger.unmapped.set(id, unmapped);
    return { ...item, id };
  }

  /** Made by us without an answer, and moved without its id and our key, or before our key is found: nothing tells what it is. */
  async function leavesNoTrace(item: Item): Promise<boolean> {
    const { movedId, movedProperties } = staff.mailbox;
    const isFoundByKey = movedProperties === 'kept' && microsoft.searchLagMilliseconds === 0;
    if (movedId === 'kept' || isFoundByKey || (await isLinked(item.id))) return false;
    return (await here.rows()).some((row) => keyIn(row) === item.key);
  }

  async function name(which: number, to: number): Promise<void> {
    const entry = pick(
      (await here.rows()).filter(({ series }) => !series),
      which,
    );
    const calendar = pick(desk.calendars(), to);
    if (!entry || !calendar) return;
    const key = keyIn(entry);
    const isWish = staff.direction !== 'microsoft-to-strapi';
    if (isWish) placed.delete(key);
    for (const item of await wholes()) {
      if (item.key !== key || !isWish) continue;
      ledger.unmapped.delete(item.id); // a new event: what is not mapped stays behind
      const isAsKnown = (await isLinked(item.id)) && desk.calendarOf(item.id)?.name === entry['calendarName'];
      if (isAsKnown && staff.isRead(calendar.id)) placed.set(key, calendar.id);
    }
    await here.update(String(entry['documentId']), { calendarName: calendar.name });
  }

  /** In a direction to Microsoft an entry goes on naming another calendar than the one it stands in: whenever that is read, it goes there, as a new event. */
  async function forgetUnmapped(): Promise<void> {
    const wishes = new Map((await here.rows()).flatMap((row) => (row['calendarName'] ? [[keyIn(row), row['calendarName']] as const] : [])));
    for (const { key, id } of await wholes())
      if (wishes.has(key) && wishes.get(key) !== desk.calendarOf(id)?.name) ledger.unmapped.delete(id);
  }

  /** With all that is in it. */
  async function deleteCalendar(calendar: Calendar): Promise<void> {
    const known = new Set((await here.rows()).map(keyIn));
    for (const item of await theirs.items()) {
      const [key = '', date] = item.key.split('@');
      if (desk.calendarOf(date === undefined ? item.id : String(item.series))?.id !== calendar.id) continue;
      ledger.replace('there', item.key, seen(item), 'deleted');
      if (date !== undefined) continue;
      if (!known.has(key) || (await isLinked(item.id))) ledger.remove('there', key);
      ledger.deletedThere.add(item.id);
    }
    asides.noteCalendarGone(calendar.id);
    desk.person.deleteCalendar(calendar.id);
  }

  const allOthers = (): string[] =>
    microsoft.person.calendars().flatMap(({ id, isDefaultCalendar }) => (isDefaultCalendar === true ? [] : [String(id)]));

  async function deed(edit: CalendarsEdit): Promise<void> {
    const { what, which, to } = edit;
    const all = desk.calendars();
    const others = all.filter(({ isDefault }) => !isDefault);
    const other = pick(others, to);
    switch (what) {
      case 'look at':
        desk.place = pick(all, to)?.id;
        return;
      case 'move':
      case 'there and back': {
        const item = pick(await wholes(), which);
        const from = item && desk.calendarOf(item.id);
        const calendar = pick(all.filter(({ id }) => id !== from?.id), to); // prettier-ignore
        if (!item || !from || !calendar || (await leavesNoTrace(item))) return;
        const moved = move(item, calendar);
        if (what === 'there and back') move(moved, from);
        return;
      }
      case 'name':
        return name(which, to);
      case 'make named':
        named = pick(all, to)?.name ?? null;
        await people.act({ kind: 'create', side: 'here', shape: which });
        named = null;
        return;
      case 'choose':
        return staff.choose(to === 0 ? [] : to === 1 ? 'all' : allOthers().filter((_, at) => ((which + to) >> at) % 2 === 1));
      case 'add':
        if (all.length < MOST_CALENDARS) desk.person.addCalendar(`calendar ${ledger.next()}`);
        return;
      case 'rename':
        placed.clear();
        if (other) desk.person.changeCalendar(other.id, { name: `calendar ${ledger.next()}` });
        return;
      case 'renew id':
        placed.clear();
        if (other) desk.person.renewCalendarId(other.id);
        return;
      case 'delete calendar':
        placed.clear();
        return other ? deleteCalendar(other) : undefined;
      case 'changes refused':
        return desk.person.behave({ namedChanges: which % 2 === 0 ? 'refused' : 'told' });
      default:
        return asides.deed(edit);
    }
  }

  const filtered = async (): Promise<Standing> => {
    const choice = staff.choice();
    const known = new Set((await here.rows()).map(keyIn));
    if (staff.direction === 'strapi-to-microsoft') return people.there(); // whatever Microsoft has, it stays there
    desk.only = (event, { id, isDefault }) => isDefault || choice === 'all' || choice.includes(id) || known.has(keyIn(event));
    try {
      return await people.there();
    } finally {
      desk.only = null;
    }
  };

  const atWork: People = {
    ...people,
    async act(of: Edit) {
      if (of.kind === 'mend') await asides.mend();
      if (of.kind === 'calendars') {
        ledger.edits += 1;
        await deed(of);
        asides.noteGone();
      } else await people.act(of);
      if (staff.direction === 'strapi-to-microsoft') await forgetUnmapped();
    },
    there: filtered,
  };
  return { people: atWork, asides };
}
