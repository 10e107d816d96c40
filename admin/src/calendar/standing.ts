import type { Standing } from '../../../src/contracts/http-calendar';
import { PLUGIN_ID } from '../pluginId';
import type { TextKey } from '../text/useText';

export const standingText: Record<Standing['kind'], TextKey> = {
  same: 'standing.same',
  waiting: 'standing.waiting',
  here: 'standing.here',
  held: 'standing.held',
  conflict: 'standing.conflict',
};

/** The same in a cell of a list. */
export const standingShortText: Record<Standing['kind'], TextKey> = {
  same: 'standing.short-same',
  waiting: 'standing.short-waiting',
  here: 'standing.short-here',
  held: 'standing.short-held',
  conflict: 'standing.short-conflict',
};

/** Where somebody is asked about it; null: nobody is. */
export function wayToDecide({ kind }: Standing, isOwn: boolean): string | null {
  if (kind !== 'held' && kind !== 'conflict') return null;
  return `/settings/${PLUGIN_ID}/${isOwn ? 'me/' : ''}${kind === 'held' ? 'held' : 'conflicts'}`;
}

export const wayToEntry = ({ uid, documentId }: { uid: string; documentId: string }): string =>
  `/content-manager/collection-types/${uid}/${documentId}`;
