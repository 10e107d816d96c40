import type { TaskChanges } from '../../todo/changes.js';
import { changeTask } from '../../todo/change-task.js';
import { createTask } from '../../todo/create-task.js';
import { invalidTodoRequest } from '../../todo/errors.js';
import type { StoredTask } from '../../todo/task.js';
import { answerCollection } from '../answer-collection.js';
import { checkVersion } from '../check-version.js';
import { readPath } from '../filter.js';
import { readPreferences } from '../preferences.js';
import type { GraphAnswer, GraphRequest } from '../request.js';
import { context } from '../request.js';
import { listOf, taskOf } from './find.js';
import { tasksContext } from './list-routes.js';
import { readTask } from './read-task.js';
import { renderLinkedResource, renderTask, versionOf } from './render-task.js';
import { readTaskShape, shapeTask } from './shape-task.js';

const utc = readPreferences(undefined);

export function listTasks(request: GraphRequest): GraphAnswer {
  const { mailbox, query } = request;
  const list = listOf(request);
  const { behaviour } = mailbox.todo;
  const filter = query.get('$filter') ?? '';
  if (/linkedResources/i.test(filter) && behaviour.filterByLinkedResource === 'refused') {
    throw invalidTodoRequest("The query specified in the URI is not valid. 'linkedResources' cannot be used in a filter.");
  }
  const isOpenOnly = /^\s*status\s+ne\s+'completed'\s*$/i.test(filter);
  const showsRecurrence = behaviour.recurrenceInLists === 'always' || (behaviour.recurrenceInLists === 'openFilter' && isOpenOnly);
  const shape = { ...readTaskShape(query), showsRecurrence, showsParts: true };
  return answerCollection(request, mailbox.todo.tasksOf(list.key), {
    contextPath: tasksContext(list),
    pageSize: 50,
    read: (task, path) => readPath(readable(task, behaviour), path),
    show: (task) => shapeTask(request, task, shape),
  });
}

export function getTask(request: GraphRequest): GraphAnswer {
  return oneTask(request, taskOf(request), 200);
}

export function postTask(request: GraphRequest): GraphAnswer {
  const list = listOf(request);
  if (list.wellknownListName === 'flaggedEmails') throw invalidTodoRequest('Tasks cannot be created in the list of flagged emails.');
  const { mailbox, service } = request;
  const answer = oneTask(request, createTask(mailbox.todo, list, readTaken(request, true)), 201);
  const location = `${service.root()}/v1.0/users('${mailbox.person.id}')/${tasksContext(list)}('${String((answer.body as { id: string }).id)}')`;
  return { ...answer, headers: { ...answer.headers, location } };
}

export function patchTask(request: GraphRequest): GraphAnswer {
  const task = taskOf(request);
  const changes = readTaken(request, false);
  const { todo } = request.mailbox;
  if (todo.behaviour.ifMatch === 'honoured') checkVersion(request, versionOf(task));
  return oneTask(request, changeTask(todo, task, changes), 200);
}

export function removeTask(request: GraphRequest): GraphAnswer {
  const task = taskOf(request);
  const { todo } = request.mailbox;
  if (todo.behaviour.ifMatch === 'honoured') checkVersion(request, versionOf(task));
  todo.tasks.remove(task);
  return { status: 204 };
}

/** What a request may write (graph-facts §2.1). */
function readTaken({ body, mailbox }: GraphRequest, isNew: boolean): TaskChanges {
  const changes = readTask(body, isNew);
  if (mailbox.todo.behaviour.bodyTypesTaken === 'html' && changes.properties.body?.contentType === 'text')
    throw invalidTodoRequest("The property 'body' has an invalid 'contentType': only 'html' is supported.");
  return changes;
}

function oneTask(request: GraphRequest, task: StoredTask, status: number): GraphAnswer {
  const shape = { ...readTaskShape(request.query), showsRecurrence: true, showsParts: true };
  const body = { '@odata.context': context(request, `${tasksContext({ key: task.listKey })}/$entity`), ...shapeTask(request, task, shape) };
  return { status, headers: { etag: versionOf(task) }, body };
}

function readable(task: StoredTask, behaviour: GraphRequest['mailbox']['todo']['behaviour']): object {
  return { ...renderTask(task, behaviour, utc), linkedResources: task.linkedResources.map(renderLinkedResource) };
}
