import type { AccountReason } from '../../../src/contracts';
import { databaseCause } from '../causes/database';
import type { Row } from '../host/rows';
import type { Sql } from '../host/sql';
import { applicationProblemModel } from './models';
import type { ProblemStore } from './problem';

const { tableName } = applicationProblemModel;

export function createProblemStore(sql: Sql): ProblemStore {
  return {
    async all() {
      const rows = await sql.run<Row[]>((from) => from(tableName).select('fingerprint', 'reason', 'message', 'since'));
      return new Map(
        rows.map((row) => [
          String(row['fingerprint']),
          { reason: String(row['reason']) as AccountReason, message: String(row['message']), since: Number(row['since']) },
        ]),
      );
    },
    async add(fingerprint, { reason, message, since }) {
      try {
        await sql.attempt(async () => {
          await sql.run((from) => from(tableName).insert({ fingerprint, reason, message, since }));
        });
        return true;
      } catch (error) {
        if (databaseCause(error)?.cause === 'refused') return false; // somebody else was first
        throw error;
      }
    },
    remove: async (fingerprints) =>
      fingerprints.length === 0
        ? 0
        : Number(
            await sql.run((from) =>
              from(tableName)
                .whereIn('fingerprint', [...fingerprints])
                .delete(),
            ),
          ),
  };
}
