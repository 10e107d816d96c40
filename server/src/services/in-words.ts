import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';
import { databaseCause } from '../causes/database';
import { sayOnceIn } from '../causes/say-once';

/** The same service, of which no function rejects with what a database says: that holds the statement and values of rows. */
export function inWords<S extends object>(service: S, log: { error(message: string): unknown }): S {
  const translated = (error: unknown): unknown => {
    const known = databaseCause(error);
    if (known === null) return error;
    sayOnceIn(log)(`database ${known.cause}`, `microsoft-sync: ${known.message}`);
    return new errors.ApplicationError(known.message, { code: 'database-failed' satisfies ErrorCode });
  };
  const guarded = (work: (...given: unknown[]) => unknown) =>
    function (this: unknown, ...given: unknown[]): unknown {
      try {
        const result = work.apply(this, given);
        return result instanceof Promise
          ? result.catch((error: unknown) => {
              throw translated(error);
            })
          : result;
      } catch (error) {
        throw translated(error);
      }
    };
  const entries = Object.entries(service).map(([name, value]) => [
    name,
    typeof value === 'function' ? guarded(value as (...given: unknown[]) => unknown) : (value as unknown),
  ]);
  return Object.fromEntries(entries) as S;
}
