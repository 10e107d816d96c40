import type { HomeMapping, Resource } from '../contracts';
import type { HomeSays } from '../sync/home-row';
import type { Codec, Context } from './codec';

type Row = Readonly<Record<string, unknown>>;

/** A content type, or a part of one, whose entries are items of a resource: a mapping with all that its schema says about it. */
export interface Home {
  readonly resource: Resource;
  /** '' for the plugin's own type: part of the keys of links and marks. */
  readonly name: string;
  readonly uid: string;
  /** Relations that lead to the owner, the first one the entry's own. */
  readonly owner: readonly string[];
  readonly codecs: readonly Codec[];
  readonly rows: Rows;
  readonly says: HomeSays;
  /** Every field is an attribute of the same name and kind: rows and data are taken as they are. */
  readonly isSame: boolean;
  readonly durationMinutes: number | null;
  /** For how many days ahead each date of a series has an entry; null: the home has rules, or series are left alone. */
  readonly occurrenceDays: number | null;
  /** Document Service filters. */
  readonly takesPart: Row | null;
  readonly accepts: NonNullable<HomeMapping['accepts']>;
  readonly create: NonNullable<HomeMapping['create']>;
  /** Null: the type has no draft & publish. */
  readonly version: 'draft' | 'published' | null;
  /** Null: the type is not localized. */
  readonly locale: string | null;
}

/** Between entries and canonical columns, both ways. That of the host's types knows time zones, which take their time to load. */
export interface Rows {
  rowOf(home: Home, entry: Row, context: Context, says?: Partial<HomeSays>): Row;
  dataOf(home: Home, columns: Row, of: { readonly item: Row; readonly current: Row | null }, context: Context): Row;
}

/** It holds bodies with their formatting. */
export const isRich = ({ codecs }: Home): boolean => codecs.some(({ field }) => field === 'html');

export const holds = (home: Home, field: string): boolean => !home.says.unheld.includes(field);
