/** What the checks want to know of the host's types. */
export interface Attribute {
  readonly type: string;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly default?: unknown;
  readonly writable?: boolean;
  readonly maxLength?: number;
  readonly column?: { readonly type?: string };
  readonly enum?: readonly string[];
  readonly relation?: string;
  readonly target?: string;
  readonly component?: string;
  readonly repeatable?: boolean;
}
type Attributes = Readonly<Record<string, Attribute | undefined>>;

export interface ContentTypeSchema {
  readonly kind?: string;
  readonly attributes: Attributes;
  readonly options?: { readonly draftAndPublish?: boolean };
  readonly pluginOptions?: { readonly i18n?: { readonly localized?: boolean } };
}
export interface ComponentSchema {
  readonly attributes: Attributes;
}

export interface HostSchemas {
  contentType(uid: string): ContentTypeSchema | null;
  component(uid: string): ComponentSchema | null;
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
