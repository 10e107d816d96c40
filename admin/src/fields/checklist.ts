import { InvalidColumn } from '../../../src/canonical/columns';
import { type Reason, reasonOf } from '../../../src/contracts/reasons';
import { checklistFromStrapi } from '../../../src/tasks/checklist/read';

/** A step as the form has it: one that nobody has named yet has no id. */
export interface Step {
  readonly id?: string;
  readonly title: string;
  readonly isChecked: boolean;
}

/** What the column holds; null for what is no checklist. A step without a name is one that somebody is about to name. */
export function stepsOf(value: unknown): readonly Step[] | null {
  if (value === null || value === undefined || value === '') return [];
  const list: unknown = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(list)) return null;
  const steps = list.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) return null;
    const { id, title, isChecked } = one as Record<string, unknown>;
    if (typeof title !== 'string') return null;
    return { ...(typeof id === 'string' && id !== '' ? { id } : {}), title, isChecked: isChecked === true };
  });
  return steps.every((step) => step !== null) ? steps : null;
}

/** One step up (-1) or down (1); the same list where it is at the end already. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const to = from + by;
  const [step, other] = [list[from], list[to]];
  if (step === undefined || other === undefined) return list;
  return list.map((one, at) => (at === from ? other : at === to ? step : one));
}

/** Why the engine would hold it; null: it would not. */
export function problemOfChecklist(value: unknown): Reason | null {
  try {
    checklistFromStrapi({ checklist: value });
    return null;
  } catch (error) {
    if (error instanceof InvalidColumn) return reasonOf(error.reason);
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
