/**
 * What of a list's filters and order a database judges exactly as they are judged here (filters.ts, sort.ts): comparisons of instants, dates, numbers
 * and choices, and an order by one instant, date or number. Texts are left to us: each database has its own idea of how they compare.
 */
import type { Resource } from '../contracts';
import { itemFields } from './fields';
import { kindOf, wantedOfOperator } from './filters';
import type { SortKey } from './sort';

export interface InDatabase {
  /** In Strapi's words, of columns that have the names of fields. */
  readonly where: object;
  /** Before the documentId; null: by that alone. */
  readonly first: SortKey | null;
}

/** Of what `conditionOf` and `sortKeysOf` have let pass. Null: there is something that only we can judge. */
export function forDatabase(resource: Resource, { filters, keys }: { filters: unknown; keys: readonly SortKey[] }): InDatabase | null {
  const [first = null, second] = keys.length === 1 ? [null, keys[0]] : keys;
  if (keys.length > 2 || second?.field !== 'documentId' || (first && !isOrdered(resource, first.field))) return null;
  const where = conditions(resource, filters ?? {});
  return where && { where: { $and: where }, first };
}

const isOrdered = (resource: Resource, field: string): boolean => ['instant', 'date', 'number'].includes(kindOf(resource, field) ?? '');

function conditions(resource: Resource, filters: unknown): object[] | null {
  if (typeof filters !== 'object' || filters === null || Array.isArray(filters)) return null;
  const found = Object.entries(filters).flatMap(([field, of]) => ofField(resource, field, of) ?? [null]);
  return found.includes(null) ? null : (found as object[]);
}

const comparing = ['$eq', '$lt', '$lte', '$gt', '$gte', '$between', '$in', '$null', '$notNull'];
const choosing = ['$eq', '$in', '$ne', '$notIn'];

function ofField(resource: Resource, field: string, of: unknown): object[] | null {
  const choices = itemFields(resource).get(field)?.values ?? null;
  if (field.startsWith('$') || (!choices && !isOrdered(resource, field))) return null;
  const asked = typeof of === 'object' && of !== null && !Array.isArray(of) ? of : { [Array.isArray(of) ? '$in' : '$eq']: of };
  const found = Object.entries(asked).map(([operator, given]) => {
    const wanted = (choices ? choosing : comparing).includes(operator)
      ? wantedOfOperator(kindOf(resource, field) ?? 'json', operator, given)
      : null;
    if (!wanted || wanted.some((one) => one === null || isOutOfColumn(one) || (choices !== null && !choices.includes(String(one)))))
      return null;
    const is = operator === '$in' || operator === '$notIn' || operator === '$between' ? wanted : wanted[0];
    // What is not said is none of them.
    return operator === '$ne' || operator === '$notIn'
      ? { $or: [{ [field]: { [operator]: is } }, { [field]: { $null: true } }] }
      : { [field]: { [operator]: is } };
  });
  return found.includes(null) ? null : (found as object[]);
}

/** PostgreSQL compares a column of whole numbers with nothing else. */
const isOutOfColumn = (value: unknown): boolean => typeof value === 'number' && !(Number.isInteger(value) && Math.abs(value) < 2 ** 31);
