/**
 * One text that names an entry among all homes of its resource: the documentId in the plugin's own type, and `home|documentId` in a content type of
 * the host. Links, marks and notes are kept by it; Microsoft is told the documentId alone.
 */
export interface EntryAddress {
  /** Name of the home; '' for the plugin's own type. */
  readonly home: string;
  readonly documentId: string;
}

export const entryId = ({ home, documentId }: EntryAddress): string => (home === '' ? documentId : `${home}|${documentId}`);

/** documentIds hold no `|`, nor may names of homes. */
export function addressOf(id: string): EntryAddress {
  const cut = id.indexOf('|');
  return cut < 0 ? { home: '', documentId: id } : { home: id.slice(0, cut), documentId: id.slice(cut + 1) };
}

export const documentIdOf = (id: string): string => addressOf(id).documentId;

/**
 * A series whose dates have entries in a home without rules has none itself. It goes by a name like that of an entry of this home, with `mark` in the
 * place of a documentId: it is no documentId, for these hold no colon.
 */
export const nameOfSeries = (home: string, mark: string): string => entryId({ home, documentId: `${SERIES}${mark}` });

export const isNameOfSeries = (id: string): boolean => documentIdOf(id).startsWith(SERIES);

const SERIES = 'series:';
