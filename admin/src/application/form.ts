import type { ApplicationPatch, ApplicationReading, Level } from '../../../src/contracts';

export interface ApplicationForm {
  isOwn: boolean; // false: an organization that uses the system's application
  clientId: string | null;
  tenantId: string | null;
  mode: ApplicationReading['mode'];
  secret: 'none' | 'keep' | 'replace' | 'remove'; // none: there is none yet
  clientSecret: string | null;
  clientSecretExpiresAt: string | null; // a day: 2027-01-31
  certificate: 'none' | 'keep' | 'enter' | 'remove';
  privateKey: string | null;
  thumbprint: string | null;
  certificateExpiresAt: string | null; // a day
}

/** An organization that begins an application of its own begins with nothing. */
export const emptyApplication: ApplicationForm = {
  isOwn: false,
  clientId: null,
  tenantId: null,
  mode: 'delegated',
  secret: 'none',
  clientSecret: null,
  clientSecretExpiresAt: null,
  certificate: 'none',
  privateKey: null,
  thumbprint: null,
  certificateExpiresAt: null,
};

/** An organization reads the system's application as long as it has none of its own: nothing to edit here; a user has none at all. */
export function applicationFormOf(level: Level, reading: ApplicationReading | null): ApplicationForm {
  if (reading === null || (level === 'organization' && reading.source !== 'organization')) return emptyApplication;
  return {
    ...emptyApplication,
    isOwn: true,
    clientId: reading.clientId,
    tenantId: reading.tenantId,
    mode: reading.mode,
    secret: reading.clientSecret.isSet ? 'keep' : 'none',
    clientSecretExpiresAt: reading.clientSecret.expiresAt?.slice(0, 10) ?? null,
    certificate: reading.certificate.isSet ? 'keep' : 'none',
  };
}

export type ApplicationChange = { kind: 'patch'; patch: ApplicationPatch } | { kind: 'give-back' };

/** Only what differs; `null`: nothing. */
export function applicationChange(before: ApplicationForm, after: ApplicationForm): ApplicationChange | null {
  if (!after.isOwn) return before.isOwn ? { kind: 'give-back' } : null;
  const patch: ApplicationPatch = {
    ...(after.clientId === before.clientId ? {} : { clientId: trimmed(after.clientId) }),
    ...(after.tenantId === before.tenantId ? {} : { tenantId: trimmed(after.tenantId) }),
    ...(after.mode === before.mode ? {} : { mode: after.mode }),
    ...secretPatch(before, after),
    ...certificatePatch(after),
  };
  return Object.keys(patch).length > 0 ? { kind: 'patch', patch } : null;
}

function secretPatch(before: ApplicationForm, after: ApplicationForm): ApplicationPatch {
  if (after.secret === 'remove') return { clientSecret: null, clientSecretExpiresAt: null };
  const clientSecret = trimmed(after.clientSecret);
  const expiry = { clientSecretExpiresAt: instant(after.clientSecretExpiresAt) };
  // A new secret drops the day on which the former one expires, so its own goes along even if it is the same day.
  if (clientSecret) return { clientSecret, ...expiry };
  return after.clientSecretExpiresAt === before.clientSecretExpiresAt ? {} : expiry;
}

function certificatePatch({ certificate, privateKey, thumbprint, certificateExpiresAt }: ApplicationForm): ApplicationPatch {
  if (certificate === 'remove') return { certificate: null };
  if (certificate !== 'enter') return {};
  const expiresAt = instant(certificateExpiresAt);
  return {
    certificate: { privateKey: privateKey?.trim() ?? '', thumbprintSha256: thumbprint?.trim() ?? '', ...(expiresAt ? { expiresAt } : {}) },
  };
}

const trimmed = (text: string | null) => text?.trim() || null;
const instant = (day: string | null) => (day === null ? null : `${day}T00:00:00.000Z`);
