/** What the page *Status* asks. */
import type { AccountReason, AccountState, SyncStatusRow } from './index';
import type { ListPage } from './http';

/** How somebody with an account stands: somebody has to act, something waits for a decision, it passes by itself, all is well. */
export const STANDINGS = ['needs-person', 'to-decide', 'delayed', 'healthy'] as const;
export type Standing = (typeof STANDINGS)[number];
/** GET `/status/people`; filters `search`, `organization`, `standing`. One row a person with an account, whoever needs somebody first. */
export interface StatusPeople extends ListPage<StatusPerson> {
  /** People by standing, whatever `standing` is asked for. */
  totals: { [S in Standing]: number };
  /** Of those who need somebody: they wait for nothing but that their Azure application is mended, which is one matter and not one of each. */
  ofApplications: number;
  /** Wakes that the scheduler's engine has given up; null where it does not say. */
  undeliveredWakes: number | null;
}
export interface StatusPerson {
  user: string;
  userName: string;
  email: string;
  organizationName: string | null;
  standing: Standing;
  state: AccountState;
  reason: AccountReason | null;
  /** One of each resource. */
  resources: SyncStatusRow[];
}
/** GET `/status/history?days=`; filters `search` and `organization`; `days` 1 (by hours), 7 or 30. The oldest first, every period of it. */
export interface StatusHistory {
  periodHours: number;
  periods: StatusPeriod[];
}
/** Runs that had something to do, by when they ended. */
export interface StatusPeriod {
  from: string;
  completed: number;
  /** Delayed, failed, stopped by the guard, or in need of a person. */
  incomplete: number;
  /** Items written, to either side. */
  changes: number;
  /** Of a run, on average; null where there was none. */
  seconds: number | null;
}
/** GET `/status/export` with the filters of `/status/people`: the same as CSV (UTF-8 with a byte order mark, CRLF), one line a person. */

/** GET `/application-needs` (of the system's application) and `/organization-needs` (of those of organizations within reach): what whoever may edit it has to hear. */
export interface ApplicationNeed {
  /** Null: the system's. */
  organization: { id: string; name: string } | null;
  /** Why none of its accounts is synchronized; null: they are. */
  problem: AccountReason | null;
  /** Of what ends within 30 days; 0 and less: the day that was entered has passed. */
  ends: { what: 'secret' | 'certificate'; daysLeft: number } | null;
}
