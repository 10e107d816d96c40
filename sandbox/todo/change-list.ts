import type { StoredList } from './task.js';
import type { Todo } from './todo.js';
import { builtInList } from './errors.js';

/** Built-in lists can be neither renamed nor deleted (graph-facts §2.1). */
export function renameList({ mailbox, lists }: Todo, list: StoredList, displayName: string): StoredList {
  if (list.wellknownListName !== 'none') throw builtInList();
  return lists.put({ ...list, displayName, version: mailbox.nextVersion() });
}

/** With all its tasks. Their own feed says nothing any more: it is gone with the list. */
export function deleteList(todo: Todo, list: StoredList): void {
  if (list.wellknownListName !== 'none') throw builtInList();
  todo.lists.remove(list);
  for (const task of todo.tasksOf(list.key)) todo.tasks.remove(task);
}
