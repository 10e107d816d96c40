import { RESOURCES } from '../../../src/contracts';
import { errors } from '@strapi/utils';
import type { Context } from './context';

const MOST_ROWS = 100;
const ROWS = 25;
const LONGEST_SEARCH = 200;

type Reader<T> = (text: string) => { value: T } | { problem: string };
type Shape = Readonly<Record<string, Reader<unknown>>>;
type Found<S extends Shape> = { -readonly [N in keyof S]?: S[N] extends Reader<infer T> ? T : never };

/** The query's parameters, each of its kind; an empty one is left out, and what is not known or not possible is refused by name. */
export function queryOf<S extends Shape>(ctx: Context, shape: S): Found<S> {
  const found: Record<string, unknown> = {};
  const problems: { path: string[]; message: string; name: string }[] = [];
  for (const [name, given] of Object.entries(ctx.query)) {
    const reader = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (given === '' || given === undefined) continue;
    const read = !reader
      ? { problem: `There is no parameter "${name}".` }
      : typeof given === 'string'
        ? reader(given)
        : { problem: 'Must be given once.' };
    if ('problem' in read) problems.push({ path: [name], message: read.problem, name: 'ValidationError' });
    else found[name] = read.value;
  }
  if (problems.length > 0)
    throw new errors.ValidationError('The request cannot be understood.', { code: 'invalid-input', errors: problems });
  return found as Found<S>;
}

export const text: Reader<string> = (given) =>
  given.length <= LONGEST_SEARCH ? { value: given } : { problem: `Must have at most ${LONGEST_SEARCH} characters.` };
export const flag: Reader<boolean> = (given) =>
  given === 'true' || given === 'false' ? { value: given === 'true' } : { problem: 'Must be true or false.' };
const oneOf =
  <V extends string>(...values: readonly V[]): Reader<V> =>
  (given) => {
    const value = values.find((one) => one === given);
    return value === undefined ? { problem: `Must be one of: ${values.join(', ')}.` } : { value };
  };
export const wholeNumber =
  (most: number): Reader<number> =>
  (given) =>
    /^[1-9]\d{0,8}$/.test(given) && Number(given) <= most
      ? { value: Number(given) }
      : { problem: `Must be a whole number from 1 to ${most}.` };

/** Of every list. */
export const listShape = { page: wholeNumber(1_000_000), pageSize: wholeNumber(MOST_ROWS), search: text };
export const pageOf = ({ page = 1, pageSize = ROWS }: { page?: number; pageSize?: number }): { page: number; pageSize: number } => ({
  page,
  pageSize,
});

export const resource = oneOf(...RESOURCES);
export const direction = oneOf('bidirectional', 'strapi-to-microsoft', 'microsoft-to-strapi');
export const mailboxShow = oneOf('assigned', 'unassigned', 'stopped');
export const accountState = oneOf('not-connected', 'connected', 'delayed', 'action-required');
