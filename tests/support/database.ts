import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { BootOptions } from './boot';
import { addressOf, administrate, connectionTo, createDatabase, type ServerClient } from './database-servers';
import { copyTemplate } from './server-templates';
import { ensureTemplate, type TemplateName } from './templates';

export type DatabaseClient = 'sqlite' | ServerClient;

/** The clients that can be tested here, for `describe.each(databases)`. */
export const databases: DatabaseClient[] = (['sqlite', 'postgres', 'mysql'] as const).filter(
  (client) => client === 'sqlite' || addressOf(client) !== undefined,
);

interface PreparedDatabase {
  configuration: unknown;
  drop(): Promise<void>;
}

export async function prepareDatabase(options: BootOptions, directory: string): Promise<PreparedDatabase> {
  const client = options.database ?? 'sqlite';
  return client === 'sqlite' ? prepareFile(options, directory) : prepareServer(client, options, directory);
}

async function prepareFile(options: BootOptions, directory: string): Promise<PreparedDatabase> {
  const filename = path.join(directory, 'data.db');
  const template = templateFor(options);
  if (template && !fs.existsSync(filename)) fs.copyFileSync(await ensureTemplate(template), filename);
  return {
    configuration: { connection: { client: 'sqlite', connection: { filename }, useNullAsDefault: true } },
    drop: async () => undefined,
  };
}

/** `null`: what the application has is in no template. */
const templateFor = ({ files, contentTypes, hasPlugin = true }: BootOptions): TemplateName | null =>
  files === undefined && hasPlugin ? (contentTypes ?? 'plain') : null;

async function prepareServer(client: ServerClient, options: BootOptions, directory: string): Promise<PreparedDatabase> {
  const kept = databaseOf(directory);
  const database = kept ?? `microsoft_sync_test_${randomBytes(4).toString('hex')}`;
  const template = templateFor(options);
  if (kept === null)
    await (template ? copyTemplate(client, template, database) : administrate(client, (on) => createDatabase(on, client, database)));
  return {
    configuration: { connection: { client, connection: connectionTo(client, database) } },
    drop: () => administrate(client, (on) => on.raw(`drop database ${database}`)),
  };
}

/** The name of the one that an earlier boot on this folder has left behind. */
function databaseOf(directory: string): string | null {
  const file = path.join(directory, 'config', 'database.js');
  return fs.existsSync(file) ? (/"database": "(microsoft_sync_test_\w+)"/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? null) : null;
}
