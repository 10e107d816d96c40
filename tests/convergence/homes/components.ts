import type { Attribute, Schemas } from '../../../src/homes/schemas';

type Row = Readonly<Record<string, unknown>>;

/** How Strapi writes components: one that is named by its id is merged into, any other is a new row in its place, and a list is as it was sent. */
export function componentWriter(schemas: Schemas, newId: () => number) {
  const partOf = (uid: string, given: Row, standing: Row | null): Row => {
    const { id, ...values } = given;
    if (id !== undefined && id !== standing?.['id']) throw new Error('Some of the provided components are not related to the entity');
    const { attributes } = schemas.component(uid) ?? { attributes: {} };
    const before: Row = id === undefined ? { id: newId(), ...emptyOf(attributes) } : (standing ?? {});
    const after: Record<string, unknown> = { ...before };
    for (const [name, value] of Object.entries(values)) after[name] = written(attributes[name], value, before[name]);
    return after;
  };
  /** What stands in an attribute after this was written into it. */
  function written(attribute: Attribute | undefined, value: unknown, standing: unknown): unknown {
    if (attribute?.type !== 'component' || attribute.component === undefined || value === null || value === undefined) return value ?? null;
    const { component, repeatable } = attribute;
    if (!repeatable) return partOf(component, value as Row, (standing ?? null) as Row | null);
    const known = (standing ?? []) as readonly Row[];
    return (value as readonly Row[]).map((one) => partOf(component, one, known.find(({ id }) => id === one['id']) ?? null));
  }
  /** Of another version or locale: rows of its own, which hold the same. */
  function copied(attribute: Attribute | undefined, value: unknown): unknown {
    if (attribute?.type !== 'component' || value === null || value === undefined) return value ?? null;
    const { attributes } = schemas.component(attribute.component ?? '') ?? { attributes: {} };
    const copy = (one: Row): Row => ({
      ...Object.fromEntries(Object.entries(one).map(([name, part]) => [name, copied(attributes[name], part)])),
      id: newId(),
    });
    return Array.isArray(value) ? value.map((one) => copy(one as Row)) : copy(value as Row);
  }
  return { written, copied };
}

/** Every attribute, with its default. */
export function emptyOf(attributes: Readonly<Record<string, Attribute>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { default: given, repeatable }]) => [name, given ?? (repeatable ? [] : null)]),
  );
}
