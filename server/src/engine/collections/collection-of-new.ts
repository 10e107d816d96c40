import type { Cursor, LocalRow } from '../../storage/port';
import type { RunContext } from '../context';

/** Where an entry that was made in Strapi goes: to the collection that it names, where that may be written, else to the default one. */
export function cursorFor(run: Pick<RunContext, 'reading' | 'resource'>, row: LocalRow['row'] | null): Cursor | undefined {
  const { isChosenByName, collectionColumn } = run.resource;
  const name = isChosenByName ? row?.[collectionColumn] : null;
  const order = ({ collection: { isDefault, isOwned } }: Cursor) => (isDefault ? 0 : isOwned ? 1 : 2);
  const named = [...run.reading.cursors.values()].filter(({ collection }) => collection.name === name && !collection.isReadOnly);
  return named.sort((a, b) => order(a) - order(b))[0] ?? defaultCursor(run);
}

const defaultCursor = ({ reading: { cursors } }: Pick<RunContext, 'reading'>): Cursor | undefined =>
  [...cursors.values()].find(({ collection }) => collection.isDefault);
