import type { AboutToGo } from '../parts/item-on-page';
import type { RemoteReading } from '../../../../src/sync/resource';
import type { Collection, StoredLink } from '../../storage/port';

/** Microsoft's items on their way into Strapi. */
export interface Page {
  readonly readings: readonly RemoteReading[];
  readonly collection: Pick<Collection, 'id' | 'name' | 'isReadOnly'>;
  /** The round that the page belongs to, where it is a full one: what it brings counts as seen. */
  readonly fullRound: number | null;
  /** Items that were asked for one by one; the feed may replay older versions (graph-facts §1.3). */
  readonly isFresh: boolean;
  /** Of series whose dates have entries: no date gets one that has none. */
  readonly isWithoutNewDates?: true;
  /** In a direction to Microsoft: what our next write takes away. */
  readonly aboutToGo?: AboutToGo;
}

/** Items of a page, and which of them are known. */
export interface Identified {
  readonly readings: readonly RemoteReading[];
  /** By Microsoft's ids: of these items, and of what the parts among them belong to. */
  readonly links: ReadonlyMap<string, StoredLink>;
}

/** Microsoft's ids of all that is on the page, and of what the parts on it belong to. */
export function idsOf(readings: readonly RemoteReading[]): string[] {
  const ids = readings.flatMap((reading) => [reading.microsoftId, reading.kind === 'item' ? (reading.part?.of ?? null) : null]);
  return [...new Set(ids.flatMap((id) => id ?? []))];
}
