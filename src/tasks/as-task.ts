/** The planner hands values of any resource around; what this room is given comes from its own readers. */
import type { Values } from '../sync/resource';
import type { TaskValues } from './values';

export function asTask(values: Values): TaskValues {
  return values as unknown as TaskValues;
}
