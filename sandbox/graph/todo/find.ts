import { decodeListId, decodeTaskId } from '../../mailbox/ids.js';
import { listNotFound, notInList, taskNotFound } from '../../todo/errors.js';
import type { StoredList, StoredTask } from '../../todo/task.js';
import { itemNotFound, malformedId } from '../errors.js';
import type { GraphRequest } from '../request.js';

/** The list of an address. `Tasks` stands for the default list, but not in front of a task (graph-facts §2.4). */
export function listOf({ mailbox: { todo }, parameters: [id = ''] }: GraphRequest): StoredList {
  if (isAlias(id)) return todo.defaultList;
  const key = decodeListId(id);
  if (key === undefined) throw malformedId();
  const list = todo.lists.all.get(key);
  if (!list) throw listNotFound();
  return list;
}

export function taskOf(request: GraphRequest): StoredTask {
  const { mailbox, parameters } = request;
  const list = listOf(request);
  if (isAlias(parameters[0] ?? '')) throw notInList();
  const key = decodeTaskId(parameters[1] ?? '');
  if (key === undefined) throw malformedId();
  const task = mailbox.todo.tasks.all.get(key);
  if (task?.listKey !== list.key) throw taskNotFound(mailbox.todo.behaviour);
  return task;
}

export function partOf<Part extends { readonly id: string }>({ parameters }: GraphRequest, parts: readonly Part[]): Part {
  const found = parts.find(({ id }) => id.toLowerCase() === parameters[2]?.toLowerCase());
  if (!found) throw itemNotFound();
  return found;
}

function isAlias(id: string): boolean {
  return id.toLowerCase() === 'tasks';
}
