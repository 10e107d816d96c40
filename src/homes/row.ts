import { entryId } from '../sync/entry-id';
import type { HomeSays } from '../sync/home-row';
import type { Context } from './codec';
import { holds, type Home, type Rows } from './home';

type Row = Readonly<Record<string, unknown>>;

/** An entry of the home in the names of the canonical attributes. Never throws: a `read` of the host that does makes an entry that cannot be read. */
export const rowOf = (home: Home, entry: Row, context: Context, says?: Partial<HomeSays>): Row =>
  home.rows.rowOf(home, entry, context, says);

/**
 * Data for the Document Service from canonical columns, without what stands there already. `item`: all canonical columns, as far as they are known.
 * Throws what a `write` of the host throws.
 */
export const dataOf = (home: Home, columns: Row, of: { readonly item: Row; readonly current: Row | null }, context: Context): Row =>
  home.rows.dataOf(home, columns, of, context);

/** Entries of the plugin's own type, which are as they are. */
export const sameRows: Rows = {
  rowOf: (home, entry) => ({ ...entry, documentId: entryId({ home: home.name, documentId: String(entry['documentId']) }) }),
  dataOf: (home, columns) =>
    home.says.unheld.some((field) => field in columns)
      ? Object.fromEntries(Object.entries(columns).filter(([field]) => holds(home, field)))
      : columns,
};
