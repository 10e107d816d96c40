import type { AccountReason } from './states';

/** The Azure application of the system, or of one organization that brings its own. Secrets go in and never come out. */
export interface ApplicationPatch {
  clientId?: string | null;
  tenantId?: string | null;
  mode?: 'delegated' | 'application';
  clientSecret?: string | null;
  clientSecretExpiresAt?: string | null;
  certificate?: { privateKey: string; thumbprintSha256: string; expiresAt?: string } | null;
}
export interface ApplicationReading {
  clientId: string | null;
  tenantId: string | null;
  mode: 'delegated' | 'application';
  clientSecret: { isSet: boolean; setAt?: string; expiresAt?: string };
  certificate: { isSet: boolean; thumbprintSha256?: string; expiresAt?: string };
  redirectUri: string;
  source: 'configuration' | 'system' | 'organization'; // 'configuration': from config/plugins, read-only on the page
  problem?: { reason: AccountReason; since: string | null }; // Microsoft refuses it, or its secret cannot be opened: none of its accounts is synchronized until that is mended
}
export interface ApplicationService {
  read(of?: { organization: string }): Promise<ApplicationReading>;
  write(patch: ApplicationPatch, of?: { organization: string }): Promise<void>;
  check(of?: { organization: string }): Promise<ApplicationVerdict[]>; // asks Microsoft; never throws
}

/** What *Check Connection* says of an Azure application alone, a step each, whether or not somebody is connected. */
export interface ApplicationVerdict {
  step:
    | 'application' // it is entered here as a whole
    | 'service' // Microsoft's sign-in service is reached, and knows the tenant
    | 'credential' // the secret or certificate is accepted
    | 'expiry' // and for how long
    | 'redirect-uri' // sign-ins may lead back to this Strapi
    | 'consent' // everything that is switched on is permitted
    | 'resources' // what is switched on exists in this Microsoft cloud
    | 'notifications'; // Microsoft reaches this Strapi from outside, where it tells of changes
  ok: boolean | null; // null: not needed here, or not known
  code?: string; // 'not-known', 'not-in-token', 'not-looked-at', or what is wrong
  message: string; // what is so, and what to do
  link?: string; // where an administrator of the tenant consents for everybody
}
