import { changedChecklistItem, newChecklistItem, newLinkedResource, putParts } from '../../todo/parts.js';
import type { StoredTask } from '../../todo/task.js';
import type { Json } from '../render-event.js';
import type { GraphAnswer, GraphRequest } from '../request.js';
import { context } from '../request.js';
import { partOf, taskOf } from './find.js';
import { tasksContext } from './list-routes.js';
import { readChecklistItem, readLinkedResource } from './read-task.js';
import { renderChecklistItem, renderLinkedResource, taskId } from './render-task.js';

type Name = 'checklistItems' | 'linkedResources';
type Part<Of extends Name> = StoredTask[Of][number];

interface Kind<Of extends Name> {
  readonly name: Of;
  create(request: GraphRequest): Part<Of>;
  change(request: GraphRequest, part: Part<Of>): Part<Of>;
  render(part: Part<Of>): Json;
}

export const checklistItems: Kind<'checklistItems'> = {
  name: 'checklistItems',
  create: ({ mailbox, body }) => newChecklistItem(mailbox, readChecklistItem(body)),
  change: ({ mailbox, body }, part) => changedChecklistItem(part, readChecklistItem(body), mailbox.clock.now()),
  render: renderChecklistItem,
};

export const linkedResources: Kind<'linkedResources'> = {
  name: 'linkedResources',
  create: ({ mailbox, body }) => newLinkedResource(mailbox, readLinkedResource(body)),
  change: ({ body }, part) => ({ ...part, ...readLinkedResource(body) }),
  render: renderLinkedResource,
};

/** The five requests to the parts of a task. */
export function partRoutes<Of extends Name>(kind: Kind<Of>) {
  const partsIn = (task: StoredTask): readonly Part<Of>[] => task[kind.name];
  const put = (request: GraphRequest, task: StoredTask, parts: readonly Part<Of>[]): unknown =>
    putParts(request.mailbox.todo, task, { [kind.name]: parts });
  const answer = (request: GraphRequest, task: StoredTask, part: Part<Of>, status: number): GraphAnswer => ({
    status,
    body: { '@odata.context': `${addressOf(request, task)}/$entity`, ...kind.render(part) },
  });
  const addressOf = (request: GraphRequest, task: StoredTask): string =>
    context(
      request,
      `${tasksContext({ key: task.listKey })}('${taskId(task.key, request.mailbox.todo.behaviour, request.preferences.idFormat)}')/${kind.name}`,
    );
  return {
    list: (request: GraphRequest): GraphAnswer => {
      const task = taskOf(request);
      return { status: 200, body: { '@odata.context': addressOf(request, task), value: partsIn(task).map((part) => kind.render(part)) } };
    },
    get: (request: GraphRequest): GraphAnswer => {
      const task = taskOf(request);
      return answer(request, task, partOf(request, partsIn(task)), 200);
    },
    post: (request: GraphRequest): GraphAnswer => {
      const task = taskOf(request);
      const part = kind.create(request);
      put(request, task, [...partsIn(task), part]);
      return answer(request, task, part, 201);
    },
    patch: (request: GraphRequest): GraphAnswer => {
      const task = taskOf(request);
      const before = partOf(request, partsIn(task));
      const after = kind.change(request, before);
      put(
        request,
        task,
        partsIn(task).map((part) => (part === before ? after : part)),
      );
      return answer(request, task, after, 200);
    },
    remove: (request: GraphRequest): GraphAnswer => {
      const task = taskOf(request);
      const gone = partOf(request, partsIn(task));
      put(
        request,
        task,
        partsIn(task).filter((part) => part !== gone),
      );
      return { status: 204 };
    },
  };
}
