import type { CalendarTask } from '../../../src/contracts/http-calendar';

export type Group = 'overdue' | 'today' | 'later' | 'undated' | 'completed';
export const groups = ['overdue', 'today', 'later', 'undated', 'completed'] as const satisfies readonly Group[];

export function groupOf({ taskStatus, dueDate }: Pick<CalendarTask, 'taskStatus' | 'dueDate'>, today: string): Group {
  if (taskStatus === 'completed') return 'completed';
  if (dueDate === null) return 'undated';
  return dueDate < today ? 'overdue' : dueDate === today ? 'today' : 'later';
}

/** By group, what is due first first. `list`: null is all of them. */
export function grouped(
  tasks: readonly CalendarTask[],
  { today, list }: { today: string; list: string | null },
): ReadonlyMap<Group, CalendarTask[]> {
  const found = new Map<Group, CalendarTask[]>();
  const inOrder = [...tasks].sort((a, b) => order(a.dueDate ?? '', b.dueDate ?? '') || order(a.title ?? '', b.title ?? ''));
  for (const task of inOrder) {
    if (list !== null && task.listName !== list) continue;
    const group = groupOf(task, today);
    found.set(group, [...(found.get(group) ?? []), task]);
  }
  return found;
}

export const listsOf = (tasks: readonly CalendarTask[]): string[] =>
  [...new Set(tasks.flatMap(({ listName }) => listName ?? []))].sort((a, b) => a.localeCompare(b));

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
