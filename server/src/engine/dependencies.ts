import type { Resource, SettingValues } from '../../../src/contracts';
import type { HomesOfResource } from '../../../src/homes/of-resource';
import type { Accounts } from '../accounts';
import type { SyncStore, LocalItems, Target } from '../storage/port';
import type { ResourceOf, GraphResource } from './resources/graph-resource';
import type { Leases } from './lease/port';

export interface RunnerDeps {
  readonly store: SyncStore;
  readonly leases: Leases;
  readonly accounts: Pick<Accounts, 'open' | 'recordEvidence' | 'isBlocked' | 'connectedAmong'>;
  readonly resourceOf: ResourceOf;
  /** `timeZone`: IANA, of the mailbox. */
  readonly items: (resource: GraphResource, timeZone: string) => LocalItems;
  readonly homes: (resource: GraphResource, timeZone: string) => HomesOfResource;
  readonly settings: (user: string) => Promise<SettingsOfUser>;
  /** Names of homes whose mapping nobody has confirmed yet: until then no run of the resource begins. */
  readonly waiting: (resource: Target['resource']) => Promise<readonly string[]>;
  /** What Microsoft tells of by itself is looked for more rarely. @default at the interval of the settings */
  readonly paceAfter?: (of: {
    readonly looked: readonly Looked[];
    readonly intervalMinutes: number;
  }) => Promise<ReadonlyMap<Resource, number>>;
  readonly isStopping: () => boolean;
  readonly log: { warn(message: string): void; error(message: string): void };
}

/** A run that has got through to Microsoft's changes. */
export interface Looked {
  readonly target: Target;
  /** Epoch milliseconds of the database at its beginning. */
  readonly startedAt: number;
  /** Collections from which it has brought something in. */
  readonly changedIn: ReadonlySet<string>;
}

export interface SettingsOfUser {
  readonly values: SettingValues;
  /** Deactivated or blocked in the host: nothing is synchronized for them. */
  readonly isBlocked: boolean;
  /** The organization that counts. */
  readonly organization: string | null;
  /** The integration is on at system level and the resource enabled for the user. */
  isOn(resource: Target['resource']): boolean;
}
