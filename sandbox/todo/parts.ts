import type { VersionSource } from '../mailbox/version-source.js';
import { stableGuid } from '../random.js';
import type { ChecklistChanges, TaskChanges } from './changes.js';
import type { ChecklistItem, LinkedResource, StoredTask } from './task.js';
import type { Todo } from './todo.js';

export function newChecklistItem(mailbox: VersionSource, given: ChecklistChanges): ChecklistItem {
  const now = mailbox.clock.now();
  const item = { id: stableGuid(mailbox.nextPartKey()), displayName: '', isChecked: false, createdAt: now };
  return changedChecklistItem(item, given, now);
}

/** Ticking it notes the moment, unticking forgets it. */
export function changedChecklistItem(before: ChecklistItem, given: ChecklistChanges, now: number): ChecklistItem {
  const { checkedAt: known, ...after } = { ...before, ...given };
  return after.isChecked ? { ...after, checkedAt: given.checkedAt ?? known ?? now } : after;
}

export function newLinkedResource(mailbox: VersionSource, given: NonNullable<TaskChanges['linkedResources']>[number]): LinkedResource {
  return { id: stableGuid(mailbox.nextPartKey()), applicationName: null, displayName: null, externalId: null, webUrl: null, ...given };
}

/** Puts other parts into a task. Whether delta then tells of the task is open (graph-facts §2.2). */
export function putParts(todo: Todo, task: StoredTask, parts: Partial<Pick<StoredTask, 'checklistItems' | 'linkedResources'>>): StoredTask {
  const { checklistInDelta, linkedResourcesInDelta } = todo.behaviour;
  const isTold = (parts.checklistItems && checklistInDelta === 'told') || (parts.linkedResources && linkedResourcesInDelta === 'told');
  const { mailbox } = todo;
  if (!isTold) return todo.tasks.amend({ ...task, ...parts });
  return todo.tasks.put({ ...task, ...parts, version: mailbox.nextVersion(), modifiedAt: mailbox.clock.now() });
}
