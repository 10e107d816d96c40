/** How a task is shown and recognized. */
import type { MatchCriteria, Values } from '../sync/resource';
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

/** A row's title may have other white space, and be in another case. The longest words find the fewest others. */
export function matchCriteria(values: Values): MatchCriteria {
  const words = [...new Set(asTask(values).title.split(' '))].sort((a, b) => b.length - a.length);
  return { column: 'title', words: words.slice(0, 3) };
}
