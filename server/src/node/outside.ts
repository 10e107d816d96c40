import { AsyncResource } from 'node:async_hooks';

/**
 * Runs work as if nobody had asked for it: not in the request, nor in the transaction, in which a timer happens to be set. To be made where there is
 * neither.
 */
export function createOutside(): <T>(work: () => T) => T {
  const outside = new AsyncResource('microsoft-sync');
  return (work) => outside.runInAsyncScope(work);
}
