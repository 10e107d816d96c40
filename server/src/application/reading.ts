import type { ApplicationReading } from '../../../src/contracts/index';
import type { ConfiguredApplication } from './configured';
import type { ApplicationRow } from './store';

/** What may be shown of an application: that a secret is set, never the secret. */
export function readingOfConfiguration(given: ConfiguredApplication, redirectUri: string): ApplicationReading {
  const { certificate, clientSecretExpiresAt } = given;
  return {
    clientId: given.clientId,
    tenantId: given.tenantId,
    mode: given.mode,
    clientSecret: {
      isSet: given.clientSecret !== undefined,
      ...(clientSecretExpiresAt === undefined ? {} : { expiresAt: new Date(clientSecretExpiresAt).toISOString() }),
    },
    certificate: {
      isSet: certificate !== undefined,
      ...(certificate === undefined ? {} : { thumbprintSha256: certificate.thumbprintSha256 }),
      ...(certificate?.expiresAt === undefined ? {} : { expiresAt: new Date(certificate.expiresAt).toISOString() }),
    },
    redirectUri,
    source: 'configuration',
  };
}

export function readingOfRow(row: ApplicationRow | null, source: 'system' | 'organization', redirectUri: string): ApplicationReading {
  return {
    clientId: row?.clientId ?? null,
    tenantId: row?.tenantId ?? null,
    mode: row?.mode ?? 'delegated',
    clientSecret: {
      isSet: row !== null && row.clientSecret !== null,
      ...instant('setAt', row?.clientSecretSetAt),
      ...instant('expiresAt', row?.clientSecretExpiresAt),
    },
    certificate: {
      isSet: row !== null && row.certificateKey !== null,
      ...(row?.certificateThumbprint ? { thumbprintSha256: row.certificateThumbprint } : {}),
      ...instant('expiresAt', row?.certificateExpiresAt),
    },
    redirectUri,
    source,
  };
}

function instant<N extends string>(name: N, milliseconds: number | null | undefined): { [K in N]?: string } {
  return (milliseconds === null || milliseconds === undefined ? {} : { [name]: new Date(milliseconds).toISOString() }) as {
    [K in N]?: string;
  };
}
