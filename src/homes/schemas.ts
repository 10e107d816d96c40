/** What is known of an attribute of the host's types. */
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
  readonly pluginOptions?: { readonly i18n?: { readonly localized?: boolean } };
}
type Attributes = Readonly<Record<string, Attribute>>;

export interface ContentTypeSchema {
  readonly kind?: string;
  readonly attributes: Attributes;
  readonly options?: { readonly draftAndPublish?: boolean };
  readonly pluginOptions?: { readonly i18n?: { readonly localized?: boolean } };
}
export interface ComponentSchema {
  readonly attributes: Attributes;
}

export interface Schemas {
  contentType(uid: string): ContentTypeSchema | null;
  component(uid: string): ComponentSchema | null;
}
