/** Whether the attribute that a field is mapped to can hold it. */
import { attributeAt } from '../../../../src/homes/attribute-at';
import { choiceProblems } from './choices';
import { kindsOf, longestOf, valuesOf } from './kinds';
import { isOnlyMicrosofts, type MappedField } from './mapped-fields';
import { partProblems, partsOf } from './parts';
import { aKind, type HomeProblem, type HomeToCheck, quoted } from './problem';
import { type Attribute, type ContentTypeSchema, type HostSchemas, isOfStrapi, isToOne } from './schemas';

/** A "string" has a column of this many characters, unless the type gives it another. */
const LONGEST_STRING = 255;

export function fieldProblems(mapped: MappedField, home: HomeToCheck, type: ContentTypeSchema, schemas: HostSchemas): HomeProblem[] {
  const { key, paths } = mapped;
  const found = paths.map((path) => ({ path, ...attributeAt(path, home.mapping.uid, type, schemas) }));
  const missing = found.flatMap((one) => ('problem' in one ? [{ key, message: one.problem }] : []));
  const attributes = found.flatMap((one) => ('attribute' in one ? [one] : []));
  const [first] = attributes;
  const isOne = paths.length === 1 && first !== undefined;
  return [
    ...missing,
    ...optionProblems(mapped, home),
    ...attributes.flatMap(({ path, attribute }) => writingProblems(mapped, path, attribute)),
    ...(paths.length > 1 && !mapped.isTranslated
      ? [{ key, message: `names several attributes, so it needs ${functionsFor(mapped)}, between the field and a record of them` }]
      : []),
    ...(isOne ? kindProblems(mapped, first.attribute, home, schemas) : []),
  ];
}

function optionProblems({ key, field, given }: MappedField, { resource }: HomeToCheck): HomeProblem[] {
  const problems: HomeProblem[] = [];
  if (given.format !== undefined && field !== 'body')
    problems.push({ key: `${key}.format`, message: 'is of a body and must be left out here' });
  if (given.otherwise !== undefined && given.values === undefined)
    problems.push({ key: `${key}.otherwise`, message: 'is for what values does not name, and must be given together with it' });
  if (given.direction === 'to-microsoft' && isOnlyMicrosofts(resource, field))
    problems.push({ key: `${key}.direction`, message: "must be 'to-strapi' or left out: only Microsoft says this" });
  return problems;
}

function writingProblems({ key, isWritten }: MappedField, path: string, { unique, type }: Attribute): HomeProblem[] {
  if (!isWritten) return [];
  if (isOfStrapi(path)) return [{ key, message: `names '${path}', which Strapi writes itself: map it to an attribute of your own` }];
  if (!unique && type !== 'uid') return [];
  return [
    { key, message: `names '${path}', which is unique, and Microsoft may have the same value twice: map it to an attribute that is not` },
  ];
}

function kindProblems(mapped: MappedField, attribute: Attribute, { mapping }: HomeToCheck, schemas: HostSchemas): HomeProblem[] {
  const { key, field, given, isTranslated } = mapped;
  const [path = ''] = mapped.paths;
  const { type } = attribute;
  if (given.fields !== undefined && (type !== 'component' || partsOf(field) === null))
    return [
      {
        key: `${key}.fields`,
        message: partsOf(field)
          ? `is of a component, and '${path}' is ${aKind(type)}`
          : 'is of fields that have parts and must be left out here',
      },
    ];
  if (isTranslated) return given.fields ? partProblems(mapped, attribute, schemas) : [];
  const kinds = kindsOf[field];
  if (!kinds.includes(type)) {
    const message = `cannot stand in '${path}', which is ${aKind(type)}: map it to ${aKind(listed(kinds))}, or give ${functionsFor(mapped)}`;
    return [{ key, message }];
  }
  if (field === 'series') return seriesProblems(key, path, attribute, mapping.uid);
  if (type === 'component') return partProblems(mapped, attribute, schemas);
  if (field === 'body') return [...formatProblems(mapped, path, type), ...lengthProblems(mapped, path, attribute)];
  if (valuesOf[field] !== undefined) return choiceProblems(mapped, path, attribute);
  return lengthProblems(mapped, path, attribute);
}

function seriesProblems(key: string, path: string, attribute: Attribute, uid: string): HomeProblem[] {
  if (isToOne(attribute) && attribute.target === uid) return [];
  return [
    { key, message: `must name a relation to one ${uid}, and '${path}' is ${attribute.relation ?? 'a relation'} to ${attribute.target}` },
  ];
}

function formatProblems({ key, given: { format = 'text' } }: MappedField, path: string, type: string): HomeProblem[] {
  if ((type === 'blocks') === (format === 'blocks')) return [];
  const message =
    type === 'blocks'
      ? `must be 'blocks', for '${path}' holds blocks`
      : `must not be 'blocks', for '${path}' is ${aKind(type)} and holds text`;
  return [{ key: `${key}.format`, message }];
}

function lengthProblems({ key, field, given, isWritten }: MappedField, path: string, attribute: Attribute): HomeProblem[] {
  const longest = longestOf[field];
  const limit = limitOf(attribute);
  if (longest === undefined || !isWritten || given.write !== undefined || limit >= longest) return [];
  const remedy = limit < LONGEST_STRING || attribute.type !== 'string' ? 'raise its maxLength' : 'make it a text';
  const message = `stands in '${path}', which takes ${limit} characters, and Microsoft's may have ${longest}: ${remedy}, or give write, which shortens it`;
  return [{ key, message }];
}

function limitOf({ type, maxLength = Infinity, column }: Attribute): number {
  if (type === 'blocks') return Infinity;
  return type === 'string' && column?.type !== 'text' ? Math.min(maxLength, LONGEST_STRING) : maxLength;
}

const listed = (kinds: readonly string[]): string => quoted(kinds, 'or').replaceAll("'", '');

function functionsFor({ isWritten, isRead, given }: MappedField): string {
  const wanted = [...(isRead && !given.read ? ['read'] : []), ...(isWritten && !given.write ? ['write'] : [])];
  return wanted.join(' and ');
}
