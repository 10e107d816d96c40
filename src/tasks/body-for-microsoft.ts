/** The body of a POST or PATCH of a task (graph-facts §§2.1, 2.3). The linked resource is the runner's to add. */
import { withOneBody } from '../canonical/one-body';
import type { Values } from '../sync/resource';
import { graphFromInstant } from '../time';
import { asTask } from './as-task';
import { dateForGraph } from './dates';
import { fields } from './fields';
import { canBeMade, recurrenceForGraph } from './recurrence';
import type { TaskValues } from './values';

/** POST names every field; a text and dates that a new task does not have are left out there, and null in a PATCH takes dates away. */
export function bodyForMicrosoft(values: Values, changed: readonly string[], zone: string | null): Record<string, unknown> {
  const task = asTask(values);
  const isNew = Object.entries(fields).every(([field, rule]) => rule.hasOwnRequests || changed.includes(field));
  const body: Record<string, unknown> = Object.assign({}, ...withOneBody(values, changed).map((field) => writers[field]?.(task, zone)));
  if (isNew && canBeMade(task.recurrence) && task.dueDate !== null)
    body.recurrence = recurrenceForGraph(task.recurrence, task.dueDate, zone);
  if (!isNew) return body;
  const { body: text, ...others } = body;
  return Object.fromEntries(
    Object.entries(task.body === '' && (task.html ?? '') === '' ? others : { ...others, body: text }).filter(([, value]) => value !== null),
  );
}

const writers: Readonly<Record<string, ((task: TaskValues, zone: string | null) => Record<string, unknown>) | undefined>> = {
  title: ({ title }) => ({ title }),
  body: ({ body }) => ({ body: { contentType: 'text', content: body } }),
  html: ({ html }) => ({ body: { contentType: 'html', content: html ?? '' } }),
  taskStatus: ({ taskStatus }) => ({ status: taskStatus }),
  importance: ({ importance }) => ({ importance }),
  dueDate: ({ dueDate }, zone) => ({ dueDateTime: dueDate === null ? null : dateForGraph(dueDate, zone) }),
  startDate: ({ startDate }, zone) => ({ startDateTime: startDate === null ? null : dateForGraph(startDate, zone) }),
  isReminderOn: reminder,
  reminderAt: reminder,
  categories: ({ categories }) => ({ categories: [...categories] }),
};

/** Always together. In UTC: a reminder is an instant. */
function reminder({ isReminderOn, reminderAt }: TaskValues): Record<string, unknown> {
  return isReminderOn && reminderAt !== null ? { isReminderOn, reminderDateTime: graphFromInstant(reminderAt, 'UTC') } : { isReminderOn };
}
