import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../../src/contracts/errors';

/** Of these the time only is for others. */
export const isPrivate = ({ sensitivity }: Readonly<Record<string, unknown>>): boolean =>
  sensitivity === 'private' || sensitivity === 'confidential';

/** Throws 'out-of-reach'. */
export function refusePrivate(rows: readonly Readonly<Record<string, unknown>>[]): void {
  if (rows.some(isPrivate)) throw new errors.PolicyError('This event is private.', { code: 'out-of-reach' satisfies ErrorCode });
}
