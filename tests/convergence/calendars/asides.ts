import type { Direction } from '../../../src/contracts';
import type { PersonSide } from '../../../sandbox/mailbox/person-side';
import { must, mustEqual } from '../checks';
import type { Here } from '../here';
import { type CalendarsEdit, pick } from '../people';
import { dayOn, timed } from '../calendar-times';
import { toLocal } from '../../../src/time';
import { DAY, WINDOWS_ZONE, ZONE } from '../calendar-item';
import { isAside, keyIn } from './keys';

type Json = Record<string, unknown>;
interface Stage {
  readonly person: PersonSide;
  readonly here: Here;
  readonly from: number;
  next(): number;
  isRead(calendar: { readonly id: string; readonly isDefault: boolean }): boolean;
  readonly direction: Direction;
}
export interface Asides {
  deed(edit: CalendarsEdit): Promise<void>;
  /** What can never be carried out is taken back. */
  mend(): Promise<void>;
  /** Keys of which somebody has deleted an event, so that none is left in Microsoft where it is read. */
  readonly gone: ReadonlySet<string>;
  noteGone(): void;
  /** With all that is in it. */
  noteCalendarGone(id: string): void;
  expectTruth(): Promise<void>;
}

const ben = { name: 'Ben', address: 'ben@sandbox.example' };

/**
 * What stands in calendars that somebody shares or that can only be read, meetings of which several calendars hold a copy, and meetings with
 * people: beside the events of the mailbox's own calendars, with rules of their own.
 */
export function asidesOf({ person, here, from, next, isRead, direction }: Stage): Asides {
  const gone = new Set<string>();
  /** Its calendar is shared no longer: both sides keep what they have. */
  const left = new Set<string>();
  const calendars = () =>
    person.calendars().map((one) => ({
      id: String(one['id']),
      name: String(one['name']),
      isDefault: one['isDefaultCalendar'] === true,
      canEdit: one['canEdit'] === true,
      isShared: (one['owner'] as { address: string }).address === ben.address,
    }));
  const copies = () =>
    calendars().flatMap((calendar) =>
      person
        .listEvents(calendar.id)
        .filter((event) => isAside(keyIn(event)))
        .map((event) => ({ event, calendar })),
    );
  const entries = async () => (await here.rows()).filter((row) => isAside(keyIn(row)));
  /** Of those that somebody has deleted, nothing stands any more where it is read. */
  const noteGone = (): void => {
    const there = new Set(copies().flatMap(({ event, calendar }) => (isRead(calendar) ? [keyIn(event)] : [])));
    for (const key of removed) if (!there.has(key)) gone.add(key);
  };
  const removed = new Set<string>();
  const known = new Set<string>();

  function add(kind: string, calendar: string | undefined, more: Json = {}): string {
    const count = next();
    const key = `${kind} ${count}`;
    known.add(key);
    put(key, calendar, { ...more, subject: `${kind} ${count}` }, count);
    return key;
  }
  function put(key: string, calendar: string | undefined, more: Json, count: number): void {
    const { start, end } = timed(dayOn(from + (count % 30) * DAY), count);
    const at = (instant: string) => ({ dateTime: toLocal(instant, ZONE), timeZone: WINDOWS_ZONE });
    person.addEvent({ start: at(start), end: at(end), categories: [key], ...more }, calendar);
  }

  async function deed({ what, which, to }: CalendarsEdit): Promise<void> {
    const guests = calendars().filter(({ isShared, canEdit }) => isShared || !canEdit);
    const guest = pick(guests, to);
    const copy = pick(copies(), which);
    switch (what) {
      case 'guest event':
        return void (guest && add('their', guest.id));
      case 'meeting in two': {
        if (!guest) return;
        const count = next();
        const key = `twin ${count}`;
        known.add(key);
        const more = { subject: key, iCalUId: `uid of ${key}` };
        const mine = pick(calendars().filter(({ canEdit, isShared }) => canEdit && !isShared), which); // prettier-ignore
        put(key, mine?.id, more, count);
        return put(key, guest.id, more, count);
      }
      case 'meeting with people':
        return void add('meeting', undefined, { attendees: [{ emailAddress: ben, type: 'required' }] });
      case 'change aside':
        return void (copy && person.changeEvent(String(copy.event['id']), { location: { displayName: `room ${next()}` } }));
      case 'remove aside':
        if (!copy) return;
        removed.add(keyIn(copy.event));
        return person.deleteEvent(String(copy.event['id']));
      case 'edit aside': {
        const entry = pick(await entries(), which);
        return entry ? here.update(String(entry['documentId']), { location: `place ${next()}` }) : undefined;
      }
      case 'name meeting': {
        const entry = pick((await entries()).filter((row) => keyIn(row).startsWith('meeting')), which); // prettier-ignore
        const calendar = pick(calendars(), to);
        return entry && calendar ? here.update(String(entry['documentId']), { calendarName: calendar.name }) : undefined;
      }
      case 'unshare': {
        const shared = calendars().find(({ isShared }) => isShared);
        if (!shared) return;
        for (const { event, calendar } of copies()) if (calendar.id === shared.id) left.add(keyIn(event));
        return person.deleteCalendar(shared.id);
      }
      default:
        return;
    }
  }

  return {
    deed,
    gone,
    noteGone,
    noteCalendarGone(id) {
      for (const { event, calendar } of copies()) if (calendar.id === id) removed.add(keyIn(event));
    },
    async mend() {
      for (const entry of await entries()) {
        const copy = copies().find(({ event, calendar }) => keyIn(event) === keyIn(entry) && isRead(calendar));
        const there = copies().filter(({ event }) => keyIn(event) === keyIn(entry));
        const stands = there.find(({ calendar }) => calendar.name === entry['calendarName']) ?? copy ?? there[0];
        if (!stands) continue;
        const mustStay = direction !== 'bidirectional' || keyIn(entry).startsWith('meeting') || !stands.calendar.canEdit;
        const location = String((stands.event['location'] as { displayName?: string } | undefined)?.displayName ?? '');
        if (mustStay) await here.update(String(entry['documentId']), { calendarName: stands.calendar.name, location: location || null });
      }
    },
    async expectTruth() {
      const rows = await entries();
      if (direction === 'strapi-to-microsoft') return mustEqual(rows, [], 'what was made in Microsoft, in a direction to Microsoft');
      const all = copies();
      for (const key of known) {
        const [entry, ...more] = rows.filter((row) => keyIn(row) === key);
        mustEqual(more.length, 0, `${key} once in Strapi`);
        const there = all.filter(({ event }) => keyIn(event) === key);
        const isThere = there.some(({ calendar }) => isRead(calendar));
        if (!entry) {
          must(!isThere || left.has(key), `${key} is in Strapi, where a calendar that is read has it`);
          continue;
        }
        if (there.length === 0) {
          must(left.has(key), `${key} went from Strapi when it was gone from Microsoft`);
          continue;
        }
        if (left.has(key)) continue;
        const place = (event: Json) => String((event['location'] as { displayName?: string } | undefined)?.displayName ?? '');
        const same = there.filter(({ event, calendar }) => calendar.name === entry['calendarName'] && place(event) === String(entry['location'] ?? '')); // prettier-ignore
        must(same.length > 0, `${key} is what stands in the calendar that it names`, [
          entry['calendarName'],
          entry['location'],
          there.map(({ event, calendar }) => [calendar.name, place(event)]),
        ]);
      }
    },
  };
}
