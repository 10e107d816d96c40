import type { StoredList, StoredTask } from './task.js';
import type { Todo } from './todo.js';

/** A person drags a task into another list: it gets another id there, and is gone here (graph-facts §2.1). Returns the new one. */
export function moveTask({ mailbox, tasks, behaviour }: Todo, task: StoredTask, list: StoredList): StoredTask {
  if (task.listKey === list.key) return task;
  tasks.remove(task);
  return tasks.put({
    ...task,
    key: mailbox.nextTaskKey(),
    listKey: list.key,
    version: mailbox.nextVersion(),
    modifiedAt: mailbox.clock.now(),
    ...(behaviour.movedLinkedResources === 'kept' ? {} : { linkedResources: [] }),
  });
}
