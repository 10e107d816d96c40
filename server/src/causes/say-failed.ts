import { databaseCause } from './database';
import { sayOnceIn } from './say-once';
import { stackOf } from './stack';

/** Errors of our own, whose words are made to be shown. */
const OWN = ['AccountFailure', 'GraphError'];

/**
 * Says that something which is done again and again has failed, and why, once: a full disk meets all that is done each second, and is one thing. The words of
 * errors that are not known here may hold values of rows, so that of these it says the kind, and where it was.
 */
export function sayFailedIn(log: { error(message: string): unknown }, what: string, error: unknown): void {
  const known = databaseCause(error);
  if (known) return sayOnceIn(log)(`database ${known.cause}`, `microsoft-sync: ${known.message}`);
  const name = error instanceof Error ? error.name : 'unknown error';
  const words = error instanceof Error && OWN.includes(name) ? error.message : `${name}${stackOf(error)}`;
  sayOnceIn(log)(`failed ${what} ${name}`, `microsoft-sync: ${what} failed: ${words}`);
}
