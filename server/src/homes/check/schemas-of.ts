import type { Core, UID } from '@strapi/types';
import type { ComponentSchema, ContentTypeSchema, HostSchemas } from './schemas';

interface Locales {
  find(): Promise<{ code: string }[]>;
  getDefaultLocale(): Promise<string | null>;
}

/** The host's types as Strapi has loaded them. The locales stand in the database. */
export async function schemasOf(strapi: Core.Strapi): Promise<HostSchemas> {
  const i18n = strapi.plugin('i18n') as { service(name: 'locales'): Locales } | undefined;
  const locales = i18n?.service('locales');
  const found = locales ? await locales.find() : [];
  return {
    contentType: (uid) => (strapi.contentTypes[uid as UID.ContentType] as ContentTypeSchema | undefined) ?? null,
    component: (uid) => (strapi.components[uid as UID.Component] as ComponentSchema | undefined) ?? null,
    userType: String(strapi.config.get('plugin::microsoft-sync.host.user')),
    locales: found.map(({ code }) => code),
    defaultLocale: (await locales?.getDefaultLocale()) ?? '',
  };
}
