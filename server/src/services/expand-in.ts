import { errors } from '@strapi/utils';
import type { Occurrence } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';

type Rows = readonly { readonly row: Readonly<Record<string, unknown>> }[];

/** What happens in a span; more than anybody can look at is 'invalid-input'. */
export async function expandIn(rows: Rows, range: { from: string; to: string }): Promise<Omit<Occurrence, 'uid'>[]> {
  const { expand, TooManyOccurrences } = await import('../../../src/calendar/occurrences'); // brings a recurrence library along
  try {
    return expand(rows.map(({ row }) => row), range); // prettier-ignore
  } catch (error) {
    if (!(error instanceof TooManyOccurrences)) throw error;
    throw new errors.ValidationError(error.message, {
      code: 'invalid-input' satisfies ErrorCode,
      errors: [{ path: ['to'], message: error.message, name: 'ValidationError' }],
    });
  }
}
