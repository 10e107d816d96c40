import type { Core } from '@strapi/types';
import { problemsOfFilters } from './filters';
import type { HomeToCheck } from './problem';
import { problemsOfHomes } from './problems-of-homes';
import { hostSchemasOf } from './schemas-of';

/** Throws one Error whose message has a line per problem, each naming its key. The database must be initialized. */
export async function assertHomes(strapi: Core.Strapi, homes: readonly HomeToCheck[]): Promise<void> {
  if (homes.length === 0) return;
  const problems = [...problemsOfHomes(homes, await hostSchemasOf(strapi)), ...(await problemsOfFilters(strapi, homes))];
  if (problems.length === 0) return;
  throw new Error(['', ...problems.map(({ key, message }) => `microsoft-sync: ${key} ${message}`)].join('\n'));
}
