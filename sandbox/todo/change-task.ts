import { instantOf } from '../mailbox/instances.js';
import type { TaskChanges } from './changes.js';
import { completeRecurring, redateRecurring } from './repeat-task.js';
import { settleTask } from './settle-task.js';
import type { StoredTask } from './task.js';
import type { Todo } from './todo.js';

/** PATCH of a task. Returns it as the answer shows it, which is not always as it stands afterwards (see repeat-task.ts). */
export function changeTask(todo: Todo, before: StoredTask, changes: TaskChanges): StoredTask {
  const { mailbox } = todo;
  const now = mailbox.clock.now();
  const after: StoredTask = {
    ...before,
    version: mailbox.nextVersion(),
    modifiedAt: now,
    ...(changes.named.has('body') ? { bodyModifiedAt: now } : {}),
    properties: settleTask(todo, before.properties, changes.properties),
  };
  const isRecurring = before.properties.recurrence !== null && after.properties.recurrence !== null;
  const isCompleted = before.properties.status !== 'completed' && after.properties.status === 'completed';
  if (isRecurring && isCompleted) return completeRecurring(todo, after);
  if (isRecurring && !changes.named.has('recurrence') && isRedated(before, after)) return redateRecurring(todo, before, after);
  return todo.tasks.put(after);
}

/** The service keeps instants: the same one in the words of another zone is no change. */
function isRedated({ properties: { dueDateTime: before } }: StoredTask, { properties: { dueDateTime: after } }: StoredTask): boolean {
  return (before && instantOf(before)) !== (after && instantOf(after));
}
