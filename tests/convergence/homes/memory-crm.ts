import type { ContentTypeSchema, Schemas } from '../../../src/homes/schemas';
import { entriesOf, frozen, type HostRow, type State } from '../state';
import { componentWriter, emptyOf } from './components';
import type { Crm, Documents, Of } from './documents';

type Data = Readonly<Record<string, unknown>>;

export interface MemoryCrm extends Crm {
  /** As `rows`, at once. */
  all(uid: string): readonly HostRow[];
}
interface Options {
  readonly schemas: Schemas;
  readonly now: () => number;
  readonly defaultLocale: string;
  /** What a hook of the host makes of data that is written. */
  readonly hook: (uid: string, data: Data) => Data;
  /** Called around each write, as lifecycles are. */
  readonly around: (uid: string, documentIds: readonly string[], write: () => void) => void;
}

/**
 * The Document Service over content types in memory: draft and published versions, locales with what they share, components with ids, relations to
 * one entry by documentId. Left out: validation, relations to many, media and dynamic zones, links of a row to a version of its target (what the
 * playground's relations lead to has one), events of single rows within one call.
 */
export function memoryCrm(holder: { state: State }, { schemas, now, defaultLocale, hook, around }: Options): MemoryCrm {
  const newId = (): number => holder.state.nextId++;
  const parts = componentWriter(schemas, newId);
  const typeOf = (uid: string): ContentTypeSchema => {
    const type = schemas.contentType(uid);
    if (!type) throw new Error(`no ${uid}`);
    return type;
  };
  const rows = (uid: string) => entriesOf(holder.state, uid);
  const put = (uid: string, row: HostRow): HostRow => {
    rows(uid).set(row.id, frozen(row));
    return row;
  };
  const time = (): string => new Date(now()).toISOString();

  function shown(uid: string, row: HostRow): HostRow {
    const related = Object.entries(typeOf(uid).attributes).flatMap(([name, { type, target }]) => {
      if (type !== 'relation' || typeof row[name] !== 'string') return [];
      const documentId = row[name];
      const of =
        target === undefined || !schemas.contentType(target)
          ? { documentId }
          : [...rows(target).values()].find((one) => one.documentId === documentId);
      return [[name, of ? (target && schemas.contentType(target) ? shown(target, of as HostRow) : of) : null] as const];
    });
    return related.length === 0 ? row : { ...row, ...Object.fromEntries(related) };
  }

  function documents(uid: string): Documents {
    const { attributes, options, pluginOptions } = typeOf(uid);
    const hasVersions = options?.draftAndPublish === true;
    const isLocalized = pluginOptions?.i18n?.localized === true;
    const isShared = (name: string) => attributes[name]?.pluginOptions?.i18n?.localized === false;
    const localeOf = (locale: string | undefined): string | null => (isLocalized ? (locale ?? defaultLocale) : null);
    const versionsOf = (documentId: string): HostRow[] => [...rows(uid).values()].filter((row) => row.documentId === documentId);
    const rowOf = (documentId: string, locale: string | null, isPublished: boolean): HostRow | undefined =>
      versionsOf(documentId).find(
        (row) => row['locale'] === locale && (hasVersions ? (row['publishedAt'] !== null) === isPublished : true),
      );

    const changed = (standing: HostRow, data: Data): HostRow => ({
      ...standing,
      ...Object.fromEntries(
        Object.entries(data)
          .filter(([name]) => name in attributes)
          .map(([name, value]) => [name, parts.written(attributes[name], value, standing[name])]),
      ),
      updatedAt: time(),
    });
    const copy = (row: HostRow, more: Data): HostRow => ({
      ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, parts.copied(attributes[name], value)])),
      ...more,
      id: newId(),
      documentId: String(more['documentId'] ?? row.documentId),
    });
    const blank = (documentId: string, locale: string | null): HostRow => ({
      ...emptyOf(attributes), id: newId(), documentId, locale, publishedAt: hasVersions ? null : time(), createdAt: time(), updatedAt: time(),
    }); // prettier-ignore

    function publish(documentId: string, locale: string | null): void {
      const draft = rowOf(documentId, locale, false);
      const before = rowOf(documentId, locale, true);
      if (!hasVersions || !draft) return;
      if (before) rows(uid).delete(before.id);
      put(uid, copy(draft, { publishedAt: time() }));
    }
    /** What locales share goes to the others' rows of the same version. */
    function share(row: HostRow, data: Data): void {
      const names = Object.keys(data).filter((name) => name in attributes && isShared(name));
      if (names.length === 0) return;
      for (const other of versionsOf(row.documentId))
        if (other.id !== row.id && (other['publishedAt'] === null) === (row['publishedAt'] === null))
          put(uid, {
            ...other,
            ...Object.fromEntries(names.map((name) => [name, parts.copied(attributes[name], row[name])])),
            updatedAt: time(),
          });
    }
    const write = <T>(documentId: string, work: () => T): T => {
      let result: T | undefined;
      around(uid, [documentId], () => void (result = work()));
      return result as T;
    };

    return {
      create: async ({ data: { documentId: given, ...data }, locale, status }) => {
        const documentId = typeof given === 'string' ? given : `document-${newId()}`;
        return write(documentId, () => {
          put(uid, changed(blank(documentId, localeOf(locale)), hook(uid, data)));
          if (status === 'published') publish(documentId, localeOf(locale));
          return { documentId };
        });
      },
      update: async ({ documentId, data: given, locale, status }) =>
        write(documentId, () => {
          const data = hook(uid, given);
          const of = localeOf(locale);
          const standing = rowOf(documentId, of, false);
          const [other] = versionsOf(documentId).filter((row) => !hasVersions || row['publishedAt'] === null);
          if (!standing && !other) return null;
          // Another locale: what they share is copied, relations are not.
          const fresh = other && {
            ...blank(documentId, of),
            ...Object.fromEntries(
              Object.keys(attributes)
                .filter(isShared)
                .map((name) => [name, parts.copied(attributes[name], other[name])]),
            ),
          };
          const row = put(uid, changed(standing ?? (fresh as HostRow), data));
          if (status === 'published') publish(documentId, of);
          share((status === 'published' && rowOf(documentId, of, true)) || row, data);
          return row;
        }),
      publish: async ({ documentId, locale }) => write(documentId, () => publish(documentId, localeOf(locale))),
      unpublish: async ({ documentId, locale }) =>
        write(documentId, () => {
          const published = hasVersions && rowOf(documentId, localeOf(locale), true);
          if (published) rows(uid).delete(published.id);
        }),
      discardDraft: async ({ documentId, locale }) =>
        write(documentId, () => {
          const [draft, published] = [rowOf(documentId, localeOf(locale), false), rowOf(documentId, localeOf(locale), true)];
          if (!hasVersions || !draft || !published) return;
          rows(uid).delete(draft.id);
          put(uid, copy(published, { publishedAt: null }));
        }),
      clone: async ({ documentId, data = {} }: Of & { data?: Data }) => {
        const twin = `document-${newId()}`;
        return write(twin, () => {
          for (const row of versionsOf(documentId))
            if (!hasVersions || row['publishedAt'] === null)
              put(uid, changed(copy(row, { documentId: twin, createdAt: time() }), hook(uid, data)));
        });
      },
      delete: async ({ documentId, locale }) =>
        write(documentId, () => {
          for (const row of versionsOf(documentId)) if (locale === '*' || row['locale'] === localeOf(locale)) rows(uid).delete(row.id);
        }),
    };
  }

  const all = (uid: string): HostRow[] => [...rows(uid).values()].sort((a, b) => a.id - b.id).map((row) => shown(uid, row));
  return { documents, all, rows: async (uid) => all(uid) };
}
