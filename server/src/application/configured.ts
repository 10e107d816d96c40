import { z } from '@strapi/utils';

import { applicationShape } from './shape';

/** The Azure application that config/plugins gives. */
export interface ConfiguredApplication {
  clientId: string;
  tenantId: string;
  mode: 'delegated' | 'application';
  clientSecret?: string;
  clientSecretExpiresAt?: string;
  certificate?: { privateKey: string; thumbprintSha256: string; expiresAt?: string };
}

/** Null where the configuration names none. Takes what the validator has let through. */
export function configuredApplication(given: Record<string, unknown>): ConfiguredApplication | null {
  if (given.clientId === undefined) return null;
  const { clientId, tenantId, mode, clientSecret, clientSecretExpiresAt, certificate } = z.object(applicationShape).parse(given);
  if (clientId === undefined || tenantId === undefined) return null;
  return {
    clientId,
    tenantId,
    mode: mode ?? 'delegated',
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(clientSecretExpiresAt === undefined ? {} : { clientSecretExpiresAt }),
    ...(certificate === undefined
      ? {}
      : {
          certificate: {
            privateKey: certificate.privateKey,
            thumbprintSha256: certificate.thumbprintSha256,
            ...withDate(certificate.expiresAt),
          },
        }),
  };
}

function withDate(expiresAt: string | undefined) {
  return expiresAt === undefined ? {} : { expiresAt };
}
