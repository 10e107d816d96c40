import type { IcsResult } from './ics/load-ics.js';
import type { SyncStateAnswer } from './mailbox/sync-state-answers.js';
import type { Mail } from './mailbox/mail.js';
import type { Mailbox } from './mailbox/mailbox.js';
import type { PersonSide } from './mailbox/person-side.js';
import type { LoggedRequest, RequestLog } from './server/request-log.js';
import type { TasksSide } from './todo/tasks-side.js';
import { createTasksSide } from './todo/tasks-side.js';

export interface SandboxCounters {
  /** Requests of applications to this mailbox. */
  readonly requests: number;
  readonly reads: number;
  /** POST, PATCH and DELETE that succeeded. */
  readonly writes: number;
  /** Mails that applications caused. */
  readonly mails: number;
}

/** One mailbox from the side of its owner, with what tests want to know and steer. */
export interface SandboxMailbox extends PersonSide {
  readonly address: string;
  readonly personId: string;
  readonly timeZone: string;
  /** Microsoft To Do of the same person. */
  readonly tasks: TasksSide;
  /** Loads VEVENTs of an iCalendar text into the default calendar. */
  loadIcs(text: string): IcsResult;
  readonly mails: readonly Mail[];
  /** Those of the mails that applications caused (graph-facts §1.9): what a synchronization has to keep at none. */
  mailsSent(): readonly Mail[];
  readonly requests: readonly LoggedRequest[];
  counters(): SandboxCounters;
  /** Starts counting anew; the mailbox stays. */
  resetCounters(): void;
  /** Every delta link of before is refused. @default 'goneWithLocation', 410 SyncStateNotFound with the address of a fresh round */
  expireDeltaTokens(answer?: SyncStateAnswer): void;
  setReplicationDelay(milliseconds: number): void;
  /** From now on longer subjects and places are cut without a word. @default null, they stay whole */
  cutLinesAt(length: number | null): void;
}

export function createSandboxMailbox(
  mailbox: Mailbox,
  side: PersonSide,
  log: RequestLog,
  load: (text: string) => IcsResult,
): SandboxMailbox {
  const address = mailbox.person.address;
  // Counters compare with a moment, not with a position: the log forgets its oldest entries.
  let baseline = new Set<LoggedRequest>();
  let firstMail = 0;
  const own = (): LoggedRequest[] => log.entries.filter((entry) => entry.address === address && !baseline.has(entry));
  const sent = (): Mail[] => mailbox.mails.slice(firstMail).filter(({ by }) => by === 'application');
  return {
    ...side,
    address,
    personId: mailbox.person.id,
    get timeZone() {
      return mailbox.timeZone;
    },
    tasks: createTasksSide(mailbox),
    loadIcs: load,
    get mails() {
      return mailbox.mails.slice(firstMail);
    },
    mailsSent: sent,
    get requests() {
      return own();
    },
    counters: () => {
      const requests = own();
      return {
        requests: requests.length,
        reads: requests.filter(({ method }) => method === 'GET').length,
        writes: requests.filter(({ method, status }) => method !== 'GET' && status >= 200 && status < 300).length,
        mails: sent().length,
      };
    },
    resetCounters: () => {
      baseline = new Set(log.entries.filter((entry) => entry.address === address));
      firstMail = mailbox.mails.length;
    },
    expireDeltaTokens: (answer = 'goneWithLocation') => {
      mailbox.syncGeneration += 1;
      mailbox.syncStateAnswer = answer;
    },
    setReplicationDelay: (milliseconds) => void (mailbox.replicationDelayMilliseconds = milliseconds),
    cutLinesAt: (length) => void (mailbox.longestLine = length),
  };
}
