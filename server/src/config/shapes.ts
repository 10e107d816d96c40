import { z } from '@strapi/utils';

export const wholeNumber = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.number({ error: message }).int({ error: message }).min(least, { error: message }).max(most, { error: message });
};

export const oneOf = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.enum(values, { error: `must be ${values.map((value) => `'${value}'`).join(' or ')}` });

export const trueOrFalse = z.boolean({ error: 'must be true or false' });

/** An object of these keys and no others. */
export const section = <S extends z.ZodRawShape>(shape: S, message = 'must be an object') =>
  z.strictObject(shape, { error: (issue: { code?: string }) => (issue.code === 'unrecognized_keys' ? undefined : message) });
