import { databaseCause } from '../causes/database';

/** The database could not do it: it is locked, full, gone. That says nothing about what was to be written. */
export class StoreBusy extends Error {
  constructor(cause: unknown) {
    super('The database was busy.', { cause });
    this.name = 'StoreBusy';
  }
}

/** Whether it is the database that is in trouble, and not what was to be written that it refuses. */
export function isBusy(error: unknown): boolean {
  if (error instanceof StoreBusy) return true;
  const known = databaseCause(error);
  return known !== null && known.cause !== 'refused';
}
