import type { PersonSide } from '../../../sandbox/mailbox/person-side';
import { isAside, keyIn } from './keys';

type Json = Record<string, unknown>;
export interface Calendar {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
}

/** A person in Outlook with the mailbox's own calendars before them, as if they were one. */
export interface Desk {
  readonly person: PersonSide;
  calendars(): readonly Calendar[];
  /** In which calendar what is made stands. */
  place: string | undefined;
  /** In which of them it is. */
  calendarOf(id: string): Calendar | undefined;
  /** Nothing but what is to be in Strapi too; null: everything. */
  only: ((event: Json, calendar: Calendar) => boolean) | null;
}

export function deskOf(person: PersonSide): Desk {
  const own = (all: readonly Json[]): Json[] => {
    const owner = (all.find((one) => one['isDefaultCalendar'] === true)?.['owner'] as { address?: string } | undefined)?.address;
    return all.filter((one) => one['canEdit'] === true && (one['owner'] as { address?: string }).address === owner);
  };
  const calendars = (): Calendar[] =>
    own(person.calendars()).map(({ id, name, isDefaultCalendar }) => ({ id: String(id), name: String(name), isDefault: isDefaultCalendar === true })); // prettier-ignore
  const ofEach = (list: (id: string) => Json[]): Json[] =>
    calendars().flatMap((calendar) =>
      list(calendar.id).filter((event) => isAside(keyIn(event)) === false && (desk.only?.(event, calendar) ?? true)),
    );
  const desk: Desk = {
    place: undefined,
    only: null,
    calendars,
    calendarOf: (id) => calendars().find((one) => person.listEvents(one.id).some((event) => event['id'] === id)),
    person: {
      ...person,
      listEvents: () => ofEach((id) => person.listEvents(id)),
      listView: (window) => ofEach((id) => person.listView(window, id)),
      addEvent: (body) => person.addEvent(body, calendars().some(({ id }) => id === desk.place) ? desk.place : undefined),
    },
  };
  return desk;
}
