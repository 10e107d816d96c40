import type { Decision } from '../../../../src/sync/decision';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../../storage/port';

export interface Decided {
  readonly decision: Decision;
  readonly link: StoredLink | null;
  readonly row: LocalRow | null;
  /** `null`: Microsoft's item is gone. */
  readonly remote: RemoteItem | null;
}
