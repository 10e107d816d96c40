import type { LocalRow } from '../../storage/port';
import type { RunContext } from '../context';

/** Signs of having been in Microsoft before. Where people name the collection, its name is none. */
export const hasTraces = ({ resource: { collectionColumn, isChosenByName, sharedUidColumn } }: RunContext, row: LocalRow | null): boolean =>
  [isChosenByName ? null : collectionColumn, sharedUidColumn].some((column) => column !== null && Boolean(row?.row[column]));
