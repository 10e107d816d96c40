/** A word of Microsoft's for each of the host's, and the other way round: a hole would be found when the first item falls into it. */
import { isFlag, valuesOf } from './kinds';
import type { MappedField } from './mapped-fields';
import { aKind, type HomeProblem, quoted } from './problem';
import type { Attribute } from './schemas';

export function choiceProblems(mapped: MappedField, path: string, attribute: Attribute): HomeProblem[] {
  const names = valuesOf[mapped.field] ?? [];
  const { key, given } = mapped;
  const unknown = Object.keys(given.values ?? {}).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => ({ key: `${key}.values.${name}`, message: `is no value of Microsoft's: those are ${quoted(names)}` })),
    ...(mapped.isWritten && !given.write ? inward(mapped, path, attribute) : []),
    ...(mapped.isRead && !given.read ? outward(mapped, path, attribute) : []),
  ];
}

/** Each value of Microsoft's has to have one of the host's. */
function inward({ key, field, given: { values = {}, otherwise } }: MappedField, path: string, attribute: Attribute): HomeProblem[] {
  const names = valuesOf[field] ?? [];
  const wrong = names.filter((name) => Object.hasOwn(values, name) && !holds(attribute, values[name]));
  const unnamed =
    otherwise === undefined ? names.filter((name) => !Object.hasOwn(values, name) && !holds(attribute, asIs(field, name))) : [];
  const choices = attribute.enum ? `: those are ${quoted(attribute.enum)}` : '';
  return [
    ...wrong.map((name) => ({
      key: `${key}.values.${name}`,
      message: `is no value of '${path}', which is ${aKind(attribute.type)}${choices}`,
    })),
    ...(otherwise !== undefined && !holds(attribute, otherwise)
      ? [{ key: `${key}.otherwise`, message: `is no value of '${path}', which is ${aKind(attribute.type)}${choices}` }]
      : []),
    ...(unnamed.length > 0
      ? [
          {
            key,
            message: `has nothing in '${path}' for Microsoft's ${quoted(unnamed)}: name what stands for each in values, or give otherwise`,
          },
        ]
      : []),
  ];
}

/** Each value of the host's has to lead to one of Microsoft's. What stands in a text or number nobody can know beforehand. */
function outward({ key, field, given: { values = {} } }: MappedField, path: string, attribute: Attribute): HomeProblem[] {
  const names = valuesOf[field] ?? [];
  const named = names.filter((name) => Object.hasOwn(values, name)).map((name) => values[name]);
  const own: readonly unknown[] = attribute.type === 'boolean' ? [true, false] : (attribute.enum ?? []);
  const lost = own.filter((value) => !named.includes(value) && !names.some((name) => asIs(field, name) === value));
  if (lost.length === 0) return [];
  const message = `leads from ${quoted(lost.map(String))} of '${path}' to no value of Microsoft's: name it in values, for one of ${quoted(names, 'or')}`;
  return [{ key, message }];
}

const asIs = (field: MappedField['field'], name: string): unknown => (isFlag(field) ? name === 'true' : name);

function holds(attribute: Attribute, value: unknown): boolean {
  if (value === null) return attribute.required !== true;
  switch (attribute.type) {
    case 'enumeration':
      return (attribute.enum ?? []).includes(value as string);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === 'string';
  }
}
