/**
 * What is not written to a recurring task, because nobody can say what comes of it: another due date can leave a second open task behind, or
 * jump to the next occurrence (graph-facts §2.4).
 */
import { because } from '../contracts/reasons';
import { tooLong } from '../canonical/longest';
import type { Refusal, Values } from '../sync/resource';
import { asTask } from './as-task';

export function refusals(from: Values | null, to: Values, fields: readonly string[]): readonly Refusal[] {
  const long = tooLong(to, fields, ['title', 'categories', 'checklist']);
  if (from === null) return long;
  const recurs = asTask(from).recurrence !== '' || asTask(to).recurrence !== '';
  const refused = recurs ? fields.filter((field) => isOfItsDates.has(field)) : [];
  if (refused.length === 0) return long;
  const message = because('recurring-task-date', { fields: refused });
  return [{ fields: refused, code: 'recurring-task-date', message }, ...long];
}

const isOfItsDates = new Set(['dueDate', 'startDate', 'recurrence']);
