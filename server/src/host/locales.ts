import type { Core, UID } from '@strapi/types';

interface Locales {
  getDefaultLocale(): Promise<string | null>;
}

/** Of an installation without localization, the one that Strapi begins with. */
export async function defaultLocaleOf(strapi: Core.Strapi): Promise<string> {
  const i18n = strapi.plugin('i18n') as { service(name: 'locales'): Locales } | undefined;
  return (await i18n?.service('locales').getDefaultLocale()) ?? 'en';
}

/** Those in which a localized type has this document, whatever version of it. */
export async function localesOf(strapi: Core.Strapi, uid: string, documentId: string): Promise<string[]> {
  const rows = (await strapi.db
    .query(uid as UID.ContentType)
    .findMany({ select: ['locale'] as never, where: { documentId } as never })) as {
    locale?: unknown;
  }[];
  return [...new Set(rows.flatMap(({ locale }) => (typeof locale === 'string' ? [locale] : [])))].sort();
}
