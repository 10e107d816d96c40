import type { RemoteItem } from '../../../../src/sync/resource';
import type { StoredLink, LocalRow, Mark } from '../../storage/port';

/** Parts that people in Microsoft have made, and that go with a write of what they belong to. */
export interface AboutToGo {
  /** Links of the items that are written. */
  readonly owners: ReadonlySet<number>;
  /** Microsoft's ids of the parts. */
  readonly parts: ReadonlyMap<string, unknown>;
}

export interface ItemOnPage {
  readonly reading: RemoteItem;
  readonly link: StoredLink | null;
  readonly row: LocalRow | null;
  readonly mark: Mark | null;
  /** Of a part: the link of what it belongs to. */
  readonly owner: StoredLink | null;
  readonly ownerRow: LocalRow | null;
  readonly ownerRead: RemoteItem | null;
  readonly isReadOnly: boolean;
  readonly aboutToGo?: AboutToGo | undefined;
}
