/** People and steps that stand in a component. */
import type { Field } from './kinds';
import type { MappedField } from './mapped-fields';
import { aKind, type HomeProblem, quoted } from './problem';
import type { Attribute, HostSchemas } from './schemas';

interface Parts {
  readonly names: readonly string[];
  readonly isList: boolean;
  /** By what one of a list is known again. */
  readonly known: string;
}
const parts: Partial<Record<Field, Parts>> = {
  attendees: { names: ['email', 'name', 'type', 'response'], isList: true, known: 'email' },
  organizer: { names: ['email', 'name'], isList: false, known: 'email' },
  checklist: { names: ['title', 'isChecked'], isList: true, known: 'title' },
};
export const partsOf = (field: Field): Parts | null => parts[field] ?? null;

const text = ['string', 'text'];
const kinds: Readonly<Record<string, readonly string[]>> = {
  email: [...text, 'email'],
  name: text,
  type: [...text, 'enumeration'],
  response: [...text, 'enumeration'],
  title: text,
  isChecked: ['boolean'],
};
/** Graph's own (attendeeType, responseType). */
const values: Readonly<Record<string, readonly string[]>> = {
  type: ['required', 'optional', 'resource'],
  response: ['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded'],
};

export function partProblems(mapped: MappedField, attribute: Attribute, schemas: HostSchemas): HomeProblem[] {
  const { key, field, given } = mapped;
  const [path = ''] = mapped.paths;
  const component = attribute.component === undefined ? null : schemas.component(attribute.component);
  const own = partsOf(field);
  if (!own) return [];
  if (!component) return [{ key, message: `names '${path}', and its component ${attribute.component} does not exist` }];
  if ((attribute.repeatable === true) !== own.isList)
    return [{ key, message: own.isList ? `is a list, and '${path}' is not repeatable` : `is one, and '${path}' is repeatable` }];
  const fields = given.fields ?? {};
  if (Object.keys(fields).length === 0)
    return [{ key, message: `stands in the component '${path}': say in fields which of its attributes hold ${quoted(own.names)}` }];
  const problems: HomeProblem[] = [];
  if (own.isList && fields[own.known] === undefined)
    problems.push({
      key: `${key}.fields`,
      message: `must say which attribute holds '${own.known}', by which one of the list is known again`,
    });
  for (const [part, name] of Object.entries(fields)) {
    const message = own.names.includes(part)
      ? problemOfPart(part, name, Object.hasOwn(component.attributes, name) ? component.attributes[name] : undefined, attribute.component)
      : `is no part of ${field}: those are ${quoted(own.names)}`;
    if (message !== null) problems.push({ key: `${key}.fields.${part}`, message });
  }
  return problems;
}

function problemOfPart(part: string, name: string, attribute: Attribute | undefined, component: string | undefined): string | null {
  if (!attribute) return `names '${name}', and the component ${component} has no such attribute`;
  if (attribute.unique) return `names '${name}', which is unique, and Microsoft may have the same value twice`;
  const held = kinds[part] ?? [];
  if (!held.includes(attribute.type))
    return `cannot stand in '${name}', which is ${aKind(attribute.type)}: map it to ${aKind(held.join(' or '))}`;
  const missing = (values[part] ?? []).filter((value) => attribute.type === 'enumeration' && !attribute.enum?.includes(value));
  return missing.length > 0 ? `stands in '${name}', which lacks Microsoft's ${quoted(missing)}: add them, or make it a string` : null;
}
