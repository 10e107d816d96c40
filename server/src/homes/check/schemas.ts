import type { Attribute, ContentTypeSchema, Schemas } from '../../../../src/homes/schemas';

export type { Attribute, ComponentSchema, ContentTypeSchema } from '../../../../src/homes/schemas';

export interface HostSchemas extends Schemas {
  /** `host.user` of the configuration. */
  readonly userType: string;
  readonly locales: readonly string[];
  readonly defaultLocale: string;
}

export const hasDrafts = ({ options }: ContentTypeSchema): boolean => options?.draftAndPublish === true;
export const isLocalized = ({ pluginOptions }: ContentTypeSchema): boolean => pluginOptions?.i18n?.localized === true;
export const isToOne = ({ type, relation }: Attribute): boolean =>
  type === 'relation' && (relation === 'oneToOne' || relation === 'manyToOne');

/** Strapi puts these into every type, and writes them itself. */
const OF_STRAPI = new Set([
  'createdAt',
  'updatedAt',
  'publishedAt',
  'firstPublishedAt',
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
]);
export const isOfStrapi = (name: string): boolean => OF_STRAPI.has(name);
