import { z } from '@strapi/utils';

/** A value of which one sentence says what is wrong, whatever it is. `described`: what it may be, as JSON Schema, where the routes are described. */
export const judged = <T>(isGood: (value: unknown) => boolean, error: string, described: Readonly<Record<string, unknown>> = {}) =>
  z.unknown().refine(isGood, { error }).meta(described) as unknown as z.ZodType<T>;
