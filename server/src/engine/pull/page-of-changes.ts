import { isStorableId } from '../../../../src/canonical/microsoft-id';

/** One page of Graph's list of changes. */
export interface PageOfChanges {
  readonly value: unknown[];
  readonly link: string;
  readonly isLast: boolean;
}

/** A text says what is wrong. `isReadWhole`: it is no list of changes, and nothing leads on from its end. */
export function pageOf(answered: unknown, { isReadWhole } = { isReadWhole: false }): PageOfChanges | string {
  const body = isObject(answered) ? answered : {};
  const next = body['@odata.nextLink'];
  const delta = body['@odata.deltaLink'];
  if (!Array.isArray(body['value'])) return 'A page of changes without a list.';
  if ([next, delta].some((link) => typeof link === 'string' && !isStorableId(link))) return 'A page of changes with a link that is none.';
  if (typeof next === 'string') return { value: body['value'], link: next, isLast: false };
  if (typeof delta === 'string') return { value: body['value'], link: delta, isLast: true };
  if (isReadWhole) return { value: body['value'], link: '', isLast: true };
  return 'A page of changes with neither a next link nor a delta link.';
}

/** Null where more pages follow, or where it is none. */
export function lastPageOf(answered: unknown): PageOfChanges | null {
  const page = pageOf(answered);
  return typeof page !== 'string' && page.isLast ? page : null;
}

export const hasNextPage = (answered: unknown): boolean => isObject(answered) && typeof answered['@odata.nextLink'] === 'string';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
