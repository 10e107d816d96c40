import { formatInstant, formatWall } from '../../mailbox/dates.js';
import type { EventTime } from '../../mailbox/event.js';
import { htmlToText, textToHtml, wrapHtml } from '../../mailbox/html.js';
import type { IdFormat } from '../../mailbox/ids.js';
import { changeKey, encodeItemId, encodeListId } from '../../mailbox/ids.js';
import { instantOf } from '../../mailbox/instances.js';
import { instantToWall } from '../../mailbox/zones.js';
import type { TodoBehaviour } from '../../todo/behaviour.js';
import type { ChecklistItem, LinkedResource, StoredList, StoredTask } from '../../todo/task.js';
import type { Preferences } from '../preferences.js';
import type { Json } from '../render-event.js';

export function renderList(list: StoredList): Json {
  const { displayName, isOwner, isShared, wellknownListName } = list;
  return { '@odata.etag': versionOf(list), displayName, isOwner, isShared, wellknownListName, id: encodeListId(list.key) };
}

/** The task as Graph writes it, without its parts. What is not set is left out, as in recorded answers. */
export function renderTask(
  task: StoredTask,
  behaviour: TodoBehaviour,
  { timeZone, idFormat }: Pick<Preferences, 'timeZone' | 'idFormat'>,
): Json {
  const { properties, bodyModifiedAt } = task;
  const times = (['dueDateTime', 'startDateTime', 'completedDateTime', 'reminderDateTime'] as const).flatMap((name) => {
    const time = properties[name];
    return time ? [[name, renderTime(time, timeZone)]] : [];
  });
  return {
    '@odata.etag': versionOf(task),
    importance: properties.importance,
    isReminderOn: properties.isReminderOn,
    status: properties.status,
    title: properties.title,
    createdDateTime: formatInstant(task.createdAt),
    lastModifiedDateTime: formatInstant(task.modifiedAt),
    hasAttachments: properties.hasAttachments,
    categories: properties.categories,
    id: taskId(task.key, behaviour, idFormat),
    body: renderBody(properties.body, behaviour.bodyType),
    ...(bodyModifiedAt === undefined ? {} : { bodyLastModifiedDateTime: formatInstant(bodyModifiedAt) }),
    ...Object.fromEntries(times),
    ...(properties.recurrence ? { recurrence: properties.recurrence } : {}),
  };
}

export function renderChecklistItem({ id, displayName, isChecked, createdAt, checkedAt }: ChecklistItem): Json {
  return {
    displayName,
    createdDateTime: formatInstant(createdAt),
    ...(checkedAt === undefined ? {} : { checkedDateTime: formatInstant(checkedAt) }),
    isChecked,
    id,
  };
}

export function renderLinkedResource({ id, ...texts }: LinkedResource): Json {
  return { ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null)), id };
}

export function taskId(key: string, { immutableIds }: TodoBehaviour, format: IdFormat): string {
  return encodeItemId({ key }, immutableIds === 'honoured' ? format : 'default');
}

export function versionOf({ key, version }: StoredList | StoredTask): string {
  return `W/"${changeKey(key, version)}"`;
}

/** The instant alone, in UTC or the preferred zone: nobody is told in which zone it was midnight (graph-facts §2.3). */
function renderTime(time: EventTime, timeZone: string): Json {
  return { dateTime: formatWall(instantToWall(instantOf(time), timeZone)), timeZone };
}

function renderBody({ content, contentType }: StoredTask['properties']['body'], wanted: TodoBehaviour['bodyType']): Json {
  const type = wanted === 'asWritten' ? contentType : wanted;
  if (type === 'text') return { content: contentType === 'text' ? content : htmlToText(content), contentType: 'text' };
  return { content: contentType === 'html' ? wrapHtml(content) : textToHtml(content), contentType: 'html' };
}
