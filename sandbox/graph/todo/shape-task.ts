import { encodeListId } from '../../mailbox/ids.js';
import type { StoredTask } from '../../todo/task.js';
import { GraphError } from '../errors.js';
import type { Query } from '../query.js';
import type { Json } from '../render-event.js';
import type { GraphRequest } from '../request.js';
import { context } from '../request.js';
import { splitList } from '../split-list.js';
import { renderChecklistItem, renderLinkedResource, renderTask } from './render-task.js';

/** `$select` and `$expand` of tasks, and what the place of the answer leaves out. */
export interface TaskShape {
  readonly select?: readonly string[];
  readonly expand: readonly string[];
  readonly showsRecurrence: boolean;
  /** Parts that come without being asked for: in recorded answers they do, not in delta (graph-facts §2.2). */
  readonly showsParts: boolean;
}

const parts = ['checklistItems', 'linkedResources'] as const;
const expandable = [...parts, 'attachments', 'extensions'];
const selectable = [
  'id',
  'title',
  'body',
  'bodyLastModifiedDateTime',
  'status',
  'importance',
  'dueDateTime',
  'startDateTime',
  'completedDateTime',
  'reminderDateTime',
  'isReminderOn',
  'recurrence',
  'categories',
  'hasAttachments',
  'createdDateTime',
  'lastModifiedDateTime',
  ...expandable,
];

export function readTaskShape(query: Query): Pick<TaskShape, 'select' | 'expand'> {
  const [select, expand] = [query.get('$select'), query.get('$expand')];
  return {
    ...(select === undefined ? {} : { select: splitList(select).map((name) => canonical(name, selectable)) }),
    expand: expand === undefined ? [] : splitList(expand).map((name) => canonical(name.replace(/\(.*\)$/s, ''), expandable)),
  };
}

export function shapeTask(request: GraphRequest, task: StoredTask, { select, expand, showsRecurrence, showsParts }: TaskShape): Json {
  const { behaviour } = request.mailbox.todo;
  const { recurrence, ...full } = renderTask(task, behaviour, {
    ...request.preferences,
    ...(behaviour.timesIn === 'utc' ? { timeZone: 'UTC' } : {}),
  });
  const all: Json = recurrence !== undefined && showsRecurrence ? { ...full, recurrence } : full;
  const chosen = select
    ? Object.fromEntries(Object.entries(all).filter(([name]) => name === '@odata.etag' || name === 'id' || select.includes(name)))
    : all;
  for (const name of parts) {
    const content =
      name === 'checklistItems' ? task.checklistItems.map(renderChecklistItem) : task.linkedResources.map(renderLinkedResource);
    const isUnasked = showsParts && !select && content.length > 0 && behaviour.partsUnasked === 'answered';
    if (!expand.includes(name) && !isUnasked) continue;
    chosen[`${name}@odata.context`] = context(
      request,
      `todo/lists('${encodeListId(task.listKey)}')/tasks('${String(full['id'])}')/${name}`,
    );
    chosen[name] = content;
  }
  for (const name of expand) if (name === 'attachments' || name === 'extensions') chosen[name] = [];
  return chosen;
}

function canonical(name: string, known: readonly string[]): string {
  const found = known.find((one) => one.toLowerCase() === name.toLowerCase());
  if (found === undefined)
    throw new GraphError(400, 'RequestBroker--ParseUri', `Could not find a property named '${name}' on type 'microsoft.graph.todoTask'.`);
  return found;
}
