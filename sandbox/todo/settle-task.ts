import { failedProperty } from '../graph/errors.js';
import { DAY, dayOfWall } from '../mailbox/dates.js';
import type { EventTime } from '../mailbox/event.js';
import { instantToWall } from '../mailbox/zones.js';
import type { TaskProperties } from './task.js';
import type { Todo } from './todo.js';

/** What a task holds after a request: days instead of hours, and what belongs together changed together (graph-facts §2.3). */
export function settleTask({ mailbox, behaviour }: Todo, before: TaskProperties, changes: Partial<TaskProperties>): TaskProperties {
  const after = { ...before, ...changes };
  const isDropped = behaviour.dueDateHour === 'dropped';
  const isDone = statusSaysDone(before, changes);
  const settled: TaskProperties = {
    ...after,
    dueDateTime: changes.dueDateTime && isDropped ? startOfDay(changes.dueDateTime) : after.dueDateTime,
    startDateTime: changes.startDateTime && isDropped ? startOfDay(changes.startDateTime) : after.startDateTime,
    status: isDone ? 'completed' : after.status === 'completed' ? 'notStarted' : after.status,
    completedDateTime: isDone ? dayInUtc(changes.completedDateTime ?? before.completedDateTime ?? nowIn(mailbox)) : null,
    // Where only the time is named it is meant to ring.
    isReminderOn:
      changes.isReminderOn ?? (changes.reminderDateTime === undefined ? before.isReminderOn : changes.reminderDateTime !== null),
  };
  if (settled.recurrence && !settled.dueDateTime) throw failedProperty('A recurring task must have a due date.');
  return settled;
}

/** The status decides; a completion date alone completes or reopens. */
function statusSaysDone(before: TaskProperties, { status, completedDateTime }: Partial<TaskProperties>): boolean {
  if (status !== undefined) return status === 'completed';
  if (completedDateTime !== undefined) return completedDateTime !== null;
  return before.status === 'completed';
}

function startOfDay({ wall, zone }: EventTime): EventTime {
  return { wall: dayOfWall(wall) * DAY, zone };
}

function dayInUtc({ wall }: EventTime): EventTime {
  return { wall: dayOfWall(wall) * DAY, zone: 'UTC' };
}

function nowIn({ clock, timeZone }: Todo['mailbox']): EventTime {
  return { wall: instantToWall(clock.now(), timeZone), zone: timeZone };
}
