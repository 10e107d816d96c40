import { errors } from '@strapi/utils';

import type { ErrorCode } from '../../../src/contracts/errors';
import type { Problem } from './problems';

/** An error for the caller: what happened and what to do, with a code to branch on. */
export function refusal(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
  return new errors.ApplicationError(message, { ...details, code });
}

/** Wrong input, a line per field. */
export function invalidInput(problems: Problem[]) {
  const message = problems.map((problem) => [problem.path.join('.'), problem.message].filter(Boolean).join(' ')).join('; ');
  return new errors.ValidationError(message, { code: 'invalid-input' satisfies ErrorCode, errors: problems });
}
