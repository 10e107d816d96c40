import type { ChecklistChanges, TaskChanges } from '../../todo/changes.js';
import type { LinkedResource, TaskProperties } from '../../todo/task.js';
import { importances, taskStatuses } from '../../todo/task.js';
import { parseDateTime } from '../../mailbox/dates.js';
import { invalidBody } from '../errors.js';
import { limited, readBody, readTime } from '../read-item.js';
import { readRecurrence } from '../read-recurrence.js';
import { readArray, readBoolean, readEnum, readProperties, readString } from '../read-value.js';

const readOnlyNames = ['id', 'createdDateTime', 'lastModifiedDateTime', 'bodyLastModifiedDateTime', 'hasAttachments'];
/** Navigation: a new task may bring it along, a change may not. */
const partNames = ['checklistItems', 'linkedResources', 'attachments', 'attachmentSessions', 'extensions'];

type Draft = { -readonly [Name in keyof TaskProperties]?: TaskProperties[Name] };
const time = (name: 'dueDateTime' | 'startDateTime' | 'completedDateTime' | 'reminderDateTime') => (value: unknown, draft: Draft) =>
  void (draft[name] = value === null ? null : readTime(value, name));

const readers: Readonly<Record<string, (value: unknown, draft: Draft) => void>> = {
  title: (value, draft) => void (draft.title = value === null ? '' : limited(readString(value, 'title'), 255, 'title')),
  body: (value, draft) => void (draft.body = readBody(value)),
  status: (value, draft) => void (draft.status = readEnum(value ?? 'notStarted', taskStatuses, 'status')),
  importance: (value, draft) => void (draft.importance = readEnum(value ?? 'normal', importances, 'importance')),
  dueDateTime: time('dueDateTime'),
  startDateTime: time('startDateTime'),
  completedDateTime: time('completedDateTime'),
  reminderDateTime: time('reminderDateTime'),
  isReminderOn: (value, draft) => void (draft.isReminderOn = value === null ? false : readBoolean(value, 'isReminderOn')),
  categories: (value, draft) =>
    void (draft.categories = [
      ...new Set(readArray(value ?? [], 'categories').map((one) => limited(readString(one, 'categories'), 255, 'categories'))),
    ]),
  recurrence: (value, draft) => void (draft.recurrence = value === null ? null : withZone(readRecurrence(value))),
};

/** Reads the body of POST or PATCH. Throws the 400 the service would answer. */
export function readTask(body: unknown, isNew: boolean): TaskChanges {
  const given = readProperties(body, [...Object.keys(readers), ...readOnlyNames, ...partNames], 'microsoft.graph.todoTask');
  const refused = isNew ? undefined : partNames.find((name) => name in given);
  if (refused !== undefined) throw invalidBody(`Deep updates are not supported: '${refused}' has an address of its own.`);
  const named = Object.keys(readers).filter((name) => name in given);
  const properties: Draft = {};
  for (const name of named) readers[name]!(given[name], properties);
  return {
    named: new Set(named),
    properties,
    ...(given['checklistItems'] ? { checklistItems: readArray(given['checklistItems'], 'checklistItems').map(readChecklistItem) } : {}),
    ...(given['linkedResources']
      ? { linkedResources: readArray(given['linkedResources'], 'linkedResources').map(readLinkedResource) }
      : {}),
  };
}

export function readChecklistItem(body: unknown): ChecklistChanges {
  const given = readProperties(
    body,
    ['id', 'displayName', 'isChecked', 'checkedDateTime', 'createdDateTime'],
    'microsoft.graph.checklistItem',
  );
  const { displayName, isChecked, checkedDateTime, createdDateTime } = given;
  return {
    ...(displayName === undefined ? {} : { displayName: limited(readString(displayName ?? '', 'displayName'), 255, 'displayName') }),
    ...(isChecked === undefined ? {} : { isChecked: isChecked === null ? false : readBoolean(isChecked, 'isChecked') }),
    ...(checkedDateTime ? { checkedAt: readInstant(checkedDateTime, 'checkedDateTime') } : {}),
    ...(createdDateTime ? { createdAt: readInstant(createdDateTime, 'createdDateTime') } : {}),
  };
}

export function readLinkedResource(body: unknown): Partial<Omit<LinkedResource, 'id'>> {
  const names = ['applicationName', 'displayName', 'externalId', 'webUrl'];
  const given = readProperties(body, ['id', ...names], 'microsoft.graph.linkedResource');
  return Object.fromEntries(
    names.filter((name) => name in given).map((name) => [name, given[name] === null ? null : readString(given[name], name)]),
  );
}

export function readInstant(value: unknown, path: string): number {
  const parsed = parseDateTime(value);
  if (!parsed) throw invalidBody(`Cannot convert the value of '${path}' to the expected type: Edm.DateTimeOffset.`);
  return parsed.wall - (parsed.offsetMinutes ?? 0) * 60_000;
}

function withZone(recurrence: NonNullable<TaskProperties['recurrence']>): TaskProperties['recurrence'] {
  const { range } = recurrence;
  return range.recurrenceTimeZone === '' ? { ...recurrence, range: { ...range, recurrenceTimeZone: 'UTC' } } : recurrence;
}
