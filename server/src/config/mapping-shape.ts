import { z } from '@strapi/utils';

import { problemsOf } from '../application/problems';
import { oneOf, section, trueOrFalse, wholeNumber } from './shapes';

const text = (message: string) => z.string({ error: message }).min(1, { error: message });
const isFunction = (value: unknown) => typeof value === 'function';
const fn = z.custom(isFunction, { error: 'must be a function' });
const record = (message: string) => z.record(z.string(), z.unknown(), { error: message });

/** What is wrong is said of the one that was meant; a union would say only that it is neither. */
const either = (isFirst: (value: unknown) => boolean, first: z.ZodType, second: z.ZodType) =>
  z.unknown().superRefine((value, context) => {
    const { error } = (isFirst(value) ? first : second).safeParse(value);
    for (const issue of error?.issues ?? []) context.addIssue({ ...issue });
  });
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const attributeName = "must be the name of an attribute, such as 'notes', or its path in a component, such as 'place.name'";
const fieldMapping = section(
  {
    attribute: either(
      Array.isArray,
      z.array(text(attributeName)).min(1, { error: 'must name at least one attribute' }),
      text(`${attributeName}, or a list of them`),
    ),
    values: record("must be an object of Microsoft's values and what stands for each").optional(),
    otherwise: z.unknown().optional(),
    format: oneOf(['text', 'html', 'markdown', 'blocks']).optional(),
    fields: z
      .record(z.string(), text('must be the name of an attribute of the component'), {
        error: 'must be an object of the parts and the names of the attributes that hold them',
      })
      .optional(),
    direction: oneOf(['both', 'to-strapi', 'to-microsoft']).optional(),
    read: fn.optional(),
    write: fn.optional(),
  },
  `${attributeName}, or an object with attribute`,
);

const field = either((value) => typeof value === 'string' || value === undefined, text(attributeName).optional(), fieldMapping);

const texts = (message: string) => z.array(text('must be a text'), { error: message });
const accepts = either(
  isObject,
  section({
    categories: texts('must be a list of names of categories').optional(),
    calendars: texts('must be a list of names of calendars or task lists').optional(),
    organizer: oneOf(['owner', 'anybody']).optional(),
  }),
  z.custom((value) => value === 'all' || value === 'none' || isFunction(value), {
    error: "must be 'all', 'none', { categories, calendars, organizer } or a function",
  }),
);

/** One home, as config.resources and `service('resources').register()` take it. What it says of the host's types is checked in homes/check. */
export const mappingShape = section({
  name: text('must be a name')
    .max(200, { error: 'must have at most 200 characters' })
    .refine((name) => !name.includes('|'), { error: 'must not contain |, which stands between the parts of a key' })
    .optional(),
  uid: text("must be the uid of a content type, such as 'api::meeting.meeting'"),
  owner: text("must be a path of relations to a user, such as 'assignee' or 'deal.owner'").regex(/^[^.]+(\.[^.]+)*$/, {
    error: "must be a path of relations to a user, such as 'assignee' or 'deal.owner'",
  }),
  fields: z.record(z.string(), field, { error: 'must be an object of fields and the attributes that hold them' }),
  durationMinutes: wholeNumber(1, 1440 * 365).optional(),
  takesPart: record('must be an object of filters, as the Document Service takes them').optional(),
  accepts: accepts.optional(),
  create: section({
    data: either(isObject, record('must be an object'), z.custom(isFunction, { error: 'must be an object or a function' })).optional(),
    status: oneOf(['draft', 'published']).optional(),
  }).optional(),
  version: oneOf(['draft', 'published']).optional(),
  locale: text("must be the code of a locale, such as 'en'").optional(),
  series: oneOf(['entry-per-occurrence', 'leave']).optional(),
  occurrenceDays: wholeNumber(1, 730).optional(),
});

const resource = section({
  homes: z.array(mappingShape, { error: 'must be a list of homes' }).optional(),
  builtIn: trueOrFalse.optional(),
});

export const resourcesShape = section({ calendar: resource.optional(), tasks: resource.optional() });

/** Throws one Error with a line per problem. `key`: how the mapping is called in them. */
export function mustBeMapping(key: string, mapping: unknown): void {
  const result = mappingShape.safeParse(mapping);
  if (result.success) return;
  const lines = problemsOf(result.error.issues).map(({ path, message }) => `microsoft-sync: ${[key, ...path].join('.')} ${message}`);
  throw new Error(['', ...lines].join('\n'));
}
