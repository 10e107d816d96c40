import type { Home } from '../../../../src/homes/home';

/** Which rows of a content type are the items, and what the Document Service is told so that it reads and writes those and no others. */
export interface Version {
  readonly where: object;
  /** The rows that are written: of what is published, the draft, which Strapi publishes as a whole. */
  readonly writtenWhere: object;
  readonly created: object;
  readonly written: object;
  readonly removed: object;
  /** A document is one row. */
  readonly isOnly: boolean;
}

export function versionOf({ version, locale, create }: Home): Version {
  const inLocale = locale === null ? {} : { locale };
  const at = (isPublished: boolean): object =>
    version === null ? inLocale : { ...inLocale, publishedAt: isPublished ? { $notNull: true } : { $null: true } };
  return {
    where: at(version === 'published'),
    writtenWhere: at(false),
    created: { ...inLocale, ...(version === null ? {} : { status: create.status ?? version }) },
    written: { ...inLocale, ...(version === null ? {} : { status: version }) },
    removed: locale === null ? {} : { locale: '*' },
    isOnly: version === null && locale === null,
  };
}
