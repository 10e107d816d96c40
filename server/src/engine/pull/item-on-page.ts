import type { AboutToGo } from './page';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { StoredLink, LocalRow, Mark } from '../../storage/port';

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
