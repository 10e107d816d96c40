/** The fields of a task: who writes them, and when two values of one are the same. None mails anybody. */
import { same, sameJson, sameSecond } from '../canonical/same';
import { textsTogether } from '../canonical/texts-together';
import { sameRule } from '../recurrence/same-rule';
import type { FieldRule, Values } from '../sync/resource';
import { asTask } from './as-task';
import { sameChecklist } from './checklist/entry';
import { checklistAgreedOneWay, checklistAsBase, checklistAsSent, checklistForStrapi, mergeChecklists } from './checklist/merge';
import type { TaskValues } from './values';

export const fields: Readonly<Record<keyof TaskValues, FieldRule>> = {
  title: shared(same),
  body: { ...shared(same), together: textsTogether },
  html: { ...shared(same), viewOf: 'body' },
  taskStatus: { ...shared(same), isOvertaken: hasMovedOn },
  importance: shared(same),
  dueDate: shared(same),
  startDate: shared(same),
  completedDate: { ...shared(same), writtenBy: 'microsoft' },
  isReminderOn: shared(same, 'reminder'),
  reminderAt: shared(sameSecond, 'reminder'),
  recurrence: shared(sameRule),
  categories: shared(sameJson),
  checklist: {
    ...shared(sameChecklist),
    hasOwnRequests: true,
    merge: mergeChecklists,
    forStrapi: checklistForStrapi,
    asSent: checklistAsSent,
    asBase: (of, isOneWay) => (isOneWay ? checklistAgreedOneWay(of) : checklistAsBase(of)),
  },
};

/**
 * A recurring task that has gone to its next date was completed meanwhile, by somebody or by a write of ours whose answer was lost: completed
 * again, an occurrence would be lost (graph-facts §2.4).
 */
function hasMovedOn(base: Values, microsoft: Values): boolean {
  const [before, now] = [asTask(base), asTask(microsoft)];
  return before.recurrence !== '' && (now.dueDate ?? '') > (before.dueDate ?? '') && now.taskStatus !== 'completed';
}

function shared(isEqual: FieldRule['isEqual'], unit?: string): FieldRule {
  return { writtenBy: 'both', isPersonal: false, isEqual, ...(unit === undefined ? {} : { unit }) };
}
