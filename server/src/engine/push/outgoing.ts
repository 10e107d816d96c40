import type { MicrosoftWrite } from '../../../../src/sync/decision';
import type { Values } from '../../../../src/sync/resource';
import type { GraphRequest } from '../../microsoft';
import type { Mark, StoredLink, LocalRow } from '../../storage/port';

/** One write on its way to Microsoft. */
export interface Outgoing {
  readonly mark: Mark;
  readonly link: StoredLink | null;
  readonly row: LocalRow | null;
  readonly write: Exclude<MicrosoftWrite, { kind: 'none' }>;
  /** A create that was sent before and whose answer was lost: Microsoft may answer with the item as it was then. */
  readonly isRetry: boolean;
  /** The entry bears signs of having been in Microsoft before (a lost link table), and this run has not looked for it: that comes before it is made. */
  readonly wasThere: boolean;
  /** Other fields of the same edit are held. */
  readonly isPartHeld: boolean;
  /** Of a part: the link of the item it belongs to. */
  readonly owner: StoredLink | null;
  /** It is about what the entry was; the entry stands elsewhere by now, and is written there afterwards. */
  readonly isElsewhere: boolean;
  /** It is made anew in another collection, with its parts. */
  readonly isMoving?: true;
  readonly why: string;
}

/** One write on its way: the requests that carry it, and the id by which they name a part. */
export interface Write {
  readonly one: Outgoing;
  readonly requests: readonly GraphRequest[];
  /** The first request is the item's own, and is answered with the item. */
  readonly isOfItem: boolean;
  readonly address: string | null;
}

export const valuesOf = (write: Outgoing['write']): Values => (write.kind === 'delete' ? {} : write.values);
