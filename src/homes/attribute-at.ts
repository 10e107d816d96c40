import type { Attribute, ComponentSchema, ContentTypeSchema, Schemas } from './schemas';

type Found = { readonly attribute: Attribute } | { readonly problem: string };

/** The attribute that a path leads to: one of the type itself, or, through single components, one of theirs. */
export function attributeAt(path: string, uid: string, type: ContentTypeSchema, schemas: Pick<Schemas, 'component'>): Found {
  const names = path.split('.');
  let holder: ComponentSchema = type;
  let holderName = uid;
  for (const [index, name] of names.entries()) {
    const attribute: Attribute | undefined = Object.hasOwn(holder.attributes, name) ? holder.attributes[name] : undefined;
    if (!attribute) return { problem: `names '${path}', and ${holderName} has no attribute '${name}'` };
    if (attribute.type === 'dynamiczone')
      return { problem: `names '${path}', and '${name}' is a dynamic zone, which holds no field: map it to an attribute or a component` };
    if (index === names.length - 1) return { attribute };
    if (attribute.type !== 'component' || attribute.component === undefined)
      return {
        problem: `names '${path}', and '${name}' is no component: only attributes of the entry itself and of its components hold fields`,
      };
    if (attribute.repeatable)
      return { problem: `names '${path}', and '${name}' is repeatable: map '${name}' and say in fields which part goes where` };
    const component = schemas.component(attribute.component);
    if (!component) return { problem: `names '${path}', and the component ${attribute.component} of '${name}' does not exist` };
    [holder, holderName] = [component, `the component ${attribute.component}`];
  }
  return { problem: 'names no attribute' };
}
