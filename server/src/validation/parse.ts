import { errors, type z } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';

/** Of a request; Koa's context has both. */
interface Asked {
  readonly request: { readonly body?: unknown };
  readonly query: Readonly<Record<string, unknown>>;
}
type Given = Readonly<Record<string, unknown>>;
/** How a kind of field is called where it does not exist. */
type Noun = 'field' | 'parameter';
interface Problem {
  readonly path: readonly string[];
  readonly message: string;
}

/** The body as the schema has it; anything else is refused by name. */
export function bodyOf<T>(ctx: Pick<Asked, 'request'>, schema: z.ZodType<T>): T {
  const body: unknown = ctx.request.body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refused([{ path: [], message: 'The request needs a JSON object.' }]);
  return parsed(body as Given, schema, 'field');
}

/** The query's parameters; an empty one is left out, and what is not known or not possible is refused by name. */
export function queryOf<T>(ctx: Pick<Asked, 'query'>, schema: z.ZodType<T>): T {
  const given = Object.entries(ctx.query).filter(([, value]) => value !== '' && value !== undefined);
  return parsed(Object.fromEntries(given), schema, 'parameter');
}

function parsed<T>(given: Given, schema: z.ZodType<T>, noun: Noun): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const names = Object.keys(given);
  // As they were given; then what is missing.
  const placeOf = ({ path: [name] }: Problem) => (name !== undefined && names.includes(name) ? names.indexOf(name) : names.length);
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, given, noun));
  throw refused(problems.sort((a, b) => placeOf(a) - placeOf(b)));
}

function problemsOf(issue: z.core.$ZodIssue, given: Given, noun: Noun): Problem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => ({ path: [name], message: `There is no ${noun} "${name}".` }));
  const name = String(issue.path[0] ?? '');
  return [{ path: [name], message: given[name] === undefined ? 'Is required.' : issue.message }];
}

const refused = (problems: readonly Problem[]) =>
  new errors.ValidationError('The request cannot be understood.', {
    code: 'invalid-input' satisfies ErrorCode,
    errors: problems.map((problem) => ({ ...problem, name: 'ValidationError' })),
  });
