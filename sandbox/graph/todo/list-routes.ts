import { encodeListId } from '../../mailbox/ids.js';
import { deleteList, renameList } from '../../todo/change-list.js';
import { invalidTodoRequest } from '../../todo/errors.js';
import type { StoredList } from '../../todo/task.js';
import { answerCollection } from '../answer-collection.js';
import { readPath } from '../filter.js';
import { limited } from '../read-item.js';
import { readProperties, readString } from '../read-value.js';
import type { GraphAnswer, GraphRequest } from '../request.js';
import { context } from '../request.js';
import { selected } from '../select.js';
import { listOf } from './find.js';
import { renderList } from './render-task.js';

const names = ['id', 'displayName', 'isOwner', 'isShared', 'wellknownListName', 'tasks', 'extensions'];

export function listLists(request: GraphRequest): GraphAnswer {
  return answerCollection(request, [...request.mailbox.todo.lists.all.values()], {
    contextPath: 'todo/lists',
    pageSize: 50,
    read: (list, path) => readPath(renderList(list), path),
    show: (list) => selected(renderList(list), request.query),
  });
}

export function getList(request: GraphRequest): GraphAnswer {
  return oneList(request, listOf(request), 200);
}

export function postList(request: GraphRequest): GraphAnswer {
  const { todo } = request.mailbox;
  const answer = oneList(request, todo.addList(readName(request.body)), 201);
  const location = `${request.service.root()}/v1.0/users('${request.mailbox.person.id}')/todo/lists('${String((answer.body as { id: string }).id)}')`;
  return { ...answer, headers: { location } };
}

export function patchList(request: GraphRequest): GraphAnswer {
  return oneList(request, renameList(request.mailbox.todo, listOf(request), readName(request.body)), 200);
}

export function removeList(request: GraphRequest): GraphAnswer {
  deleteList(request.mailbox.todo, listOf(request));
  return { status: 204 };
}

export function readName(body: unknown): string {
  const { displayName } = readProperties(body, names, 'microsoft.graph.todoTaskList');
  const name = displayName === undefined || displayName === null ? '' : limited(readString(displayName, 'displayName'), 255, 'displayName');
  if (name.trim() === '') throw invalidTodoRequest("The property 'displayName' is missing.");
  return name;
}

export function tasksContext(list: Pick<StoredList, 'key'>): string {
  return `todo/lists('${encodeListId(list.key)}')/tasks`;
}

function oneList(request: GraphRequest, list: StoredList, status: number): GraphAnswer {
  return { status, body: { '@odata.context': context(request, 'todo/lists/$entity'), ...selected(renderList(list), request.query) } };
}
