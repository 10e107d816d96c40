import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../../src/contracts/errors';
import { NoSuchOccurrence } from '../../../../src/calendar/exception-of';
import { InvalidItem, type ItemProblem } from '../../../../src/items/problem';
import { HostRefusal } from '../../storage/host-refusal';

export const invalid = (problems: readonly ItemProblem[]) =>
  new errors.ValidationError(problems.length === 1 ? (problems[0]?.message ?? '') : 'Some of this is not possible.', {
    code: 'invalid-input' satisfies ErrorCode,
    errors: problems.map(({ path, message }) => ({ path: [...path], message, name: 'ValidationError' })),
  });

export const unknownItem = () =>
  new errors.NotFoundError('There is no such entry (any more).', { code: 'unknown-item' satisfies ErrorCode });

export const unpublished = (message: string) => new errors.ApplicationError(message, { code: 'unpublished-changes' satisfies ErrorCode });

/** What the core and the host say, as errors that leave the plugin. */
export async function inErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidItem) throw invalid(error.problems);
    if (error instanceof NoSuchOccurrence) throw invalid([{ path: ['originalStart'], message: error.message }]);
    if (error instanceof HostRefusal) throw new errors.ApplicationError(error.message, { code: 'refused-by-host' satisfies ErrorCode });
    throw error;
  }
}
