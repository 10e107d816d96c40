import type { CalendarService, Resource } from '../../../../src/contracts';
import type { Home } from '../../../../src/homes/home';
import type { Sql } from '../../host/sql';
import type { HostUsers } from '../../host/users';
import type { Entries } from '../../storage/entries/local-items';

export interface ItemsDeps {
  readonly sql: Sql;
  readonly users: HostUsers;
  readonly homes: (resource: Resource) => readonly Home[];
  readonly displayNameOf: (uid: string) => string;
  /** IANA, of the mailbox of this person. */
  readonly zoneOf: (user: string) => Promise<string>;
  /** What is written counts as a person's edit. */
  readonly entries: (resource: Resource, timeZone: string) => Entries;
  /** Whoever asks is not the person: throws where one of these rows is not for them, also where a write would only take it along. */
  readonly mustBeOpen: (rows: readonly Readonly<Record<string, unknown>>[]) => void;
  readonly calendar: Pick<CalendarService, 'editOccurrence' | 'cancelOccurrence'>;
}
