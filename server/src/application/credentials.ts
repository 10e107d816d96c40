import type { ApplicationCredentials } from '../microsoft/credentials';
import type { SecretBox } from '../secrets/index';
import type { ConfiguredApplication } from './configured';
import type { ApplicationRow } from './store';

export type CredentialsVerdict = { ok: true; credentials: ApplicationCredentials } | { ok: false; message: string };

/** A certificate wins over a secret: it is the safer of the two, and Entra takes one at a time. */
export function credentialsOfConfiguration(given: ConfiguredApplication): CredentialsVerdict {
  const { clientId, tenantId, mode, clientSecret, certificate } = given;
  if (certificate !== undefined) return ready({ clientId, tenantId, mode, credential: { kind: 'certificate', ...keyOf(certificate) } });
  if (clientSecret !== undefined) return ready({ clientId, tenantId, mode, credential: { kind: 'secret', clientSecret } });
  return missing(['client secret or certificate']);
}

/** Throws SecretFailure where the stored secret cannot be opened. */
export function credentialsOfRow(row: ApplicationRow | null, key: string, secrets: SecretBox): CredentialsVerdict {
  if (row === null || row.clientId === null) {
    return { ok: false, message: 'No Azure application is set up. Enter one under Settings → Microsoft 365 → System.' };
  }
  const { clientId, tenantId, mode } = row;
  const hasCredential = row.clientSecret !== null || (row.certificateKey !== null && row.certificateThumbprint !== null);
  if (tenantId === null || !hasCredential) {
    return missing([...(tenantId === null ? ['directory (tenant) ID'] : []), ...(hasCredential ? [] : ['client secret or certificate'])]);
  }
  if (row.certificateKey !== null && row.certificateThumbprint !== null) {
    const privateKey = secrets.open(row.certificateKey, sealContext(key, 'certificate'));
    return ready({
      clientId,
      tenantId,
      mode,
      credential: { kind: 'certificate', privateKey, thumbprintSha256: row.certificateThumbprint },
    });
  }
  const clientSecret = secrets.open(row.clientSecret ?? '', sealContext(key, 'client-secret'));
  return ready({ clientId, tenantId, mode, credential: { kind: 'secret', clientSecret } });
}

/** What a sealed text belongs to, so that one row's secret is of no use in another. */
export function sealContext(key: string, what: 'client-secret' | 'certificate'): string {
  return `application:${key}:${what}`;
}

function ready(credentials: ApplicationCredentials): CredentialsVerdict {
  return { ok: true, credentials };
}

function missing(parts: string[]): CredentialsVerdict {
  return {
    ok: false,
    message: `The Azure application is incomplete: enter its ${parts.join(' and its ')} under Settings → Microsoft 365 → System.`,
  };
}

function keyOf({ privateKey, thumbprintSha256 }: { privateKey: string; thumbprintSha256: string }) {
  return { privateKey, thumbprintSha256 };
}
