import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContentTypeSchema, Schemas } from '../../../src/homes/schemas';
import { repository } from '../../support/places';

const api = path.join(repository, 'playground', 'src', 'api');
const components = path.join(repository, 'playground', 'src', 'components');
const schemaIn = (...file: string[]): ContentTypeSchema => JSON.parse(readFileSync(path.join(...file), 'utf8')) as ContentTypeSchema;

/** The content types and components of the playground's CRM, as their files say. */
export const crmSchemas: Schemas = (() => {
  const types = new Map(
    readdirSync(api).map((name) => [`api::${name}.${name}`, schemaIn(api, name, 'content-types', name, 'schema.json')]),
  );
  const parts = new Map(
    readdirSync(components).flatMap((folder) =>
      readdirSync(path.join(components, folder)).map((file) => [
        `${folder}.${path.basename(file, '.json')}`,
        schemaIn(components, folder, file),
      ]),
    ),
  );
  return { contentType: (uid) => types.get(uid) ?? null, component: (uid) => parts.get(uid) ?? null };
})();
