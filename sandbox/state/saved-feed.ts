import type { Feed, FeedItem, PendingChange, Tombstone } from '../mailbox/feed.js';

/** A feed as JSON. */
export interface SavedFeed<Saved> {
  readonly version: number;
  /** A key alone: as it stands now. */
  readonly visible: readonly (string | Saved)[];
  readonly tombstones: readonly Tombstone[];
  readonly pending: readonly (Omit<PendingChange<unknown>, 'item'> & { readonly item: Saved | null })[];
}

export function saveFeed<Item extends FeedItem, Saved>(
  feed: Feed<Item>,
  current: ReadonlyMap<string, Item>,
  save: (item: Item) => Saved,
): SavedFeed<Saved> {
  return {
    version: feed.version,
    visible: [...feed.visible.values()].map((item) => (current.get(item.key) === item ? item.key : save(item))),
    tombstones: [...feed.tombstones.values()],
    pending: feed.pending.map((change) => ({ ...change, item: change.item ? save(change.item) : null })),
  };
}

export function restoreFeed<Item extends FeedItem, Saved>(
  feed: Feed<Item>,
  { visible, tombstones, pending, version }: SavedFeed<Saved>,
  current: ReadonlyMap<string, Item>,
  restore: (saved: Saved) => Item,
): void {
  const items = visible.map((entry) => (typeof entry === 'string' ? current.get(entry) : restore(entry)));
  feed.restore(
    items.filter((item) => item !== undefined),
    tombstones,
    version,
  );
  feed.pending.splice(0);
  for (const change of pending) feed.pending.push({ ...change, item: change.item === null ? undefined : restore(change.item) });
}
