import { createPrivateKey } from 'node:crypto';
import { z } from '@strapi/utils';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const domain = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
/** Authorities that stand for many tenants. */
const sharedTenants = ['common', 'organizations', 'consumers'];

const date = z
  .string({ error: 'must be a date such as 2027-06-30' })
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'must be a date such as 2027-06-30' });

const text = (message: string) => z.string({ error: message });

/** The fields of an Azure application as they may be entered, on the page and in config/plugins alike. */
export const applicationShape = {
  clientId: text('must be the application (client) ID')
    .trim()
    .regex(guid, {
      error: 'must be the application (client) ID that Azure shows on the overview page, such as 00001111-aaaa-2222-bbbb-3333cccc4444',
    })
    .optional(),
  tenantId: text('must be the directory (tenant) ID')
    .trim()
    .refine((value) => guid.test(value) || domain.test(value) || sharedTenants.includes(value), {
      error: "must be the directory (tenant) ID, a domain of the tenant, or 'common', 'organizations' or 'consumers'",
    })
    .optional(),
  mode: z.enum(['delegated', 'application'], { error: "must be 'delegated' or 'application'" }).optional(),
  clientSecret: text('must be a text')
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(1000, { error: 'is too long for a client secret' })
    .refine((value) => !guid.test(value), {
      error:
        "looks like the secret's ID: Azure shows two columns, copy the one named Value (it is shown only right after the secret was made)",
    })
    .optional(),
  clientSecretExpiresAt: date.optional(),
  certificate: z
    .strictObject(
      {
        privateKey: text('must be a private key in PEM form')
          .transform((pem) => pem.replace(/\\n/g, '\n').trim()) // environment variables often carry the line ends as \\n
          .refine(isRsaPrivateKey, { error: 'must be an unencrypted RSA private key in PEM form (-----BEGIN PRIVATE KEY-----)' }),
        thumbprintSha256: text('must be the SHA-256 thumbprint of the certificate')
          .transform((value) => value.replace(/[\s:]/g, '').toUpperCase())
          .refine((value) => /^[0-9A-F]{64}$/.test(value), {
            error: 'must be the SHA-256 thumbprint of the certificate: 64 hexadecimal digits',
          }),
        expiresAt: date.optional(),
      },
      { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'must be { privateKey, thumbprintSha256 }') },
    )
    .optional(),
};

/** What the page sends: every field may be left as it is (absent) or emptied (null). */
export const applicationPatchShape = z.strictObject(
  {
    clientId: applicationShape.clientId.nullable(),
    tenantId: applicationShape.tenantId.nullable(),
    mode: applicationShape.mode,
    clientSecret: applicationShape.clientSecret.nullable(),
    clientSecretExpiresAt: applicationShape.clientSecretExpiresAt.nullable(),
    certificate: applicationShape.certificate.nullable(),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'must be an object') },
);

/** Rules that concern several fields at once. */
export function applicationProblems(options: { mode?: string; tenantId?: string | null }): { path: string[]; message: string }[] {
  if (options.mode === 'application' && options.tenantId && sharedTenants.includes(options.tenantId)) {
    return [{ path: ['tenantId'], message: 'must name one tenant (its ID or a domain) in application mode, where nobody signs in' }];
  }
  return [];
}

function isRsaPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
