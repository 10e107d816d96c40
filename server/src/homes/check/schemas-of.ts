import type { Core } from '@strapi/types';
import { defaultLocaleOf } from '../../host/locales';
import { schemasOf } from '../registry';
import type { HostSchemas } from './schemas';

interface Locales {
  find(): Promise<{ code: string }[]>;
}

/** The host's types as Strapi has loaded them, and what the checks want to know beside them. The locales stand in the database. */
export async function hostSchemasOf(strapi: Core.Strapi): Promise<HostSchemas> {
  const i18n = strapi.plugin('i18n') as { service(name: 'locales'): Locales } | undefined;
  const found = (await i18n?.service('locales').find()) ?? [];
  return {
    ...schemasOf(strapi),
    userType: String(strapi.config.get('plugin::microsoft-sync.host.user')),
    locales: found.map(({ code }) => code),
    defaultLocale: await defaultLocaleOf(strapi),
  };
}
