import type { TaskChanges } from './changes.js';
import { newChecklistItem, newLinkedResource } from './parts.js';
import { settleTask } from './settle-task.js';
import type { StoredList, StoredTask, TaskProperties } from './task.js';
import type { Todo } from './todo.js';

const empty: TaskProperties = {
  title: '',
  body: { contentType: 'text', content: '' },
  status: 'notStarted',
  importance: 'normal',
  dueDateTime: null,
  startDateTime: null,
  completedDateTime: null,
  reminderDateTime: null,
  isReminderOn: false,
  recurrence: null,
  categories: [],
  hasAttachments: false,
};

/** Makes a task. To Do has no key against repetition: the same request twice makes two. */
export function createTask(todo: Todo, list: StoredList, changes: TaskChanges): StoredTask {
  const { mailbox } = todo;
  const now = mailbox.clock.now();
  const properties = settleTask(todo, empty, changes.properties);
  return todo.tasks.put({
    key: mailbox.nextTaskKey(),
    listKey: list.key,
    version: mailbox.nextVersion(),
    createdAt: now,
    modifiedAt: now,
    ...(changes.named.has('body') ? { bodyModifiedAt: now } : {}),
    properties,
    checklistItems: (changes.checklistItems ?? []).map((one) => newChecklistItem(mailbox, one)),
    linkedResources: (changes.linkedResources ?? []).map((one) => newLinkedResource(mailbox, one)),
  });
}
