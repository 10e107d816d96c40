import type { FeedItem } from '../mailbox/feed.js';
import type { Shelf } from '../todo/shelf.js';
import type { SavedFeed } from './saved-feed.js';
import { restoreFeed, saveFeed } from './saved-feed.js';

/** Lists or tasks: they are JSON as they are. */
export interface SavedShelf<Item> {
  readonly all: readonly Item[];
  readonly feed: SavedFeed<Item>;
}

export function saveShelf<Item extends FeedItem>({ all, feed }: Shelf<Item>): SavedShelf<Item> {
  return { all: [...all.values()], feed: saveFeed(feed, all, (item) => item) };
}

export function restoreShelf<Item extends FeedItem>(shelf: Shelf<Item>, saved: SavedShelf<Item>): void {
  shelf.all.clear();
  for (const item of saved.all) shelf.all.set(item.key, item);
  restoreFeed(shelf.feed, saved.feed, shelf.all, (item) => item);
}
