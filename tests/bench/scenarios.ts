import { measureAccounts } from './accounts';
import { measureBoot } from './boot';
import { measureCalendars } from './calendars';
import { measureChanges } from './changes';
import { measureEngines } from './engines';
import { measureFairness } from './fairness';
import { measureFirstRuns } from './first-runs';
import { measureHomes } from './homes';
import { measureIdle } from './idle';
import { measureImport } from './import';
import { measureLargeAnswers } from './large-answers';
import { measureLatency } from './latency';
import { measureLists } from './lists';
import { measureNotices } from './notices';
import { measureQuiet } from './quiet';

/** One line of the table. A figure without a limit is there to be compared. */
export interface Figure {
  readonly name: string;
  readonly value: number | string;
  readonly most?: number;
  readonly least?: number;
}

/** Each in a process of its own, by name: `npm run bench -- quiet import`. */
export const scenarios: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  boot: measureBoot,
  quiet: measureQuiet,
  import: () => measureImport(10_000),
  'import-of-tasks': () => measureImport(10_000, 'tasks'),
  'import-of-50000': () => measureImport(50_000),
  'import-of-calendars': () => measureCalendars(10_000),
  changes: measureChanges,
  homes: measureHomes,
  'large-answers': measureLargeAnswers,
  accounts: measureAccounts,
  idle: measureIdle,
  engines: measureEngines,
  'first-runs': measureFirstRuns,
  lists: measureLists,
  latency: measureLatency,
  fairness: measureFairness,
  notices: measureNotices,
};

export function passes({ value, most, least }: Figure): boolean | null {
  if (most === undefined && least === undefined) return null;
  return typeof value === 'number' && (most === undefined || value <= most) && (least === undefined || value >= least);
}
