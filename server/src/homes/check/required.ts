import { attributeAt } from '../../../../src/homes/attribute-at';
import type { MappedField } from './mapped-fields';
import type { HomeProblem, HomeToCheck } from './problem';
import { type Attribute, type ContentTypeSchema, type HostSchemas, hasDrafts } from './schemas';

/** Attributes that an entry needs and nothing gives it; drafts need none. */
export function requiredProblems(
  { key, mapping }: HomeToCheck,
  type: ContentTypeSchema,
  mapped: readonly MappedField[],
  schemas: HostSchemas,
): HomeProblem[] {
  const { create, owner, version = 'published' } = mapping;
  const isDraft = hasDrafts(type) && version === 'draft' && create?.status !== 'published';
  if (isDraft || typeof create?.data === 'function') return [];
  const data: Readonly<Record<string, unknown>> = create?.data ?? {};
  const written = mapped.filter(({ isWritten }) => isWritten);
  const paths = [...written.flatMap(({ paths }) => paths), ...(owner.includes('.') ? [] : [owner])];
  const given = Object.entries(data).flatMap(([name, value]) => givenBy(name, value, type.attributes[name]));
  const lacking = lackingOf(type.attributes, [...paths, ...given], schemas);
  const inParts = written.flatMap(({ field, given: { fields, write }, paths: [path = ''] }) => {
    const found = attributeAt(path, mapping.uid, type, schemas);
    if (!fields || write || !('attribute' in found) || found.attribute.component === undefined) return [];
    const parts = schemas.component(found.attribute.component)?.attributes ?? {};
    return lackingOf(parts, Object.values(fields), schemas).map((name) => ({
      key: `${key}.fields.${field}`,
      message: `lacks '${name}', which each '${path}' must have: map it, or give it a default`,
    }));
  });
  return [
    ...lacking.map((name) => ({
      key: `${key}.fields`,
      message: `lacks '${name}', which an entry must have: map a field to it, set it in create.data, or give it a default`,
    })),
    ...inParts,
  ];
}

function lackingOf(attributes: ContentTypeSchema['attributes'], paths: readonly string[], schemas: HostSchemas): string[] {
  return Object.entries(attributes).flatMap(([name, attribute]): string[] => {
    if (!attribute || paths.includes(name)) return [];
    const inner = paths.flatMap((path) => (path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : []));
    if (inner.length > 0 && attribute.component !== undefined)
      return lackingOf(schemas.component(attribute.component)?.attributes ?? {}, inner, schemas).map((one) => `${name}.${one}`);
    return attribute.required && attribute.default === undefined ? [name] : [];
  });
}

/** A component is merged with what is mapped into it, so only what is named counts. */
function givenBy(name: string, value: unknown, attribute: Attribute | undefined): string[] {
  if (value === null || value === undefined) return [];
  const isPart = attribute?.type === 'component' && !attribute.repeatable && typeof value === 'object';
  return isPart ? Object.keys(value).map((part) => `${name}.${part}`) : [name];
}
