import type { Values } from '../../src/sync/resource';

/** An event, a series or an exception as a person on either side has it before them. */
export interface Item {
  readonly id: string;
  /** `key`, or `key@date` of an exception. */
  readonly key: string;
  readonly values: Values;
  /** Dates that it shows as cancelled although it is no series. */
  readonly idleDates: readonly string[];
  /** Of an exception: the date that it stands for. */
  readonly date: string | null;
  /** Of an exception: the id of its series. */
  readonly series: string | null;
}
export interface When {
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
}
export interface Rule {
  readonly text: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly count: number;
}
/** Of series of whole days: with summer time, and without. */
export type Zone = 'Europe/Berlin' | 'Asia/Tokyo';
/** What a person changes; `rule: null` makes a single event of a series. */
export interface Patch {
  readonly subject?: string;
  readonly body?: string;
  readonly location?: string;
  readonly when?: When;
  readonly rule?: Rule | null;
  /** In which a series of whole days was made; absent: in UTC. */
  readonly zone?: Zone;
}

/** What one side lets a person do. */
export interface CalendarSide {
  items(): Promise<readonly Item[]>;
  /** Dates on which the series stands, in order. */
  dates(series: Item): Promise<readonly string[]>;
  create(key: string, patch: Required<Omit<Patch, 'zone'>> & Pick<Patch, 'zone'>): Promise<void>;
  change(item: Item, patch: Patch): Promise<void>;
  remove(item: Item): Promise<void>;
  changeOccurrence(series: Item, date: string, patch: Patch): Promise<void>;
  cancelOccurrence(series: Item, date: string): Promise<void>;
  /** What a calendar shows: start, end and subject of everything in it. */
  shown(): Promise<readonly string[]>;
}

export const ZONE = 'Europe/Berlin';
export const WINDOWS_ZONE = 'W. Europe Standard Time';
export const windowsZones: Readonly<Record<Zone, string>> = { 'Europe/Berlin': WINDOWS_ZONE, 'Asia/Tokyo': 'Tokyo Standard Time' };
export const DAY = 86_400_000;
export const isSeries = ({ values }: Item): boolean => values['recurrence'] !== null;
export const isAllDay = ({ values }: Item): boolean => values['isAllDay'] === true;
/** What a person sees of the fields that the histories edit. */
export const seen = ({ values: { subject, body, location, start, recurrence, excludedDates }, idleDates }: Item): Values => ({
  subject,
  body,
  location,
  start,
  recurrence,
  cancelled: [...(excludedDates as string[]), ...idleDates],
});
