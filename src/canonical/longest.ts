/** What Microsoft keeps of a text at most. A longer one would be refused in words that help nobody, or cut without a word. */
import { because } from '../contracts/reasons';
import type { Refusal, Values } from '../sync/resource';

/** Subjects, titles, steps of a checklist, and the name of each category. */
export const LONGEST_LINE = 255;

/** `limited`: the fields that have this limit; a list has it for each entry. */
export function tooLong(to: Values, fields: readonly string[], limited: readonly string[]): Refusal[] {
  return fields.flatMap((field): Refusal[] => {
    const length = limited.includes(field) ? lengthOf(to[field]) : 0;
    if (length <= LONGEST_LINE) return [];
    const message = because('line-too-long', { field, length, most: LONGEST_LINE });
    return [{ fields: [field], code: 'too-large', message }];
  });
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce((longest: number, entry: unknown) => Math.max(longest, lengthOf(entry)), 0);
  const { title } = (value ?? {}) as { title?: unknown };
  return typeof title === 'string' ? title.length : 0;
}
