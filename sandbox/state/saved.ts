import type { Round } from '../graph/delta-rounds.js';
import type { EventException, StoredEvent } from '../mailbox/event.js';
import type { Mail } from '../mailbox/mail.js';
import type { Mailbox, StoredCalendar } from '../mailbox/mailbox.js';
import type { IssuedRefreshToken } from '../sign-in/grants.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { StoredList, StoredTask } from '../todo/task.js';
import type { SavedFeed } from './saved-feed.js';
import type { SavedShelf } from './saved-shelf.js';

/** Raise it with every change of the shapes below or of a stored event: a file of another format is set aside, never guessed at. */
export const stateFormat = 4;

/** What outlives the process, as JSON has it. Sign-ins that are under way, counters of requests and faults do not. */
export interface SavedState {
  /** false while the sandbox runs: whoever finds it so knows that the last moments may be missing. */
  readonly isComplete: boolean;
  /** PEM */
  readonly signingKey: string;
  readonly refreshTokens: readonly (readonly [token: string, IssuedRefreshToken])[];
  readonly consents: readonly (readonly [personAndApplication: string, scopes: readonly string[]])[];
  readonly mailboxes: readonly SavedMailbox[];
  readonly subscriptions: readonly Subscription[];
}

export interface SavedMailbox extends Pick<Mailbox, 'number' | 'timeZone' | 'syncGeneration' | 'counts'> {
  readonly personId: string;
  readonly calendars: readonly StoredCalendar[];
  readonly events: readonly SavedEvent[];
  readonly mails: readonly Mail[];
  readonly feed: SavedFeed<SavedEvent>;
  readonly rounds: readonly (readonly [number: number, Omit<Round, 'pages'>])[];
  readonly lists: SavedShelf<StoredList>;
  readonly tasks: SavedShelf<StoredTask>;
}

export type SavedEvent = Omit<StoredEvent, 'exceptions' | 'cancelledDates'> & {
  readonly exceptions: readonly EventException[];
  readonly cancelledDates: readonly string[];
};
