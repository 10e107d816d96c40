import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import knex from 'knex';
import type { BootOptions } from './boot';
import { ensureTemplate } from './templates';

export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

/** The clients that can be tested here, for `describe.each(databases)`. */
export const databases: DatabaseClient[] = (['sqlite', 'postgres', 'mysql'] as const).filter(
  (client) => client === 'sqlite' || serverOf(client) !== undefined,
);

interface PreparedDatabase {
  configuration: unknown;
  drop(): Promise<void>;
}

export async function prepareDatabase(options: BootOptions, directory: string): Promise<PreparedDatabase> {
  const client = options.database ?? 'sqlite';
  return client === 'sqlite' ? prepareFile(options, directory) : prepareServer(client, directory);
}

async function prepareFile({ files, contentTypes, hasPlugin = true }: BootOptions, directory: string): Promise<PreparedDatabase> {
  const filename = path.join(directory, 'data.db');
  const isLikeTemplate = files === undefined && hasPlugin;
  if (isLikeTemplate && !fs.existsSync(filename)) fs.copyFileSync(await ensureTemplate(contentTypes ?? 'plain'), filename);
  return {
    configuration: { connection: { client: 'sqlite', connection: { filename }, useNullAsDefault: true } },
    drop: async () => undefined,
  };
}

async function prepareServer(client: 'postgres' | 'mysql', directory: string): Promise<PreparedDatabase> {
  const address = serverOf(client);
  if (!address) throw new Error(`${variableOf(client)} is not set: there is no ${client} to test with.`);
  const kept = databaseOf(directory);
  const database = kept ?? `microsoft_sync_test_${randomBytes(4).toString('hex')}`;
  const administrate = async (statement: string) => {
    const connection = knex({ client: client === 'mysql' ? 'mysql2' : 'pg', connection: address });
    try {
      await connection.raw(statement);
    } finally {
      await connection.destroy();
    }
  };
  // Without it MariaDB makes a database that holds the letters of Western Europe only.
  if (kept === null) await administrate(`create database ${database}${client === 'mysql' ? ' character set utf8mb4' : ''}`);
  const { hostname, port, username, password } = new URL(address);
  const connection = {
    host: hostname,
    port: Number(port) || (client === 'mysql' ? 3306 : 5432),
    database,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
  return { configuration: { connection: { client, connection } }, drop: () => administrate(`drop database ${database}`) };
}

/** The name of the one that an earlier boot on this folder has left behind. */
function databaseOf(directory: string): string | null {
  const file = path.join(directory, 'config', 'database.js');
  return fs.existsSync(file) ? (/"database": "(microsoft_sync_test_\w+)"/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? null) : null;
}

function variableOf(client: 'postgres' | 'mysql') {
  return client === 'mysql' ? 'TEST_MYSQL_URL' : 'TEST_POSTGRES_URL';
}

function serverOf(client: 'postgres' | 'mysql') {
  return process.env[variableOf(client)];
}
