import type { Json } from '../graph/render-event.js';
import { readPreferences } from '../graph/preferences.js';
import { itemNotFound, malformedId } from '../graph/errors.js';
import { readName } from '../graph/todo/list-routes.js';
import { readChecklistItem, readLinkedResource, readTask } from '../graph/todo/read-task.js';
import { renderChecklistItem, renderLinkedResource, renderList, renderTask } from '../graph/todo/render-task.js';
import { dayOfWall, formatDate } from '../mailbox/dates.js';
import { decodeListId, decodeTaskId, encodeListId } from '../mailbox/ids.js';
import { instantOf } from '../mailbox/instances.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import { instantToWall } from '../mailbox/zones.js';
import type { TodoBehaviour } from './behaviour.js';
import { changeTask } from './change-task.js';
import { deleteList, renameList } from './change-list.js';
import { createTask } from './create-task.js';
import { loadTask } from './load-task.js';
import { moveTask } from './move-task.js';
import { changedChecklistItem, newChecklistItem, newLinkedResource, putParts } from './parts.js';
import type { StoredList, StoredTask } from './task.js';

/**
 * The owner of the mailbox at work in Microsoft To Do. Bodies are Graph's, times UTC; besides, `dueDate` is a day (`2026-03-02`) as a
 * person picks it, in the zone of the mailbox. A task needs no list to be found: ids are unique.
 */
export interface TasksSide {
  lists(): Json[];
  readonly defaultListId: string;
  addList(displayName: string, options?: { readonly isOwner?: boolean; readonly isShared?: boolean }): Json;
  renameList(listId: string, displayName: string): Json;
  deleteList(listId: string): void;
  /** Of the default list where none is named. */
  listTasks(listId?: string): Json[];
  getTask(id: string): Json;
  addTask(graphBody: object, listId?: string): Json;
  changeTask(id: string, patch: object): Json;
  completeTask(id: string): Json;
  reopenTask(id: string): Json;
  deleteTask(id: string): void;
  /** The service touches a task that nobody edited (graph-facts §1.10). */
  touchTask(id: string): void;
  /** Returns the task under its new id. */
  moveTask(id: string, listId: string): Json;
  addChecklistItem(taskId: string, body: object): Json;
  changeChecklistItem(taskId: string, itemId: string, patch: object): Json;
  deleteChecklistItem(taskId: string, itemId: string): void;
  addLinkedResource(taskId: string, body: object): Json;
  deleteLinkedResource(taskId: string, resourceId: string): void;
  /** Puts tasks as Graph answered them, with their times and parts. */
  loadTasks(answered: readonly object[], listId?: string): Json[];
  /** Switches what sources leave open; what is not named stays. */
  behave(behaviour: Partial<TodoBehaviour>): void;
  readonly behaviour: TodoBehaviour;
}

const preferences = readPreferences('IdType="ImmutableId"');

export function createTasksSide(mailbox: Mailbox): TasksSide {
  const { todo } = mailbox;
  const list = (id: string | undefined): StoredList => {
    const key = id === undefined ? todo.defaultList.key : decodeListId(id);
    const found = key === undefined ? undefined : todo.lists.all.get(key);
    if (!found) throw itemNotFound();
    return found;
  };
  const find = (id: string): StoredTask => {
    const key = decodeTaskId(id);
    if (key === undefined) throw malformedId();
    const task = todo.tasks.all.get(key);
    if (!task) throw itemNotFound();
    return task;
  };
  const show = (task: StoredTask): Json => {
    const due = task.properties.dueDateTime;
    return {
      ...renderTask(task, todo.behaviour, preferences),
      listId: encodeListId(task.listKey),
      checklistItems: task.checklistItems.map(renderChecklistItem),
      linkedResources: task.linkedResources.map(renderLinkedResource),
      dueDate: due ? formatDate(dayOfWall(instantToWall(instantOf(due), mailbox.timeZone))) : null,
    };
  };
  const change = (id: string, patch: object): Json => show(changeTask(todo, find(id), readTask(inOwnZone(patch, mailbox.timeZone), false)));
  const part = <Part extends { readonly id: string }>(parts: readonly Part[], id: string): Part => {
    const found = parts.find((one) => one.id === id);
    if (!found) throw itemNotFound();
    return found;
  };
  return {
    lists: () => [...todo.lists.all.values()].map(renderList),
    get defaultListId() {
      return encodeListId(todo.defaultList.key);
    },
    addList: (displayName, options) => renderList(todo.addList(readName({ displayName }), options)),
    renameList: (listId, displayName) => renderList(renameList(todo, list(listId), readName({ displayName }))),
    deleteList: (listId) => deleteList(todo, list(listId)),
    listTasks: (listId) => todo.tasksOf(list(listId).key).map(show),
    getTask: (id) => show(find(id)),
    addTask: (graphBody, listId) => show(createTask(todo, list(listId), readTask(inOwnZone(graphBody, mailbox.timeZone), true))),
    changeTask: change,
    completeTask: (id) => change(id, { status: 'completed' }),
    reopenTask: (id) => change(id, { status: 'notStarted' }),
    deleteTask: (id) => todo.tasks.remove(find(id)),
    touchTask: (id) => void todo.tasks.put({ ...find(id), version: mailbox.nextVersion(), modifiedAt: mailbox.clock.now() }),
    moveTask: (id, listId) => show(moveTask(todo, find(id), list(listId))),
    addChecklistItem: (taskId, body) => {
      const task = find(taskId);
      const item = newChecklistItem(mailbox, readChecklistItem(body));
      putParts(todo, task, { checklistItems: [...task.checklistItems, item] });
      return renderChecklistItem(item);
    },
    changeChecklistItem: (taskId, itemId, patch) => {
      const task = find(taskId);
      const before = part(task.checklistItems, itemId);
      const after = changedChecklistItem(before, readChecklistItem(patch), mailbox.clock.now());
      putParts(todo, task, { checklistItems: task.checklistItems.map((one) => (one === before ? after : one)) });
      return renderChecklistItem(after);
    },
    deleteChecklistItem: (taskId, itemId) => {
      const task = find(taskId);
      const gone = part(task.checklistItems, itemId);
      putParts(todo, task, { checklistItems: task.checklistItems.filter((one) => one !== gone) });
    },
    addLinkedResource: (taskId, body) => {
      const task = find(taskId);
      const resource = newLinkedResource(mailbox, readLinkedResource(body));
      putParts(todo, task, { linkedResources: [...task.linkedResources, resource] });
      return renderLinkedResource(resource);
    },
    deleteLinkedResource: (taskId, resourceId) => {
      const task = find(taskId);
      const gone = part(task.linkedResources, resourceId);
      putParts(todo, task, { linkedResources: task.linkedResources.filter((one) => one !== gone) });
    },
    loadTasks: (answered, listId) => answered.map((one) => show(loadTask(todo, list(listId), one))),
    behave: (behaviour) => todo.behave(behaviour),
    get behaviour() {
      return todo.behaviour;
    },
  };
}

/** A day as a person picks it is midnight where that person is (graph-facts §2.3). */
function inOwnZone(body: object, timeZone: string): object {
  if (!('dueDate' in body)) return body;
  const { dueDate, ...rest } = body;
  return { ...rest, dueDateTime: dueDate === null ? null : { dateTime: `${String(dueDate)}T00:00:00`, timeZone } };
}
