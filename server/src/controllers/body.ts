import { errors } from '@strapi/utils';
import type { Context } from './context';

type Kind = 'string' | 'boolean' | 'number' | 'object' | 'any';

/** The body with only the fields that are named, each of its kind; anything else is refused by name. */
export function bodyOf(ctx: Context, shape: Record<string, Kind>, required: readonly string[] = []): Record<string, unknown> {
  const body: unknown = ctx.request.body ?? {};
  if (!isObject(body)) throw invalid([{ path: [], message: 'The request needs a JSON object.', name: 'ValidationError' }]);
  const problems = [
    ...Object.keys(body).flatMap((name) => problemOf(name, shape[name], body[name])),
    ...required
      .filter((name) => body[name] === undefined)
      .map((name) => ({ path: [name], message: 'Is required.', name: 'ValidationError' })),
  ];
  if (problems.length > 0) throw invalid(problems);
  return body;
}

function problemOf(name: string, kind: Kind | undefined, value: unknown) {
  if (!kind) return [{ path: [name], message: `There is no field "${name}".`, name: 'ValidationError' }];
  const fits = value === undefined || kind === 'any' || (kind === 'object' ? isObject(value) : typeof value === kind);
  return fits ? [] : [{ path: [name], message: `Must be of type ${kind}.`, name: 'ValidationError' }];
}

const invalid = (problems: object[]) =>
  new errors.ValidationError('The request cannot be understood.', { code: 'invalid-input', errors: problems });
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
