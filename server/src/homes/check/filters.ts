import type { Core, UID } from '@strapi/types';
import { databaseCause } from '../../causes/database';
import { within } from '../../causes/without-full-stop';
import type { HomeProblem, HomeToCheck } from './problem';
import { type ContentTypeSchema, hasDrafts, isLocalized } from './schemas';

/** Strapi knows best what it takes for a filter: each `takesPart` is asked once. Homes whose type does not exist are passed over. */
export async function problemsOfFilters(strapi: Core.Strapi, homes: readonly HomeToCheck[]): Promise<HomeProblem[]> {
  const problems: HomeProblem[] = [];
  for (const { key, mapping } of homes) {
    const type = strapi.contentTypes[mapping.uid as UID.ContentType] as ContentTypeSchema | undefined;
    if (!type || mapping.takesPart === undefined) continue;
    try {
      await strapi.documents(mapping.uid as UID.ContentType).findFirst({
        filters: mapping.takesPart,
        fields: ['documentId'],
        ...(hasDrafts(type) ? { status: mapping.version ?? 'published' } : {}),
        ...(isLocalized(type) && mapping.locale !== undefined ? { locale: mapping.locale } : {}),
      } as object);
    } catch (error) {
      problems.push({ key: `${key}.takesPart`, message: refusalOf(error) });
    }
  }
  return problems;
}

/** Strapi names keys and operators; of the database's sentences, which hold the statement and its values, only what they mean is said. */
function refusalOf(error: unknown): string {
  const database = databaseCause(error);
  if (database?.isPassing || !(error instanceof Error)) throw error; // says nothing about the filters
  return `is refused by Strapi: ${within(database?.message ?? error.message)}`;
}
