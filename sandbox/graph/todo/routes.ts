import { GraphError } from '../errors.js';
import type { GraphRequest } from '../request.js';
import { context } from '../request.js';
import type { Route } from '../route.js';
import { route } from '../route.js';
import { listsDelta, tasksDelta } from './delta.js';
import { taskOf } from './find.js';
import { getList, listLists, patchList, postList, removeList } from './list-routes.js';
import { checklistItems, linkedResources, partRoutes } from './part-routes.js';
import { getTask, listTasks, patchTask, postTask, removeTask } from './task-routes.js';

const lists = 'todo/lists';
const tasks = 'todo/lists/*/tasks';

/** Microsoft To Do, under /me and /users/{id} alike (graph-facts §2.1). */
export const todoRoutes: readonly Route[] = [
  route('GET', lists, 'tasks', listLists),
  route('POST', lists, 'tasksWrite', postList),
  route('GET', `${lists}/delta`, 'tasks', listsDelta),
  route('GET', `${lists}/*`, 'tasks', getList),
  route('PATCH', `${lists}/*`, 'tasksWrite', patchList),
  route('DELETE', `${lists}/*`, 'tasksWrite', removeList),
  route('GET', tasks, 'tasks', listTasks),
  route('POST', tasks, 'tasksWrite', postTask),
  route('GET', `${tasks}/delta`, 'tasks', tasksDelta),
  route('GET', `${tasks}/*`, 'tasks', getTask),
  route('PATCH', `${tasks}/*`, 'tasksWrite', patchTask),
  route('DELETE', `${tasks}/*`, 'tasksWrite', removeTask),
  ...routesOf('checklistItems', partRoutes(checklistItems)),
  ...routesOf('linkedResources', partRoutes(linkedResources)),
  route('GET', `${tasks}/*/attachments`, 'tasks', noneOf('attachments')),
  route('GET', `${tasks}/*/extensions`, 'tasks', noneOf('extensions')),
].map((one) => ({ ...one, answer: whereThereIsTodo(one.answer) }));

function routesOf(name: string, { list, get, post, patch, remove }: ReturnType<typeof partRoutes>): Route[] {
  return [
    route('GET', `${tasks}/*/${name}`, 'tasks', list),
    route('POST', `${tasks}/*/${name}`, 'tasksWrite', post),
    route('GET', `${tasks}/*/${name}/*`, 'tasks', get),
    route('PATCH', `${tasks}/*/${name}/*`, 'tasksWrite', patch),
    route('DELETE', `${tasks}/*/${name}/*`, 'tasksWrite', remove),
  ];
}

function noneOf(name: string): Route['answer'] {
  return (request) => {
    taskOf(request);
    return { status: 200, body: { '@odata.context': context(request, `todo/${name}`), value: [] } };
  };
}

function whereThereIsTodo(answer: Route['answer']): Route['answer'] {
  return (request: GraphRequest) => {
    switch (request.mailbox.todo.behaviour.availability) {
      case 'available':
        return answer(request);
      case 'noMailbox':
        throw new GraphError(404, 'MailboxNotEnabledForRESTAPI', 'REST API is not yet supported for this mailbox.');
      case 'notInCloud':
        throw new GraphError(400, 'BadRequest', "Resource not found for the segment 'todo'.");
    }
  };
}
