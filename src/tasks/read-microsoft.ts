/** One element of a Graph answer (graph-facts §2) as a task in canonical form. Never throws. */
import { bodyFromMicrosoft, richBodyFromMicrosoft } from '../canonical/body-from-microsoft';
import { hasMorePages } from '../canonical/has-more-pages';
import { storedInstant } from '../canonical/stored-instant';
import { isStorableId, shownId } from '../canonical/microsoft-id';
import { canonicalCategories, lineOf } from '../canonical/text';
import { chosenOf, chosenOrFallback } from '../canonical/choice';
import { LEFT_OUT, type RemoteReading } from '../sync/resource';
import { instantFromGraph } from '../time';
import { checklistFromMicrosoft } from './checklist/read';
import { completedDateFromGraph, dateFromGraph } from './dates';
import { keyFrom } from './linked-resource';
import { ruleFromGraph } from './recurrence';
import { choices, type TaskValues } from './values';

interface Reading {
  readonly zone: string | null;
  readonly isWhole: boolean;
  /** Bodies are read with their formatting. */
  readonly isRich: boolean;
}
type Raw = Readonly<Record<string, unknown>>;

/** `zone` is the mailbox' own, null where it is not known. `isWhole`: it was asked for by its id, and what is absent is not there. */
export function readMicrosoft(raw: unknown, reading: Reading): RemoteReading {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { kind: 'unusable', microsoftId: null, why: 'answer-of-another-kind' };
  const task = raw as Raw;
  const microsoftId = textOrNull(task.id);
  if (microsoftId === null) return { kind: 'unusable', microsoftId: null, why: 'answer-without-id' };
  if (!isStorableId(microsoftId)) return { kind: 'unusable', microsoftId: shownId(microsoftId), why: 'answer-wrong-id' };
  try {
    return read(task, microsoftId, reading);
  } catch {
    return { kind: 'unusable', microsoftId, why: 'answer-unreadable' };
  }
}

function read(raw: Raw, microsoftId: string, { zone, isWhole, isRich }: Reading): RemoteReading {
  if (raw['@removed'] !== undefined && raw['@removed'] !== null) return { kind: 'removed', microsoftId };
  if (raw[LEFT_OUT] === true) return { kind: 'incomplete', microsoftId };
  const dueDate = dateFromGraph(raw.dueDateTime, zone);
  const startDate = dateFromGraph(raw.startDateTime, zone);
  if (dueDate === undefined || startDate === undefined) return { kind: 'unusable', microsoftId, why: 'answer-wrong-date' };
  const body = bodyFromMicrosoft(raw.body);
  const rich = isRich ? richBodyFromMicrosoft(raw.body) : null;
  const reminderAt = raw.isReminderOn === true ? instantFromGraph(raw.reminderDateTime) : null;
  const recurrence = ruleFromGraph(raw.recurrence);
  const checklist = hasMorePages(raw, 'checklistItems') ? undefined : checklistFromMicrosoft(raw.checklistItems);
  const values: TaskValues = {
    title: lineOf(raw.title) ?? '',
    body: body.text,
    html: rich?.html ?? null,
    taskStatus: chosenOrFallback(choices.taskStatus, raw.status),
    importance: chosenOrFallback(choices.importance, raw.importance),
    dueDate,
    startDate,
    completedDate: completedDateFromGraph(raw.completedDateTime, zone),
    isReminderOn: reminderAt !== null,
    reminderAt,
    recurrence: recurrence ?? '',
    categories: canonicalCategories(raw.categories) ?? [],
    checklist: checklist ?? [],
  };
  return {
    kind: 'item',
    microsoftId,
    address: microsoftId,
    part: null,
    parts: null,
    etag: textOrNull(raw['@odata.etag']),
    modifiedAt: storedInstant(raw.lastModifiedDateTime),
    createdAt: storedInstant(raw.createdDateTime),
    sharedUid: null,
    key: keyFrom(raw.linkedResources),
    values: { ...values },
    isOwn: true,
    wouldMail: [],
    unwritable: unwritable(raw, { body: body.isComplete, html: body.isComplete && rich?.isComplete !== false }),
    unread: [
      ...(rich ? [] : ['html']),
      ...(recurrence === null && !isWhole ? ['recurrence'] : []),
      ...(checklist === undefined ? ['checklist'] : []),
    ],
    // Whether lists tell that a task recurs, sources do not agree (graph-facts §2.4); what is completed does not recur any more.
    mayHaveMore: !isWhole && (checklist === undefined || (recurrence === null && values.taskStatus !== 'completed')),
  };
}

/** What must stay as Microsoft has it, because we cannot hold it or do not know it. */
function unwritable(raw: Raw, isComplete: { readonly body: boolean; readonly html: boolean }): string[] {
  return [
    ...(['body', 'html'] as const).filter((field) => !isComplete[field]),
    ...(chosenOf(choices.taskStatus, raw.status) === null ? ['taskStatus'] : []),
    ...(chosenOf(choices.importance, raw.importance) === null ? ['importance'] : []),
  ];
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
