/** What the engine makes must be complete, and must take part. */
import { sameValue, setValues } from './conditions';
import type { MappedField } from './mapped-fields';
import type { HomeProblem, HomeToCheck } from './problem';
import { type Attribute, type ContentTypeSchema, hasDrafts, isOfStrapi } from './schemas';

export function createProblems(home: HomeToCheck, type: ContentTypeSchema, mapped: readonly MappedField[]): HomeProblem[] {
  const { key, mapping } = home;
  const { data = {}, status } = mapping.create ?? {};
  return [
    ...(typeof data === 'function' ? [] : [...dataProblems(key, data, mapping.uid, type), ...conditionProblems(home, data, type, mapped)]),
    ...statusProblems(key, status, mapping, type),
    ...acceptsProblems(home, type),
  ];
}

type Data = Readonly<Record<string, unknown>>;

function dataProblems(key: string, data: Data, uid: string, type: ContentTypeSchema): HomeProblem[] {
  return Object.keys(data).flatMap((name): HomeProblem[] => {
    const attribute = Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
    const at = `${key}.create.data.${name}`;
    if (!attribute) return [{ key: at, message: `is unknown: ${uid} has no such attribute` }];
    if (!attribute.unique && attribute.type !== 'uid') return [];
    return [{ key: at, message: 'is unique, and every entry would get the same value: give create.data as a function' }];
  });
}

function conditionProblems(
  { key, mapping }: HomeToCheck,
  data: Data,
  type: ContentTypeSchema,
  mapped: readonly MappedField[],
): HomeProblem[] {
  const written = new Set(mapped.filter(({ isWritten }) => isWritten).flatMap(({ paths }) => paths));
  return [...setValues(mapping.takesPart ?? {})].flatMap(([name, values]): HomeProblem[] => {
    const attribute = Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
    if (!attribute || !isScalar(attribute) || isOfStrapi(name) || written.has(name)) return [];
    const made = Object.hasOwn(data, name) ? data[name] : attribute.default;
    if (typeof made === 'function' || values.some((value) => sameValue(value, made))) return [];
    const message =
      made === undefined
        ? `must set '${name}' to what takesPart asks for, else what the engine makes takes no part`
        : `${Object.hasOwn(data, name) ? `sets '${name}'` : `leaves '${name}' at its default, which is`} to something that takesPart does not ask for: what the engine makes must take part`;
    return [{ key: `${key}.create.data`, message }];
  });
}

/** Of what stands beside an entry (relations, components) nothing can be told beforehand. */
const isScalar = ({ type }: Attribute): boolean => !['relation', 'component', 'dynamiczone', 'media'].includes(type);

function statusProblems(
  key: string,
  status: string | undefined,
  { version = 'published' }: HomeToCheck['mapping'],
  type: ContentTypeSchema,
): HomeProblem[] {
  if (status === undefined) return [];
  if (!hasDrafts(type)) return [{ key: `${key}.create.status`, message: 'is of types with draft & publish and must be left out here' }];
  if (status === 'published' || version === 'draft') return [];
  const message = "must be 'published' or left out where the published version takes part: what the engine makes must take part";
  return [{ key: `${key}.create.status`, message }];
}

/** Somebody must come to own what is new. */
function acceptsProblems({ key, mapping }: HomeToCheck, type: ContentTypeSchema): HomeProblem[] {
  const { accepts = 'none', owner, create } = mapping;
  if (accepts === 'none' || typeof create?.data === 'function') return [];
  if (!owner.includes('.') && type.attributes[owner]?.writable !== false) return [];
  const message = `must be 'none', for '${owner}' is no relation of the entry itself that can be written: or give create.data as a function, which says whose it becomes`;
  return [{ key: `${key}.accepts`, message }];
}
