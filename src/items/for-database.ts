/**
 * What of a list's filters and order a database judges exactly as they are judged here (filters.ts, sort.ts): comparisons of instants, dates, numbers
 * and choices, and an order by one instant, date or number. Texts are left to us: each database has its own idea of how they compare.
 */
import type { Resource } from '../contracts';
import { itemFields } from './fields';
import { type Condition, conditionOf, kindOf, wantedOfOperator } from './filters';
import type { Kind } from './kinds';
import type { SortKey } from './sort';

/** A comparison that has to hold. */
export interface Comparison {
  readonly field: string;
  readonly kind: Kind;
  readonly operator: string;
  readonly wanted: unknown;
  /** The same, of an item's values. */
  readonly holds: Condition;
}
export interface InDatabase {
  readonly comparisons: readonly Comparison[];
  /** There are no other filters, and the order is one that a database knows: by one field, then by the documentId. */
  readonly isAll: boolean;
  /** Null: by the documentId alone. */
  readonly first: SortKey | null;
}

/** Of what `conditionOf` and `sortKeysOf` have let pass. */
export function forDatabase(resource: Resource, { filters, keys }: { filters: unknown; keys: readonly SortKey[] }): InDatabase {
  const [first = null, second] = keys.length === 1 ? [null, keys[0]] : keys;
  const isOrder = keys.length <= 2 && second?.field === 'documentId' && (first === null || isOrdered(resource, first.field));
  const found = comparisonsIn(resource, filters ?? {});
  const comparisons = found.filter((one) => one !== null);
  return { comparisons, isAll: isOrder && comparisons.length === found.length, first };
}

const isOrdered = (resource: Resource, field: string): boolean => ['instant', 'date', 'number'].includes(kindOf(resource, field) ?? '');

/** Null: something that only we can judge. */
function comparisonsIn(resource: Resource, filters: unknown): (Comparison | null)[] {
  if (Array.isArray(filters)) return filters.flatMap((one) => comparisonsIn(resource, one));
  if (typeof filters !== 'object' || filters === null) return [null];
  return Object.entries(filters).flatMap(([field, of]) => (field === '$and' ? comparisonsIn(resource, of) : ofField(resource, field, of)));
}

const comparing = ['$eq', '$lt', '$lte', '$gt', '$gte', '$between', '$in', '$null', '$notNull'];

function ofField(resource: Resource, field: string, of: unknown): (Comparison | null)[] {
  const kind = kindOf(resource, field);
  const choices = itemFields(resource).get(field)?.values ?? null;
  if (kind === null || (!choices && !isOrdered(resource, field))) return [null];
  const asked = typeof of === 'object' && of !== null && !Array.isArray(of) ? of : { [Array.isArray(of) ? '$in' : '$eq']: of };
  return Object.entries(asked).map(([operator, given]) => {
    // Of choices, each that there is can be judged here, by any operator but one that leads on.
    const wanted = (choices && operator !== '$not') || comparing.includes(operator) ? wantedOfOperator(kind, operator, given) : null;
    if (!wanted || (!choices && wanted.some((one) => one === null || isOutOfColumn(one)))) return null;
    return {
      field,
      kind,
      operator,
      wanted: operator === '$in' || operator === '$between' ? wanted : wanted[0],
      holds: conditionOf(resource, { [field]: { [operator]: given as unknown } }),
    };
  });
}

/** PostgreSQL compares a column of whole numbers with nothing else. */
const isOutOfColumn = (value: unknown): boolean => typeof value === 'number' && !(Number.isInteger(value) && Math.abs(value) < 2 ** 31);
