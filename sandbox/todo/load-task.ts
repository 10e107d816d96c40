import { readInstant, readTask } from '../graph/todo/read-task.js';
import { createTask } from './create-task.js';
import type { StoredList, StoredTask } from './task.js';
import type { Todo } from './todo.js';

/** Puts a task as the service answered it once: real input keeps its hours, its moments and its status, whatever rules hold for requests. */
export function loadTask(todo: Todo, list: StoredList, answered: object): StoredTask {
  const changes = readTask(answered, true);
  const created = createTask(todo, list, { ...changes, properties: { ...changes.properties, recurrence: null } });
  const given = answered as { createdDateTime?: unknown; lastModifiedDateTime?: unknown; hasAttachments?: unknown };
  const { mailbox } = todo;
  return todo.tasks.put({
    ...created,
    version: mailbox.nextVersion(),
    createdAt: given.createdDateTime === undefined ? created.createdAt : readInstant(given.createdDateTime, 'createdDateTime'),
    modifiedAt:
      given.lastModifiedDateTime === undefined ? created.modifiedAt : readInstant(given.lastModifiedDateTime, 'lastModifiedDateTime'),
    properties: { ...created.properties, ...changes.properties, hasAttachments: given.hasAttachments === true },
  });
}
