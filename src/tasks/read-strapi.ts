/** One row of the content type as a task in canonical form. Never throws; what is wrong says what to do. */
import { LONGEST_BODY } from '../canonical/body-from-microsoft';
import { bodyLength } from '../canonical/one-body';
import { columnOf, InvalidColumn } from '../canonical/columns';
import { because, type Because } from '../contracts/reasons';
import { NotExpressible } from '../recurrence/rule-parts';
import { storedInstant } from '../canonical/stored-instant';
import type { HeldItem } from '../contracts';
import type { LocalReading } from '../sync/resource';
import { checklistFromStrapi } from './checklist/read';
import { dateFromStrapi } from './dates';
import { canBeMade, canonicalRule } from './recurrence';
import { choices, type TaskValues } from './values';

type Row = Readonly<Record<string, unknown>>;

export function readStrapi(row: Row): LocalReading {
  const documentId = typeof row.documentId === 'string' ? row.documentId : '';
  const title = typeof row.title === 'string' ? row.title : '';
  const unusable = (code: HeldItem['code'], why: Because): LocalReading => ({ kind: 'unusable', documentId, part: null, code, title, why });
  const length = bodyLength(row);
  if (length > LONGEST_BODY) return unusable('too-large', because('body-too-long', { length, most: LONGEST_BODY }));
  try {
    const values = valuesOf(row);
    return {
      kind: 'item',
      documentId,
      part: null,
      isOwn: true,
      values: { ...values },
      editedAt: storedInstant(row.updatedAt) ?? '1970-01-01T00:00:00.000Z',
    };
  } catch (error) {
    if (error instanceof NotExpressible) return unusable('rule-not-expressible', error.reason);
    return unusable('invalid-value', error instanceof InvalidColumn ? error.reason : 'task-unreadable');
  }
}

function valuesOf(row: Row): TaskValues {
  const isReminderOn = columnOf.boolean(row, 'isReminderOn', false);
  return {
    title: columnOf.line(row, 'title'),
    body: columnOf.text(row, 'body'),
    html: columnOf.reference(row, 'html'),
    taskStatus: columnOf.choice(row, 'taskStatus', choices.taskStatus),
    importance: columnOf.choice(row, 'importance', choices.importance),
    dueDate: date(row, 'dueDate'),
    startDate: date(row, 'startDate'),
    completedDate: dateFromStrapi(row.completedDate) ?? null, // only the engine writes it: a person could not put it right
    isReminderOn,
    reminderAt: isReminderOn ? reminder(row) : null,
    recurrence: recurrence(row),
    categories: columnOf.categories(row, 'categories'),
    checklist: checklistFromStrapi(row),
  };
}

/** In the spelling in which Microsoft's are read. A rule that Microsoft cannot hold says so while it is read. */
function recurrence(row: Row): string {
  const rule = columnOf.text(row, 'recurrence');
  if (!canBeMade(rule)) return rule;
  const dueDate = date(row, 'dueDate') ?? wrong('due-date-needed');
  return canonicalRule(rule, dueDate);
}

function date(row: Row, column: 'dueDate' | 'startDate'): string | null {
  const found = dateFromStrapi(row[column]);
  return found === undefined ? wrong(because('not-a-date', { field: column })) : found;
}

function reminder(row: Row): string {
  return storedInstant(row.reminderAt) ?? wrong('reminder-without-time');
}

function wrong(reason: Because): never {
  throw new InvalidColumn(reason);
}
