/** How a task is shown and recognized. */
import type { Values } from '../sync/resource';
import { asTask } from './as-task';

export function title(values: Values): string {
  return asTask(values).title;
}

/** Same title, due on the same day, and both open or both done: a task that comes back every week is not the one of last week. */
export function fingerprint(values: Values): string | null {
  const { title: text, dueDate, taskStatus } = asTask(values);
  const name = text.normalize('NFC').toLowerCase();
  return name === '' ? null : [name, dueDate ?? '', taskStatus === 'completed' ? 'done' : 'open'].join('|');
}
