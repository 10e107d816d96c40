import type { Round } from '../graph/delta-rounds.js';
import type { EventException, StoredEvent } from '../mailbox/event.js';
import type { Mail } from '../mailbox/mail.js';
import type { Mailbox, PendingChange, StoredCalendar, Tombstone } from '../mailbox/mailbox.js';
import type { IssuedRefreshToken } from '../sign-in/grants.js';

/** Raise it with every change of the shapes below or of a stored event: a file of another format is set aside, never guessed at. */
export const stateFormat = 1;

/** What outlives the process, as JSON has it. Sign-ins that are under way, counters of requests and faults do not. */
export interface SavedState {
  /** false while the sandbox runs: whoever finds it so knows that the last moments may be missing. */
  readonly isComplete: boolean;
  /** PEM */
  readonly signingKey: string;
  readonly refreshTokens: readonly (readonly [token: string, IssuedRefreshToken])[];
  readonly consents: readonly (readonly [personAndApplication: string, scopes: readonly string[]])[];
  readonly mailboxes: readonly SavedMailbox[];
}

export interface SavedMailbox extends Pick<Mailbox, 'number' | 'timeZone' | 'syncGeneration' | 'replicaVersion' | 'counts'> {
  readonly personId: string;
  readonly calendars: readonly StoredCalendar[];
  readonly events: readonly SavedEvent[];
  readonly mails: readonly Mail[];
  /** A key alone: as it stands in `events`. */
  readonly replica: readonly (string | SavedEvent)[];
  readonly tombstones: readonly Tombstone[];
  readonly pending: readonly (Omit<PendingChange, 'event'> & { readonly event: SavedEvent | null })[];
  readonly rounds: readonly (readonly [number: number, Omit<Round, 'pages'>])[];
}

export type SavedEvent = Omit<StoredEvent, 'exceptions' | 'cancelledDates'> & {
  readonly exceptions: readonly EventException[];
  readonly cancelledDates: readonly string[];
};
