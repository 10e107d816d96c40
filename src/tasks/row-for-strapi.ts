import type { Values } from '../sync/resource';
import { asTask } from './as-task';
import { fields } from './fields';

/** The data for the Document Service. An entry of the checklist that has no name yet is stored without one. */
export function rowForStrapi(values: Values, changed: readonly string[]): Record<string, unknown> {
  const row = Object.fromEntries(changed.filter((field) => field in fields && field in values).map((field) => [field, values[field]]));
  if (!('checklist' in row)) return row;
  return {
    ...row,
    checklist: asTask(values).checklist.map(({ id, title, isChecked }) => (id === '' ? { title, isChecked } : { id, title, isChecked })),
  };
}
