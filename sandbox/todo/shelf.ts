import { Feed } from '../mailbox/feed.js';
import type { FeedItem } from '../mailbox/feed.js';
import type { VersionSource } from '../mailbox/version-source.js';

/** Things of a mailbox by key, and the feed that tells of their changes. */
export class Shelf<Item extends FeedItem> {
  readonly all = new Map<string, Item>();
  readonly feed: Feed<Item>;

  constructor(
    private readonly mailbox: Pick<VersionSource, 'clock' | 'nextVersion'>,
    placeOf: (item: Item) => string,
  ) {
    this.feed = new Feed(placeOf);
  }

  put(item: Item): Item {
    this.all.set(item.key, item);
    this.feed.put(item, this.mailbox.clock.now());
    return item;
  }

  remove(item: Item): void {
    if (this.all.delete(item.key)) this.feed.remove(item, this.mailbox.nextVersion(), this.mailbox.clock.now());
  }

  /** Changes an item in a way that delta does not tell. */
  amend(item: Item): Item {
    this.all.set(item.key, item);
    this.feed.amend(item);
    return item;
  }
}
