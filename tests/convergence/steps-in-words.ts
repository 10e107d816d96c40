import type { Resource } from '../../src/contracts';
import type { Edit } from './people';
import type { Point } from './point';
import type { Step } from './steps';

/** Steps of a history in few words. */
export const calendar = 'calendar' as const;
export const edit = (of: Edit): Step => ({ kind: 'edit', resource: calendar, edit: of });
export const here = 'here' as const;
export const there = 'there' as const;
export const run: Step = { kind: 'run', resource: calendar };
export const fault = (
  on: 'delta' | '$batch' | '/events' | 'exceptionOccurrences',
  as: 'dropped before' | 'dropped after' | 'html' | 'otherShape' | 'search lags',
): Step => ({ kind: 'run with a fault', resource: calendar, fault: { on, skip: 0, as } });
export const weekly = (side: 'here' | 'there') => edit({ kind: 'create', side, shape: 4 });
export const exception = (side: 'here' | 'there', nth = 0) => edit({ kind: 'part', side, which: 0, nth, how: 'subject' });
export const cancel = (side: 'here' | 'there', nth = 0) => edit({ kind: 'part', side, which: 0, nth, how: 'cancel' });
export const retitle = (side: 'here' | 'there') => edit({ kind: 'edit', side, which: 0, field: 0 });
export const move = (side: 'here' | 'there') => edit({ kind: 'edit', side, which: 0, field: 3 });
export const rule = (side: 'here' | 'there', of: number) => edit({ kind: 'rule', side, which: 0, rule: of });
export const remove = (side: 'here' | 'there') => edit({ kind: 'delete', side, which: 0 });
export const spoil: Step = edit({ kind: 'spoil', which: 0 });
export const mend: Step = edit({ kind: 'mend' });
export const before = (name: string, nth = 1): Point => ({ before: name, nth });
export const after = (name: string, nth = 1): Point => ({ after: name, nth });
/** The request of a run that this edit comes right before. */
export const between = (at: Point, of: Edit): Step => ({ kind: 'run with an edit in between', resource: calendar, at, edit: of });
export const killed = (at: Point, resource: Resource | 'all' = calendar): Step => ({ kind: 'killed run', resource, at });
export const task = (of: Edit): Step => ({ kind: 'edit', resource: 'tasks', edit: of });
export const runTasks: Step = { kind: 'run', resource: 'tasks' };
