/** The planner hands values of any resource around; what this room is given comes from its own readers. */
import type { Values } from '../sync/resource';
import type { EventValues } from './values';

export function asEvent(values: Values): EventValues {
  return values as unknown as EventValues;
}
