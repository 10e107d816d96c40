/** What is wrong with the homes, as far as the types of the host can tell: all of it at once, before anything runs. */
import { createProblems } from './create';
import { fieldProblems } from './field';
import { fieldsOf, type MappedField, mappedFields } from './mapped-fields';
import { ownerProblems } from './owner-path';
import { type HomeProblem, type HomeToCheck, quoted } from './problem';
import { requiredProblems } from './required';
import { type ContentTypeSchema, hasDrafts, type HostSchemas, isLocalized } from './schemas';
import { nameProblems, sharedTypeProblems } from './together';
import { versionlessFilters } from './versions';

export function problemsOfHomes(homes: readonly HomeToCheck[], schemas: HostSchemas): HomeProblem[] {
  return [...homes.flatMap((home) => problemsOfHome(home, schemas)), ...nameProblems(homes), ...sharedTypeProblems(homes, schemas)];
}

function problemsOfHome(home: HomeToCheck, schemas: HostSchemas): HomeProblem[] {
  const mapped = mappedFields(home);
  const alone = [...unknownFields(home), ...missingFields(home, mapped), ...misplacedOptions(home, mapped), ...twiceWritten(mapped)];
  const type = schemas.contentType(home.mapping.uid);
  const wrongType = typeProblem(home, type);
  if (wrongType !== null || !type) return [{ key: `${home.key}.uid`, message: wrongType ?? 'names no content type' }, ...alone];
  return [
    ...ownerProblems(home, type, schemas),
    ...versionProblems(home, type, schemas),
    ...alone,
    ...mapped.flatMap((one) => fieldProblems(one, home, type, schemas)),
    ...requiredProblems(home, type, mapped, schemas),
    ...createProblems(home, type, mapped),
    ...versionlessFilters(home, type, schemas),
  ];
}

function typeProblem({ mapping: { uid } }: HomeToCheck, type: ContentTypeSchema | null): string | null {
  if (!type) return `names ${uid}, which is no content type of this Strapi`;
  if (uid.startsWith('plugin::microsoft-sync.')) return 'names a type of the plugin itself, which needs no mapping';
  return type.kind === 'singleType' ? `names ${uid}, which is a single type and has one entry` : null;
}

function unknownFields({ key, resource, mapping }: HomeToCheck): HomeProblem[] {
  const known: readonly string[] = fieldsOf(resource);
  return Object.keys(mapping.fields)
    .filter((field) => !known.includes(field))
    .map((field) => ({
      key: `${key}.fields.${field}`,
      message: `is no field of ${resource === 'calendar' ? 'an event' : 'a task'}: those are ${quoted(known)}`,
    }));
}

/** Without these an item of the resource is none. */
function missingFields({ key, resource, mapping }: HomeToCheck, mapped: readonly MappedField[]): HomeProblem[] {
  const has = (field: string) => mapped.some((one) => one.field === field);
  const missing = (field: string, message: string) => (has(field) ? [] : [{ key: `${key}.fields.${field}`, message }]);
  if (resource === 'tasks') return missing('title', 'must be mapped');
  return [
    ...missing('start', 'must be mapped'),
    ...(mapping.durationMinutes === undefined ? missing('end', 'must be mapped, or durationMinutes be given') : []),
    ...(has('recurrence')
      ? (['excludedDates', 'series', 'originalStart'] as const).flatMap((field) => missing(field, 'must be mapped where recurrence is'))
      : []),
  ];
}

function misplacedOptions({ key, resource, mapping }: HomeToCheck, mapped: readonly MappedField[]): HomeProblem[] {
  const given = (['durationMinutes', 'series', 'occurrenceDays'] as const).filter((option) => mapping[option] !== undefined);
  if (resource === 'tasks') return given.map((option) => ({ key: `${key}.${option}`, message: 'is of events and must be left out here' }));
  const has = (field: string) => mapped.some((one) => one.field === field);
  const isAlone = mapping.occurrenceDays !== undefined && mapping.series === 'leave' && !has('recurrence');
  const alone = isAlone ? [{ key: `${key}.occurrenceDays`, message: "says nothing where series is 'leave', and must be left out" }] : [];
  const misplaced = given.flatMap((option): HomeProblem[] => {
    const field = option === 'durationMinutes' ? 'end' : 'recurrence';
    return has(field) ? [{ key: `${key}.${option}`, message: `is for homes that do not map ${field}, and must be left out` }] : [];
  });
  return [...misplaced, ...alone];
}

/** Each run would write what the other field says. */
function twiceWritten(mapped: readonly MappedField[]): HomeProblem[] {
  const written = mapped.filter(({ isWritten }) => isWritten);
  return written.flatMap(({ key, paths }, index) => {
    const earlier = written.slice(0, index).find((one) => one.paths.some((path) => paths.includes(path)));
    const path = paths.find((one) => earlier?.paths.includes(one));
    return earlier ? [{ key, message: `is written to '${path}', and so is ${earlier.field}: an attribute holds one field` }] : [];
  });
}

function versionProblems(
  { key, mapping: { version, locale } }: HomeToCheck,
  type: ContentTypeSchema,
  { locales, defaultLocale }: HostSchemas,
): HomeProblem[] {
  const problems: HomeProblem[] = [];
  if (version !== undefined && !hasDrafts(type))
    problems.push({ key: `${key}.version`, message: 'is of types with draft & publish and must be left out here' });
  if (locale !== undefined && !isLocalized(type))
    problems.push({ key: `${key}.locale`, message: 'is of localized types and must be left out here' });
  else if (locale !== undefined && !locales.includes(locale))
    problems.push({
      key: `${key}.locale`,
      message: `is no locale of this Strapi: those are ${quoted(locales)}, and without it ${defaultLocale} takes part`,
    });
  return problems;
}
