import { GraphError } from '../graph/errors.js';
import { readString } from '../graph/read-value.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { TodoBehaviour } from '../todo/behaviour.js';
import { behaviourChoices } from '../todo/behaviour.js';
import type { Actions } from './actions.js';
import { oneOf } from './actions.js';

export const taskActions: Actions<SandboxMailbox> = {
  'GET lists': ({ tasks, timeZone }) => ({
    timeZone,
    lists: tasks.lists().map((list) => ({ ...list, tasks: tasks.listTasks(list['id'] as string) })),
  }),
  'POST lists': ({ tasks }, { body }) => {
    const { displayName, isShared, isOwner } = body();
    return tasks.addList(readString(displayName, 'displayName'), { isShared: isShared === true, isOwner: isOwner !== false });
  },
  'PATCH lists/*': ({ tasks }, { ids: [id = ''], body }) => tasks.renameList(id, readString(body()['displayName'], 'displayName')),
  'DELETE lists/*': ({ tasks }, { ids: [id = ''] }) => tasks.deleteList(id),
  'POST lists/*/tasks': ({ tasks }, { ids: [id = ''], body }) => tasks.addTask(body(), id),
  'GET tasks/*': ({ tasks }, { ids: [id = ''] }) => tasks.getTask(id),
  'PATCH tasks/*': ({ tasks }, { ids: [id = ''], body }) => tasks.changeTask(id, body()),
  'DELETE tasks/*': ({ tasks }, { ids: [id = ''] }) => tasks.deleteTask(id),
  'POST tasks/*/move': ({ tasks }, { ids: [id = ''], body }) => tasks.moveTask(id, readString(body()['listId'], 'listId')),
  'POST tasks/*/touch': ({ tasks }, { ids: [id = ''] }) => tasks.touchTask(id),
  'POST tasks/*/checklistItems': ({ tasks }, { ids: [id = ''], body }) => tasks.addChecklistItem(id, body()),
  'PATCH tasks/*/checklistItems/*': ({ tasks }, { ids: [id = '', item = ''], body }) => tasks.changeChecklistItem(id, item, body()),
  'DELETE tasks/*/checklistItems/*': ({ tasks }, { ids: [id = '', item = ''] }) => tasks.deleteChecklistItem(id, item),
  'POST tasks/*/linkedResources': ({ tasks }, { ids: [id = ''], body }) => tasks.addLinkedResource(id, body()),
  'DELETE tasks/*/linkedResources/*': ({ tasks }, { ids: [id = '', resource = ''] }) => tasks.deleteLinkedResource(id, resource),
  'GET behaviour': ({ tasks }) => ({ behaviour: tasks.behaviour, choices: behaviourChoices }),
  'PATCH behaviour': ({ tasks }, { body }) => {
    tasks.behave(readBehaviour(body()));
    return tasks.behaviour;
  },
};

function readBehaviour(given: object): Partial<TodoBehaviour> {
  const pairs = Object.entries(given).map(([name, value]) => {
    if (!(name in behaviourChoices)) throw new GraphError(400, 'BadRequest', `There is no behaviour '${name}'.`);
    return [name, oneOf<string>(value, behaviourChoices[name as keyof TodoBehaviour], name)];
  });
  return Object.fromEntries(pairs) as Partial<TodoBehaviour>;
}
