import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Loose } from './fixture.js';
import { materialFor } from './material.js';

/** Checks requests and answers against Microsoft's own description of Graph, strictly. */
export interface Validator {
  /** Problems of a value as an entity such as 'microsoft.graph.event'; empty when it is right. */
  entity(name: string, value: unknown): string[];
  /** Problems of one exchange: address, method and bodies against the OpenAPI. Paths without '/v1.0' and query. */
  exchange(method: string, path: string, request: unknown, status: number, answer: unknown): string[];
}

interface Operation {
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** undefined when the material is not there. */
export function createValidator(): Validator | undefined {
  const schemasPath = materialFor('../shared/graph/graph-slice.schemas.json');
  const pathsPath = materialFor('../shared/graph/graph-slice.openapi.json');
  if (schemasPath === undefined || pathsPath === undefined) return undefined;
  const schemas = JSON.parse(readFileSync(schemasPath, 'utf8')) as { $id: string; $defs: Record<string, object> };
  const { paths } = JSON.parse(readFileSync(pathsPath, 'utf8')) as { paths: Record<string, Record<string, Operation>> };
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { int32: true, double: true } });
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  // Edm.TimeOfDay has no offset, unlike the 'time' of JSON Schema.
  ajv.addFormat('time', /^\d\d:\d\d:\d\d(\.\d{1,7})?$/);
  ajv.addSchema(makeStrict(schemas) as object);

  const compiled = new Map<string, ValidateFunction>();
  const entity = (name: string, value: unknown): string[] => {
    const known = compiled.get(name) ?? ajv.compile({ $ref: `${schemas.$id}#/$defs/${name}` });
    compiled.set(name, known);
    return known(value)
      ? []
      : (known.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  };
  const templates = Object.entries(paths).map(([template, operations]) => ({
    pattern: new RegExp(`^${template.replace(/[.$()]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`, 'i'),
    literal: template.split('/').filter((part) => !part.startsWith('{')).length,
    operations,
  }));
  return {
    entity,
    exchange: (method, path, request, status, answer) => {
      const found = templates.filter(({ pattern }) => pattern.test(path)).sort((one, other) => other.literal - one.literal)[0];
      if (!found) return [`${path} is no address of Graph`];
      const operation = found.operations[method.toLowerCase()];
      if (!operation) return [`${path} has no ${method}`];
      const sent = referred(operation.requestBody);
      const problems = request !== undefined && sent !== undefined ? entity(sent, request) : [];
      if (status >= 400) return problems.concat(isError(answer) ? [] : ['the error is none of Graph']);
      const { responses } = operation;
      // The description of 2021 says 204 where the documentation shows 200 or 201 with the changed entity, and 2XX or 204 for 202.
      const response = responses[String(status)] ?? responses['2XX'] ?? responses['204'];
      if (!response) return [...problems, `${method} ${path} does not answer ${status}`];
      const name = referred(response);
      if (name === undefined || answer === undefined) return problems;
      const list = (answer as Loose)['value'];
      return problems.concat(Array.isArray(list) ? list.flatMap((one) => entity(name, one)) : entity(name, answer));
    },
  };
}

/** Nothing in the description is closed: unknown properties would pass, so it is closed here; annotations stay free. */
function makeStrict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(makeStrict);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, content]) => [key, makeStrict(content)])) as Loose;
  const isInherited = 'anyOf' in copy || 'allOf' in copy;
  if (copy['type'] === 'object' && typeof copy['properties'] === 'object' && !isInherited) {
    copy['additionalProperties'] = false;
    copy['patternProperties'] = { '@': {} };
  }
  return copy;
}

function referred(value: unknown): string | undefined {
  return /"#\/components\/schemas\/(microsoft\.graph\.[\w-]+)"/.exec(JSON.stringify(value ?? null))?.[1];
}

function isError(answer: unknown): boolean {
  const error = (answer as Loose | undefined)?.['error'] as Loose | undefined;
  return typeof error?.['code'] === 'string' && typeof error['message'] === 'string' && typeof error['innerError'] === 'object';
}
