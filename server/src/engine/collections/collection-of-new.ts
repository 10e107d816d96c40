import type { Cursor, LocalRow } from '../../storage/port';
import type { RunContext } from '../context';
import { ownFirst } from './taking-part';

/** Where an entry that was made in Strapi goes: to the collection that it names, where that may be written, else to the default one. */
export function cursorFor(run: Pick<RunContext, 'reading' | 'resource'>, row: LocalRow['row'] | null): Cursor | undefined {
  const { isChosenByName, collectionColumn } = run.resource;
  const name = isChosenByName ? row?.[collectionColumn] : null;
  const named = [...run.reading.cursors.values()].filter(({ collection }) => collection.name === name && !collection.isReadOnly);
  return named.sort((a, b) => ownFirst(a.collection, b.collection))[0] ?? defaultCursor(run);
}

const defaultCursor = ({ reading: { cursors } }: Pick<RunContext, 'reading'>): Cursor | undefined =>
  [...cursors.values()].find(({ collection }) => collection.isDefault);
