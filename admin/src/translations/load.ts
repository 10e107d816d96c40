import { PLUGIN_ID } from '../pluginId';
import type { TextKey } from '../text/useText';
import english from './en.json';

type Texts = Record<string, string>;

/** A further language is a file beside these and a line here. */
const languages: Record<string, () => Promise<{ default: Texts }>> = {
  en: () => import('./en.json'),
  de: () => import('./de.json'),
};

/** What Strapi asks for at start: our texts in each of the admin panel's languages, under keys that carry the plugin's id. */
export async function loadTranslations({ locales }: { locales: string[] }) {
  return Promise.all(locales.map(async (locale) => ({ locale, data: await texts(locale) })));
}

/** For what is no component: a text as it stands, in what has been loaded of the language that `language` says. */
export const sayIn =
  (language: () => string) =>
  (key: TextKey): string =>
    loaded.get(language())?.[key] ?? english[key];

const loaded = new Map<string, Texts>();

async function texts(locale: string): Promise<Texts> {
  const load = languages[locale] ?? languages[locale.split('-')[0] ?? ''];
  if (!load) return {}; // every text has its English one as default
  const { default: found } = await load();
  loaded.set(locale, found);
  return Object.fromEntries(Object.entries(found).map(([key, text]) => [`${PLUGIN_ID}.${key}`, text]));
}
