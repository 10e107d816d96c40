import type { Knex } from 'knex';
import { writeApplication } from './application';
import { administrate, connectionTo, createDatabase, type ServerClient } from './database-servers';
import { destroyStrapi, loadStrapi } from './load';
import { filesOf, inputsOf, type TemplateName } from './templates';

/**
 * Makes `database` as a copy of one that Strapi has started on once: a second instead of four. That one is made on the server when it is asked for
 * first, and again when the plugin, what is installed or a content type has changed.
 */
export async function copyTemplate(client: ServerClient, name: TemplateName, database: string): Promise<void> {
  const template = await ensureServerTemplate(client, name);
  await (client === 'postgres'
    ? administrate(client, (on) => on.raw(`create database ${database} template ${template}`))
    : copyTables(template, database));
}

async function ensureServerTemplate(client: ServerClient, name: TemplateName): Promise<string> {
  const files = filesOf(name);
  const template = `microsoft_sync_template_${name}_${inputsOf(files)}`;
  // Several test processes may want it at the same time: the others wait. The lock goes with the connection.
  await administrate(client, async (on) => {
    await on.raw(client === 'postgres' ? 'select pg_advisory_lock(7365)' : "select get_lock('microsoft_sync_template', 300)");
    const known = await templatesOn(on, client, name);
    if (known.includes(template)) return;
    for (const older of known) await on.raw(`drop database ${older}`);
    const unfinished = `microsoft_sync_unfinished_${name}`;
    await on.raw(`drop database if exists ${unfinished}`);
    await createDatabase(on, client, unfinished);
    await startOnce(client, unfinished, files);
    if (client === 'postgres') await on.raw(`alter database ${unfinished} rename to ${template}`);
    else await copyTables(unfinished, template);
  });
  return template;
}

async function templatesOn(on: Knex, client: ServerClient, name: TemplateName): Promise<string[]> {
  const names = await (client === 'postgres' ? on('pg_database').pluck('datname') : on('information_schema.schemata').pluck('schema_name'));
  return names.filter((one) => String(one).startsWith(`microsoft_sync_template_${name}_`)).map(String);
}

async function startOnce(client: ServerClient, database: string, files: Record<string, string>): Promise<void> {
  const application = writeApplication({ files });
  application.writeConfiguration('database', { connection: { client, connection: connectionTo(client, database) } });
  await destroyStrapi(await loadStrapi(application.directory));
  application.remove();
}

/** MariaDB and MySQL cannot copy a database. */
async function copyTables(from: string, to: string): Promise<void> {
  const tables = await tablesOf(from);
  await administrate('mysql', (on) => createDatabase(on, 'mysql', to));
  const inserts = tables.map(({ name }) => `insert into \`${name}\` select * from \`${from}\`.\`${name}\``);
  const statements = ['set foreign_key_checks = 0', ...tables.map(({ create }) => create), ...inserts];
  await administrate('mysql', (on) => on.raw(statements.map((one) => one.replaceAll('?', '\\?')).join(';\n')), to);
}

const known = new Map<string, Promise<{ name: string; create: string }[]>>();

function tablesOf(database: string): Promise<{ name: string; create: string }[]> {
  const tables = known.get(database) ?? readTables(database);
  known.set(database, tables);
  return tables;
}

const readTables = (database: string) =>
  administrate(
    'mysql',
    async (on) => {
      const names: string[] = await on('information_schema.tables').where({ table_schema: database }).pluck('table_name');
      const tables: { name: string; create: string }[] = [];
      for (const name of names) {
        const [[row]] = await on.raw('show create table ??', [name]);
        tables.push({ name, create: String(row['Create Table']) });
      }
      return tables;
    },
    database,
  );
