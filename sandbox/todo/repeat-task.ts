import { DAY, dayOfWall } from '../mailbox/dates.js';
import type { EventTime } from '../mailbox/event.js';
import { expandRecurrence } from '../mailbox/recurrence.js';
import { stableGuid } from '../random.js';
import type { StoredTask, TaskProperties } from './task.js';
import type { Todo } from './todo.js';

/** A recurring task is completed: one of the shapes that were reported (graph-facts §2.4). The last occurrence is simply done. */
export function completeRecurring(todo: Todo, done: StoredTask): StoredTask {
  const next = nextOccurrence(done.properties);
  if (!next) return todo.tasks.put(done);
  const movedOn = { ...done, properties: next };
  const finished = { ...done.properties, recurrence: null };
  switch (todo.behaviour.recurringCompletion) {
    case 'sameIdMovesOn':
      return putWithCopy(todo, movedOn, finished);
    case 'sameIdMovesOnLater':
      // What was answered was true for a moment: the version of the task is another by now.
      putWithCopy(todo, { ...movedOn, version: todo.mailbox.nextVersion() }, finished);
      return done;
    case 'sameIdMovesOnAlone':
      return todo.tasks.put(movedOn);
    case 'newTaskFollows':
      return putWithCopy(todo, { ...done, properties: finished }, next);
    case 'seriesEnds':
      return todo.tasks.put(done);
  }
}

/** Another due date for a recurring task: not simply that (graph-facts §2.4, §10.11). */
export function redateRecurring(todo: Todo, before: StoredTask, after: StoredTask): StoredTask {
  const { dueDateTime } = before.properties;
  switch (todo.behaviour.recurringDueDate) {
    case 'secondTaskAtNewDate':
      return putWithCopy(todo, { ...after, properties: { ...after.properties, dueDateTime } }, { ...after.properties, recurrence: null });
    case 'secondTaskAtOldDate':
      return putWithCopy(todo, after, { ...after.properties, dueDateTime, recurrence: null });
    case 'jumpsToNext':
      return todo.tasks.put({ ...after, properties: nextOccurrence({ ...after.properties, dueDateTime }) ?? after.properties });
    case 'moves':
      return todo.tasks.put(after);
  }
}

/** The task at the next date of its rule, open again; undefined behind the last one. Start and reminder move along. */
function nextOccurrence(properties: TaskProperties): TaskProperties | undefined {
  const { recurrence, dueDateTime: due, startDateTime, reminderDateTime } = properties;
  if (!recurrence || !due) return undefined;
  const today = dayOfWall(due.wall);
  for (const day of expandRecurrence(recurrence)) {
    if (day <= today) continue;
    const later = <Time extends EventTime | null>(time: Time): Time => (time ? { ...time, wall: time.wall + (day - today) * DAY } : time);
    return {
      ...properties,
      status: 'notStarted',
      completedDateTime: null,
      dueDateTime: later(due),
      startDateTime: later(startDateTime),
      reminderDateTime: later(reminderDateTime),
    };
  }
  return undefined;
}

/** Puts a task, and another one like it with an id of its own. */
function putWithCopy({ mailbox, tasks, behaviour }: Todo, task: StoredTask, properties: TaskProperties): StoredTask {
  tasks.put(task);
  const parts = <Part extends { readonly id: string }>(all: readonly Part[]): Part[] =>
    all.map((part) => ({ ...part, id: stableGuid(mailbox.nextPartKey()) }));
  tasks.put({
    ...task,
    key: mailbox.nextTaskKey(),
    version: mailbox.nextVersion(),
    properties,
    checklistItems: parts(task.checklistItems),
    linkedResources: behaviour.copiedLinkedResources === 'kept' ? parts(task.linkedResources) : [],
  });
  return task;
}
