import type { ApplicationPatch } from '../../../src/contracts/index';
import { SecretFailure, type SecretBox } from '../secrets/index';
import { sealContext } from './credentials';
import { problemsOf } from './problems';
import { invalidInput, refusal } from './refusal';
import { applicationPatchShape, applicationProblems } from './shape';
import type { ApplicationRow } from './store';

const empty: ApplicationRow = {
  clientId: null,
  tenantId: null,
  mode: 'delegated',
  clientSecret: null,
  clientSecretSetAt: null,
  clientSecretExpiresAt: null,
  certificateKey: null,
  certificateThumbprint: null,
  certificateExpiresAt: null,
};

/** The row after a patch; secrets come out sealed. Throws 'invalid-input' and 'encryption-key-missing'. */
export function patchedRow(options: {
  row: ApplicationRow | null;
  key: string;
  patch: ApplicationPatch;
  secrets: SecretBox;
  now: number;
}): ApplicationRow {
  const parsed = applicationPatchShape.safeParse(options.patch);
  if (!parsed.success) throw invalidInput(problemsOf(parsed.error.issues));
  const patch = parsed.data;
  const before = options.row ?? empty;
  const after: ApplicationRow = {
    ...before,
    clientId: patch.clientId === undefined ? before.clientId : patch.clientId,
    tenantId: patch.tenantId === undefined ? before.tenantId : patch.tenantId,
    mode: patch.mode ?? before.mode,
  };
  const problems = applicationProblems(after);
  if (problems.length > 0) throw invalidInput(problems);

  if (patch.clientSecret !== undefined) {
    after.clientSecret =
      patch.clientSecret === null ? null : seal(options.secrets, patch.clientSecret, sealContext(options.key, 'client-secret'));
    after.clientSecretSetAt = patch.clientSecret === null ? null : options.now;
    after.clientSecretExpiresAt = null; // it was the former secret's
  }
  if (patch.clientSecretExpiresAt !== undefined) after.clientSecretExpiresAt = milliseconds(patch.clientSecretExpiresAt);
  if (patch.certificate !== undefined) {
    const { certificate } = patch;
    after.certificateKey =
      certificate === null ? null : seal(options.secrets, certificate.privateKey, sealContext(options.key, 'certificate'));
    after.certificateThumbprint = certificate?.thumbprintSha256 ?? null;
    after.certificateExpiresAt = milliseconds(certificate?.expiresAt ?? null);
  }
  return after;
}

function seal(secrets: SecretBox, text: string, context: string): string {
  try {
    return secrets.seal(text, context);
  } catch (error) {
    if (error instanceof SecretFailure) throw refusal(error.code, error.message);
    throw error;
  }
}

function milliseconds(date: string | null): number | null {
  return date === null ? null : Date.parse(date);
}
