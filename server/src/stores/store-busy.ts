/** The database could not do it now, because of what others are doing in it. It says nothing about what was to be written. */
export class StoreBusy extends Error {
  constructor(cause: unknown) {
    super('The database was busy.', { cause });
    this.name = 'StoreBusy';
  }
}

/** A lock that was not given in time, a deadlock, a serialization failure, a connection that was lost: as SQLite, PostgreSQL and MySQL say it. */
const passing =
  /^(SQLITE_BUSY|SQLITE_LOCKED|40001$|40P01$|55P03$|57P0|08|ER_LOCK_DEADLOCK$|ER_LOCK_WAIT_TIMEOUT$|ER_CHECKREAD$|PROTOCOL_CONNECTION_LOST$|ECONNRESET$|ECONNREFUSED$)/;

export function isBusy(error: unknown): boolean {
  if (error instanceof StoreBusy) return true;
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return error.name === 'KnexTimeoutError' || (typeof code === 'string' && passing.test(code));
}
