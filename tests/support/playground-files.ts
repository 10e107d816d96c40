import fs from 'node:fs';
import path from 'node:path';
import { repository } from './places';

const playground = path.join(repository, 'playground');

/** Content types and components of the playground's CRM, by their place in an application. */
export function playgroundFiles(): Record<string, string> {
  const schemas = ['src/api', 'src/components'].flatMap((folder) =>
    fs.readdirSync(path.join(playground, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const files = schemas.filter((name) => name.endsWith('.json')).sort();
  return Object.fromEntries(files.map((name) => [name, fs.readFileSync(path.join(playground, name), 'utf8')]));
}
