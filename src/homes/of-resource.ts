import type { ItemFacts } from '../contracts';
import { addressOf, entryId } from '../sync/entry-id';
import type { RemoteItem, ResourceDefinition, Values } from '../sync/resource';
import { accepts, canHold } from './accepts';
import type { Home } from './home';
import { dataOf, rowOf } from './row';

/** What a run asks of the homes of its resource. Entries are named as links name them. */
export interface HomesOfResource {
  /** IANA, of the mailbox. */
  readonly timeZone: string;
  /** The home that a new item of Microsoft's comes into, by its name; null: none accepts it. Throws what a function of the host throws. */
  forNew(item: Pick<RemoteItem, 'values' | 'isOwn'>, about: { readonly collection: string; readonly isMasked: boolean }): string | null;
  /** Whether the home of this entry can hold an item with these values. */
  canHold(id: string, values: Values): boolean;
  /** What an entry of this home would say after these values were written into it; null: nobody can tell. */
  asHeld(id: string, values: Values): Values | null;
  /** Whether this canonical column can be written there. */
  holds(id: string, column: string): boolean;
  /** It lives in a content type of the host, whose rules and hooks may make something else of what is written. */
  isOfHost(id: string): boolean;
  /** Homes in content types of the host, by their names. */
  namesOfHost(): readonly string[];
  uidOf(id: string): string;
  /** Relations that lead from an entry of this home to its owner. */
  ownerOf(id: string): readonly string[];
  /** For how many days ahead the home of this name has an entry for each date of a series; null: it holds none, or their rules. */
  occurrenceDaysIn(home: string): number | null;
  /** Every name that an entry with this documentId could have: Microsoft is told no home. */
  idsOf(documentId: string): readonly string[];
}

export function homesOfResource(
  homes: readonly Home[],
  { definition, timeZone }: { readonly definition: ResourceDefinition; readonly timeZone: string },
): HomesOfResource {
  const byName = new Map(homes.map((home) => [home.name, home]));
  const homeOf = (id: string): Home | undefined => byName.get(addressOf(id).home);
  const fields = Object.keys(definition.fields);
  return {
    timeZone,
    forNew(item, { collection, isMasked }) {
      const facts = factsOf(definition, item, collection);
      const chosen = homes.find((home) => (home.name === '' || !isMasked) && canHold(home, item.values) && accepts(home, facts));
      return chosen?.name ?? null;
    },
    canHold: (id, values) => {
      const home = homeOf(id);
      return home !== undefined && canHold(home, values);
    },
    asHeld(id, values) {
      const home = homeOf(id);
      if (!home || home.isSame) return null;
      try {
        const columns = definition.rowForStrapi(values, fields);
        const entry = { ...dataOf(home, columns, { item: columns, current: null }, { timeZone }), documentId: addressOf(id).documentId };
        const reading = definition.readStrapi(rowOf(home, entry, { timeZone }));
        return reading.kind === 'item' ? reading.values : null;
      } catch {
        return null; // a function of the host that throws is told when the entry itself is read or written
      }
    },
    holds: (id, column) => {
      const home = homeOf(id);
      return (
        home !== undefined && (home.isSame || home.codecs.some(({ field, direction }) => field === column && direction !== 'to-microsoft'))
      );
    },
    isOfHost: (id) => addressOf(id).home !== '',
    namesOfHost: () => homes.flatMap(({ name }) => (name === '' ? [] : [name])),
    uidOf: (id) => homeOf(id)?.uid ?? '',
    ownerOf: (id) => homeOf(id)?.owner ?? [],
    occurrenceDaysIn: (home) => byName.get(home)?.occurrenceDays ?? null,
    idsOf: (documentId) => homes.map(({ name }) => entryId({ home: name, documentId })),
  };
}

function factsOf(definition: ResourceDefinition, item: Pick<RemoteItem, 'values' | 'isOwn'>, calendar: string): ItemFacts {
  const { values } = item;
  const people = [...listOf(values['attendees']), values['organizer']].flatMap((one) => emailOf(one) ?? []);
  return {
    title: definition.title(values),
    categories: listOf(values['categories']).filter((name): name is string => typeof name === 'string'),
    calendar,
    isOrganizer: item.isOwn,
    isAllDay: values['isAllDay'] === true,
    isRecurring: (values['recurrence'] ?? '') !== '',
    people: [...new Set(people)],
    item: values,
  };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function emailOf(person: unknown): string | null {
  const email = (person as { email?: unknown } | null | undefined)?.email;
  return typeof email === 'string' && email !== '' ? email : null;
}
