import { chainOf, codeOf } from './chain';

/** What a database can be unable to do. */
type DatabaseCause =
  | 'disk-full'
  | 'locked'
  | 'busy'
  | 'read-only'
  | 'connection-lost'
  | 'no-connection-free'
  | 'damaged'
  | 'not-allowed'
  | 'not-there'
  | 'refused';

/** As SQLite, PostgreSQL and MySQL say it. */
const codes: readonly (readonly [RegExp, DatabaseCause])[] = [
  [/^(SQLITE_FULL|53100|ER_DISK_FULL|ER_DISK_FULL_NOWAIT|ER_RECORD_FILE_FULL|ENOSPC)$/, 'disk-full'],
  [/^(SQLITE_BUSY\w*|SQLITE_LOCKED\w*|55P03|ER_LOCK_WAIT_TIMEOUT)$/, 'locked'],
  [/^(40001|40P01|ER_LOCK_DEADLOCK|ER_CHECKREAD)$/, 'busy'],
  [/^(SQLITE_READONLY\w*|25006|ER_READ_ONLY_MODE|ER_OPTION_PREVENTS_STATEMENT|ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION|EROFS)$/, 'read-only'],
  [/^(57P0\d|08\w{3}|PROTOCOL_CONNECTION_LOST|ER_SERVER_SHUTDOWN|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/, 'connection-lost'],
  [/^(KnexTimeoutError|53300|ER_CON_COUNT_ERROR|ER_TOO_MANY_USER_CONNECTIONS)$/, 'no-connection-free'],
  [/^(SQLITE_CORRUPT\w*|SQLITE_NOTADB|SQLITE_IOERR\w*|58\w{3}|XX\w{3}|ER_NOT_KEYFILE|ER_CRASHED_ON_USAGE)$/, 'damaged'],
  [/^(SQLITE_CANTOPEN\w*|SQLITE_PERM|SQLITE_AUTH|42501|28\w{3}|ER_ACCESS_DENIED_ERROR|ER_DBACCESS_DENIED_ERROR|ER_TABLEACCESS_DENIED_ERROR)$/, 'not-allowed'],
  [/^(42P01|42703|3D000|ER_NO_SUCH_TABLE|ER_BAD_FIELD_ERROR|ER_BAD_DB_ERROR)$/, 'not-there'],
]; // prettier-ignore

/** Those that pass by themselves: what was to be done is done again. */
const passing: ReadonlySet<DatabaseCause> = new Set(['locked', 'busy', 'connection-lost', 'no-connection-free']);

const sentences: Record<DatabaseCause, string> = {
  'disk-full': "The database's disk is full. Nothing can be saved before there is room again.",
  locked: 'The database is locked by something else that writes in it. It is tried again.',
  busy: 'The database could not do it because of what others are doing in it. It is tried again.',
  'read-only': 'The database takes no changes: it, or its file, can only be read. Its permissions or its mode have to be changed.',
  'connection-lost': 'The connection to the database was lost, or none can be had. It is tried again.',
  'no-connection-free':
    'No connection to the database became free in time. It is tried again; where it stays, the pool in config/database is too small.',
  damaged: 'The database cannot read or write its own files. Its log says more.',
  'not-allowed': 'The database does not let Strapi in, or not to this table. The permissions of its user or file have to be looked at.',
  'not-there': 'The database lacks a table or column of the plugin. Restart Strapi, which makes them.',
  refused: 'The database refused a statement.',
};

export interface NamedDatabaseCause {
  readonly cause: DatabaseCause;
  readonly isPassing: boolean;
  /** In words, with the database's own code, and without its sentence, which holds the statement and values of rows. */
  readonly message: string;
}

/** What keeps the database from it; `null`: the error is none of the database's. */
export function databaseCause(error: unknown): NamedDatabaseCause | null {
  const chain = chainOf(error);
  // A request to Microsoft that got no answer has codes like the database's.
  if (chain.some(isOfNetwork)) return null;
  for (const one of chain) {
    const code = codeOf(one);
    const cause = causeOf(one, code);
    if (cause)
      return { cause, isPassing: passing.has(cause), message: code === one.name ? sentences[cause] : `${sentences[cause]} (${code})` };
  }
  return null;
}

function causeOf(error: Error, code: string): DatabaseCause | null {
  const known = codes.find(([pattern]) => pattern.test(code))?.[1];
  if (known) return known;
  // PostgreSQL's driver says it without a code.
  if (/^(Connection terminated|Client has encountered a connection error|Cannot use a pool)/.test(error.message)) return 'connection-lost';
  return isOfDriver(error) ? 'refused' : null;
}

const isOfNetwork = ({ name, message }: Error): boolean => name === 'GraphError' || name === 'AccountFailure' || message === 'fetch failed';

/** Each driver leaves marks of its own on its errors. */
const isOfDriver = (error: Error): boolean =>
  error.name === 'SqliteError' || 'sqlMessage' in error || ('severity' in error && 'routine' in error);
