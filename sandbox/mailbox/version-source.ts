import type { Clock } from '../clock.js';

/** What everything in one mailbox takes its versions, keys and times from, and the zone it is in. */
export interface VersionSource {
  readonly clock: Clock;
  readonly timeZone: string;
  nextVersion(): number;
  nextListKey(): string;
  nextTaskKey(): string;
  /** Of checklist items and linked resources, which are parts of a task. */
  nextPartKey(): string;
}
