import { invalidBody } from './errors.js';

/** Readers of JSON values. Each throws the 400 that Graph's own body reader gives for a wrong type. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function readObject(value: unknown, path: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(path, 'a JSON object');
  return value as JsonObject;
}

export function readArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongType(path, 'a collection');
  return value;
}

export function readString(value: unknown, path: string): string {
  if (typeof value !== 'string') throw wrongType(path, 'Edm.String');
  return value;
}

export function readBoolean(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw wrongType(path, 'Edm.Boolean');
  return value;
}

export function readInteger(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > 2_147_483_647) throw wrongType(path, 'Edm.Int32');
  return value;
}

/** Enum values are taken in any case and answered in lower camel case (graph-facts §10.12). */
export function readEnum<T extends string>(value: unknown, allowed: readonly T[], path: string): T {
  const text = readString(value, path);
  const found = allowed.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw invalidBody(`Requested value '${text}' was not found for the property '${path}'.`);
  return found;
}

/** The object with its property names in the case of `names`; unknown names are refused, annotations (with '@') dropped. */
export function readProperties(value: unknown, names: readonly string[], path: string): JsonObject {
  const canonical = new Map(names.map((name) => [name.toLowerCase(), name]));
  const result: Record<string, unknown> = {};
  for (const [given, content] of Object.entries(readObject(value, path))) {
    if (given.includes('@')) continue;
    const name = canonical.get(given.toLowerCase());
    if (name === undefined) {
      throw invalidBody(
        `The property '${given}' does not exist on type '${path}'. Make sure to only use property names that are defined by the type.`,
      );
    }
    result[name] = content;
  }
  return result;
}

function wrongType(path: string, expected: string) {
  return invalidBody(`Cannot convert the value of '${path}' to the expected type: ${expected}.`);
}
