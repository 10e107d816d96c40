import type { Core } from '@strapi/types';

interface Locales {
  getDefaultLocale(): Promise<string | null>;
}

/** Of an installation without localization, the one that Strapi begins with. */
export async function defaultLocaleOf(strapi: Core.Strapi): Promise<string> {
  const i18n = strapi.plugin('i18n') as { service(name: 'locales'): Locales } | undefined;
  return (await i18n?.service('locales').getDefaultLocale()) ?? 'en';
}
