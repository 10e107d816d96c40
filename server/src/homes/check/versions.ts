import type { HomeProblem, HomeToCheck } from './problem';
import { type ContentTypeSchema, hasDrafts, type HostSchemas } from './schemas';

/**
 * From a type without drafts a relation leads to both versions of one that has them, and a filter over it finds either, whichever was asked for:
 * it has to say which it means. Between types with drafts each version leads to its own.
 */
export function versionlessFilters({ key, mapping }: HomeToCheck, type: ContentTypeSchema, schemas: HostSchemas): HomeProblem[] {
  return pathsOf(mapping.takesPart ?? {}, type, schemas).map((path) => ({
    key: `${key}.takesPart`,
    message: `asks for '${path}', of which there may be a draft and a published version: add publishedAt: { $notNull: true } to it, or { $null: true } for the draft`,
  }));
}

function pathsOf(filters: unknown, type: ContentTypeSchema, schemas: HostSchemas): string[] {
  if (Array.isArray(filters)) return filters.flatMap((one) => pathsOf(one, type, schemas));
  if (typeof filters !== 'object' || filters === null) return [];
  return Object.entries(filters).flatMap(([name, asked]): string[] => {
    if (name.startsWith('$')) return pathsOf(asked, type, schemas);
    const target = Object.hasOwn(type.attributes, name) ? type.attributes[name]?.target : undefined;
    const next = target === undefined ? null : schemas.contentType(target);
    if (!next) return [];
    const isOpen = hasDrafts(next) && !hasDrafts(type) && !namesVersion(asked);
    return [...(isOpen ? [name] : []), ...pathsOf(asked, next, schemas).map((path) => `${name}.${path}`)];
  });
}

/** Also where nothing is asked that versions may differ in: an entry of this documentId, one at all, none. */
function namesVersion(asked: unknown): boolean {
  if (!isRecord(asked)) return true;
  const all = Array.isArray(asked['$and']) ? [asked, ...asked['$and'].filter(isRecord)] : [asked];
  if (all.some((one) => Object.hasOwn(one, 'publishedAt'))) return true;
  return Object.keys(asked).every((name) => name === 'documentId' || (name.startsWith('$') && !GROUPS.has(name)));
}

const GROUPS = new Set(['$and', '$or', '$not']);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
