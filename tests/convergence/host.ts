import type { Resource } from '../../src/contracts';
import type { RunnerDeps } from '../../server/src/engine/dependencies';
import type { GraphResource } from '../../server/src/engine/resources/graph-resource';
import type { LocalItems } from '../../server/src/storage/port';
import type { People, Stage } from './people';
import type { Process } from './process';

/** The content types that a history is played on, and who is at work on them. */
export interface Host {
  people(of: Omit<Stage, 'here'>, resource: Resource): People;
  items(resource: GraphResource, process: Process): LocalItems;
  homes: RunnerDeps['homes'];
  /** What people go by, of the values of an item. Absent: the first category. */
  keyOf?(values: Readonly<Record<string, unknown>> | null): string | undefined;
}
