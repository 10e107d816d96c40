export interface FeedItem {
  readonly key: string;
  readonly version: number;
}

export interface Tombstone {
  readonly key: string;
  /** Calendar or list it was in. */
  readonly place: string;
  readonly version: number;
}

/** A change that delta does not show yet; no item: it was removed. */
export interface PendingChange<Item> extends Tombstone {
  readonly at: number;
  readonly item: Item | undefined;
  /** It came from another place, and only that one tells. */
  readonly isToldBySource?: true;
}

export type FeedEntry<Item> =
  | { readonly kind: 'item'; readonly item: Item; readonly version: number }
  | { readonly kind: 'removed'; readonly key: string; readonly version: number };

/** Something happened to an item, whether delta shows it yet or not. */
export interface FeedChange {
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly key: string;
  readonly place: string;
  readonly version: number;
}

/**
 * What delta reads: items as they were a replication delay ago (graph-facts §1.3), and in which order they changed, so that an
 * unchanged calendar or list of any size is answered without looking at its items.
 */
export class Feed<Item extends FeedItem> {
  readonly visible = new Map<string, Item>();
  /** By place and key: what was moved is gone in one place and stands in another. */
  readonly tombstones = new Map<string, Tombstone>();
  readonly pending: PendingChange<Item>[] = [];
  /** Version of the last change that can be seen. */
  version = 0;
  /** Called with each change when it happens. */
  onChange: (change: FeedChange) => void = () => undefined;
  private readonly logs = new Map<string, Tombstone[]>();
  /** Where each item is by now. */
  private readonly places = new Map<string, string>();

  constructor(private readonly placeOf: (item: Item) => string) {}

  put(item: Item, at: number): void {
    const [{ key, version }, place] = [item, this.placeOf(item)];
    const before = this.places.get(key);
    this.places.set(key, place);
    this.pending.push({ at, key, place, version, item });
    // What goes to another place is deleted in one and made in the other.
    if (before !== undefined && before !== place) this.onChange({ kind: 'deleted', key, place: before, version });
    this.onChange({ kind: before === place ? 'updated' : 'created', key, place, version });
  }

  remove(item: Item, version: number, at: number): void {
    this.pending.push({ at, key: item.key, place: this.placeOf(item), version, item: undefined });
    this.places.delete(item.key);
    this.onChange({ kind: 'deleted', key: item.key, place: this.placeOf(item), version });
  }

  /** It has gone to another place under its key, as it was: only the place that it has left tells (graph-facts §11.4). */
  moveSilently(item: Item, version: number, at: number): void {
    const [{ key }, place] = [item, this.placeOf(item)];
    this.onChange({ kind: 'deleted', key, place: this.places.get(key) ?? place, version });
    this.places.set(key, place);
    this.pending.push({ at, key, place, version, item, isToldBySource: true });
  }

  /** Exchanges a value without telling anybody: for changes that the service does not track (graph-facts §1.3). */
  amend(item: Item): void {
    for (const [index, change] of this.pending.entries())
      if (change.key === item.key && change.version === item.version) this.pending[index] = { ...change, item };
    if (this.visible.get(item.key)?.version === item.version) this.visible.set(item.key, item);
  }

  /** Shows everything that happened up to a moment. */
  replicate(visibleUntil: number): void {
    const waiting = this.pending.findIndex(({ at }) => at > visibleUntil);
    for (const change of this.pending.splice(0, waiting < 0 ? this.pending.length : waiting)) this.show(change);
  }

  /** What changed in a place after a version, each item once and as it is now, in the order of the changes. */
  *changes(place: string, since: number, until = Number.POSITIVE_INFINITY): Generator<FeedEntry<Item>> {
    const log = this.logs.get(place) ?? [];
    for (let index = firstAfter(log, since); index < log.length && log[index]!.version <= until; index += 1) {
      const { key, version } = log[index]!;
      const item = this.visible.get(key);
      if (item?.version === version && this.placeOf(item) === place) yield { kind: 'item', item, version };
      else if (this.tombstones.get(inPlace(place, key))?.version === version) yield { kind: 'removed', key, version };
    }
  }

  /** Makes a new feed what an earlier one was. */
  restore(visible: Iterable<Item>, tombstones: Iterable<Tombstone>, version: number): void {
    const known: Tombstone[] = [];
    for (const item of visible) {
      this.visible.set(item.key, item);
      this.places.set(item.key, this.placeOf(item));
      known.push({ key: item.key, place: this.placeOf(item), version: item.version });
    }
    for (const tombstone of tombstones) {
      this.tombstones.set(inPlace(tombstone.place, tombstone.key), tombstone);
      known.push(tombstone);
    }
    for (const entry of known.sort((one, other) => one.version - other.version)) this.logOf(entry.place).push(entry);
    this.version = version;
  }

  private show({ key, place, version, item, isToldBySource }: PendingChange<Item>): void {
    this.version = version;
    const before = this.visible.get(key);
    const left = before && (!item || this.placeOf(before) !== place) ? this.placeOf(before) : null;
    if (item) {
      this.visible.set(key, item);
      this.tombstones.delete(inPlace(place, key));
    } else if (!this.visible.delete(key)) return;
    if (left !== null) {
      this.tombstones.set(inPlace(left, key), { key, place: left, version });
      this.note({ key, place: left, version });
    }
    if (item) this.note({ key, place, version: isToldBySource ? item.version : version });
  }

  private note(entry: Tombstone): void {
    const { place, version } = entry;
    const log = this.logOf(place);
    const at = firstAfter(log, version);
    if (log[at - 1]?.version === version && log[at - 1]?.key === entry.key) return; // it is back, as it was
    log.splice(at, 0, entry);
    // Entries that later ones have replaced are thrown away now and then.
    if (log.length > 2 * (this.visible.size + this.tombstones.size) + 1000)
      this.logs.set(
        place,
        log.filter((entry) => this.isCurrent(entry)),
      );
  }

  private isCurrent({ key, place, version }: Tombstone): boolean {
    const item = this.visible.get(key);
    if (item?.version === version && this.placeOf(item) === place) return true;
    return this.tombstones.get(inPlace(place, key))?.version === version;
  }

  private logOf(place: string): Tombstone[] {
    const known = this.logs.get(place) ?? [];
    this.logs.set(place, known);
    return known;
  }
}

const inPlace = (place: string, key: string): string => `${place} ${key}`;

function firstAfter(log: readonly Tombstone[], version: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (log[middle]!.version <= version) low = middle + 1;
    else high = middle;
  }
  return low;
}
