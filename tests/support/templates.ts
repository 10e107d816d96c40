import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { writeApplication } from './application';
import type { BootOptions } from './boot';
import { destroyStrapi, loadStrapi } from './load';
import { pluginUnderTest, repository, templates } from './places';
import { playgroundFiles } from './playground-files';

/** What a database was made for: without content types of the host, or with those of the playground. */
export type TemplateName = NonNullable<BootOptions['contentTypes']> | 'plain';

/**
 * A database after Strapi's first start, to be copied for every boot on SQLite: 0.5 s instead of 4. It is made when it is asked for first, and
 * again when the plugin, what is installed or a content type has changed. `server-templates.ts` has those of servers.
 */
export async function ensureTemplate(name: TemplateName): Promise<string> {
  const files = filesOf(name);
  const own = `${name}-${inputsOf(files)}.db`;
  const file = path.join(templates, own);
  if (fs.existsSync(file)) return file;
  fs.mkdirSync(templates, { recursive: true });
  const older = fs.readdirSync(templates).filter((one) => one.startsWith(`${name}-`) && !one.startsWith(own));
  await makeTemplate(files, file);
  for (const one of older) fs.rmSync(path.join(templates, one), { force: true });
  return file;
}

export const filesOf = (name: TemplateName): Record<string, string> => (name === 'plain' ? {} : playgroundFiles());

/** Another one for each state of what a database is made by. */
export function inputsOf(files: Record<string, string>): string {
  return createHash('sha256')
    .update(fs.readFileSync(path.join(pluginUnderTest, 'index.js')))
    .update(fs.readFileSync(path.join(repository, 'package-lock.json')))
    .update(JSON.stringify(files))
    .digest('hex')
    .slice(0, 16);
}

/** Under another name until it is whole: two test processes may make it at the same time. */
async function makeTemplate(files: Record<string, string>, file: string): Promise<void> {
  const application = writeApplication({ files });
  const filename = path.join(application.directory, 'data.db');
  application.writeConfiguration('database', { connection: { client: 'sqlite', connection: { filename }, useNullAsDefault: true } });
  const strapi = await loadStrapi(application.directory);
  await destroyStrapi(strapi);
  const whole = `${file}.${process.pid}`;
  fs.copyFileSync(filename, whole);
  fs.renameSync(whole, file);
  application.remove();
}
