import { type DatabaseClient, databases } from '../support/database';

const VARIABLE = 'BENCH_DATABASE';

/** What a scenario is measured on where it names no database itself: SQLite, or one of those whose servers there are. */
export function chosenDatabase(): DatabaseClient {
  const name = process.env[VARIABLE] ?? 'sqlite';
  const found = databases.find((one) => one === name);
  if (!found) throw new Error(`${VARIABLE}: there is no ${name} to measure on; there are: ${databases.join(', ')}`);
  return found;
}
