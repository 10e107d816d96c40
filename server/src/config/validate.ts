import { z } from '@strapi/utils';

import { problemsOf } from '../application/problems';
import { applicationProblems, applicationShape } from '../application/shape';
import { namedClouds } from '../microsoft/cloud';
import { problemOfKey } from '../secrets';
import { resourcesShape } from './mapping-shape';
import { problemOfNoticeUrl, problemOfOrigin, problemOfPublicUrl, problemOfRoot } from './roots';
import { oneOf, section, trueOrFalse, wholeNumber } from './shapes';

const attribute = z
  .string({ error: 'must be the name of a relation' })
  .regex(/^[A-Za-z][\w-]*$/, { error: 'must be the name of a relation' });

const cloud = z.unknown().superRefine((value, context) => {
  if (typeof value === 'string' && Object.hasOwn(namedClouds, value)) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const names = Object.keys(namedClouds).map((name) => `'${name}'`);
    context.addIssue({ code: 'custom', message: `must be ${names.join(', ')} or { authority, graph }` });
    return;
  }
  const roots = value as Record<string, unknown>;
  const problems = {
    authority: problemOfRoot(roots.authority, 'https://login.example.com'),
    graph: problemOfRoot(roots.graph, 'https://graph.example.com'),
  };
  for (const [key, message] of Object.entries(problems)) if (message !== null) context.addIssue({ code: 'custom', path: [key], message });
  for (const key of Object.keys(roots)) {
    if (!Object.hasOwn(problems, key)) context.addIssue({ code: 'unrecognized_keys', keys: [key], message: '', input: roots });
  }
});

const shape = section({
  host: section({
    user: oneOf(['admin::user', 'plugin::users-permissions.user']),
    organization: z
      .string({ error: 'must be the uid of a content type' })
      .regex(/^(api|plugin)::[\w-]+\.[\w-]+$/, { error: "must be the uid of a content type, such as 'api::company.company'" }),
    members: z.union([attribute, z.strictObject({ user: attribute })], {
      error: 'must be the name of a relation, or { user: <name of a relation> }',
    }),
  }),
  microsoft: section({ cloud, ...applicationShape }).superRefine((value, context) => {
    const given = (['tenantId', 'clientSecret', 'clientSecretExpiresAt', 'certificate', 'mode'] as const).filter(
      (key) => value[key] !== undefined,
    );
    if (value.clientId === undefined) {
      if (given.length > 0)
        context.addIssue({ code: 'custom', path: ['clientId'], message: `must be given together with ${given.join(', ')}` });
      return;
    }
    if (value.tenantId === undefined)
      context.addIssue({ code: 'custom', path: ['tenantId'], message: 'must be given together with clientId' });
    if (value.clientSecret === undefined && value.certificate === undefined) {
      context.addIssue({ code: 'custom', path: ['clientSecret'], message: 'or certificate must be given together with clientId' });
    }
    for (const { path, message } of applicationProblems(value)) context.addIssue({ code: 'custom', path, message });
  }),
  publicUrl: z
    .unknown()
    .superRefine((value, context) => {
      const message = value === undefined ? null : problemOfPublicUrl(value);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .optional(),
  frontEnds: z.array(
    z.unknown().superRefine((value, context) => {
      const message = problemOfOrigin(value);
      if (message !== null) context.addIssue({ code: 'custom', message });
    }),
    { error: "must be a list of origins such as 'https://app.example.com'" },
  ),
  encryptionKeys: z
    .array(z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' }), {
      error: 'must be a list of keys, the current one first',
    })
    .min(1, { error: 'must hold at least one key' })
    .superRefine(([current], context) => {
      const message = current ? problemOfKey(current) : null;
      if (message !== null) context.addIssue({ code: 'custom', path: [0], message });
    })
    .optional(),
  resources: resourcesShape.optional(),
  notifications: section({
    enabled: trueOrFalse,
    url: z
      .unknown()
      .superRefine((value, context) => {
        const message = value === undefined ? null : problemOfNoticeUrl(value);
        if (message !== null) context.addIssue({ code: 'custom', message });
      })
      .optional(),
  }),
  mails: section({ enabled: trueOrFalse.optional() }),
  contentApi: section({
    graphql: trueOrFalse,
    relations: trueOrFalse,
    ownersOnly: z.array(z.string({ error: 'must be a uid' }), { error: 'must be a list of uids of content types' }),
  }),
  scheduler: section({
    enabled: trueOrFalse,
    role: oneOf(['all', 'web']),
    tickSeconds: wholeNumber(1, 60),
    concurrency: wholeNumber(1, 100),
    engine: z.custom((value) => value === 'local' || value === 'pg-boss' || typeof value === 'function', {
      error: "must be 'local', 'pg-boss' or a function that makes an engine",
    }),
  }),
});

/** Throws one Error whose message has a line per problem, each naming its key and never showing a value. */
export function validator(config: unknown): void {
  const result = shape.safeParse(config);
  if (result.success) return;
  throw new Error(
    ['', ...problemsOf(result.error.issues).map(({ path, message }) => `microsoft-sync: ${nameOf(path)} ${message}`)].join('\n'),
  );
}

function nameOf(path: (string | number)[]): string {
  return path.reduce<string>((name, part) => name + (typeof part === 'number' ? `[${part}]` : `.${part}`), 'config');
}
