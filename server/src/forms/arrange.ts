import { isDeepStrictEqual } from 'node:util';
import type { Core } from '@strapi/types';
import { type Arrangement, arrangements } from './arrangements';

/** What the Content Manager keeps of a type; only what is arranged here. */
export interface Configuration {
  readonly settings: { readonly mainField?: string; readonly defaultSortBy?: string; readonly defaultSortOrder?: string };
  readonly layouts: { readonly list: readonly string[]; readonly edit: readonly (readonly { name: string; size: number }[])[] };
  readonly metadatas: Readonly<Record<string, { readonly edit: Readonly<Record<string, unknown>>; readonly list: object }>>;
}

interface Configurations {
  findConfiguration(type: { uid: string }): Promise<Configuration>;
  updateConfiguration(type: { uid: string }, configuration: Configuration): Promise<unknown>;
}

/** Forms and lists of our own types, as people want them: of new installations, and of those where nobody has arranged them otherwise. */
export async function arrangeForms(strapi: Core.Strapi): Promise<void> {
  const types = strapi.plugin('content-manager').service('content-types') as unknown as Configurations;
  for (const [uid, arrangement] of Object.entries(arrangements)) {
    const { settings, layouts, metadatas } = await types.findConfiguration({ uid });
    const before: Configuration = { settings, layouts, metadatas };
    const after = arranged(before, arrangement);
    if (!isDeepStrictEqual(before, after)) await types.updateConfiguration({ uid }, after);
  }
}

/** Part by part: whoever has chosen columns keeps these, and gets the form. */
export function arranged({ settings, layouts, metadatas }: Configuration, of: Arrangement): Configuration {
  const edit = of.edit.map(withNames);
  const isUnchanged = isDeepStrictEqual(layouts.edit, of.unchanged.edit.map(withNames));
  const isSortedByName = settings.defaultSortBy === of.mainField && settings.defaultSortOrder === 'ASC';
  return {
    settings: isSortedByName ? { ...settings, defaultSortBy: of.sortBy } : settings,
    layouts: {
      ...layouts,
      list: isDeepStrictEqual(layouts.list, of.unchanged.list) ? of.list : layouts.list,
      edit: isUnchanged ? edit : layouts.edit,
    },
    metadatas: isUnchanged ? withReadOnly(metadatas, of.ofEngine) : metadatas,
  };
}

const withNames = (row: readonly (readonly [string, number])[]) => row.map(([name, size]) => ({ name, size }));

function withReadOnly(metadatas: Configuration['metadatas'], names: readonly string[]): Configuration['metadatas'] {
  return Object.fromEntries(
    Object.entries(metadatas).map(([name, of]) => [name, names.includes(name) ? { ...of, edit: { ...of.edit, editable: false } } : of]),
  );
}
