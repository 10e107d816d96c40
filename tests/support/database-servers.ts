import knex, { type Knex } from 'knex';

/** A database server to test with, where the environment names one. */
export type ServerClient = 'postgres' | 'mysql';

const variables: { readonly [C in ServerClient]: string } = { postgres: 'TEST_POSTGRES_URL', mysql: 'TEST_MYSQL_URL' };

export const addressOf = (client: ServerClient): string | undefined => process.env[variables[client]];

function neededAddressOf(client: ServerClient): string {
  const address = addressOf(client);
  if (!address) throw new Error(`${variables[client]} is not set: there is no ${client} to test with.`);
  return address;
}

/** `connection` of Strapi's and of knex. */
export function connectionTo(client: ServerClient, database: string) {
  const { hostname, port, username, password } = new URL(neededAddressOf(client));
  return {
    host: hostname,
    port: Number(port) || (client === 'mysql' ? 3306 : 5432),
    database,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}

/** One connection, so that what is set or locked there holds for all of the work. @param database @default the one that the address names */
export async function administrate<T>(client: ServerClient, work: (on: Knex) => Promise<T>, database?: string): Promise<T> {
  const isMysql = client === 'mysql';
  const connection =
    database === undefined
      ? neededAddressOf(client)
      : { ...connectionTo(client, database), ...(isMysql ? { multipleStatements: true } : {}) };
  const on = knex({ client: isMysql ? 'mysql2' : 'pg', connection, pool: { min: 1, max: 1 } });
  try {
    return await work(on);
  } finally {
    await on.destroy();
  }
}

/** Without it MariaDB makes a database that holds the letters of Western Europe only. */
export const createDatabase = (on: Knex, client: ServerClient, database: string) =>
  on.raw(`create database ${database}${client === 'mysql' ? ' character set utf8mb4' : ''}`);
