import type { ApplicationCredentials } from '../../microsoft/credentials';
import { AccountFailure } from '../health/account-failure';
import type { TokenDependencies } from './cached-token';

/** Authorities that stand for many tenants: what is refused there may concern the tenant of one person only. */
const shared = new Set(['common', 'organizations', 'consumers']);
export const isOfManyTenants = ({ tenantId }: ApplicationCredentials): boolean => shared.has(tenantId);

/** The tenant does not exist, the application is not known in it, or was switched off there. */
const everybodys = new Set(['90002', '900021', '900023', '700016', '7000112']);

/** What Microsoft said of the application itself is noted as such, and comes back as a failure that is not the account's. */
export async function ofApplication(
  { application: health }: Pick<TokenDependencies, 'application'>,
  application: ApplicationCredentials,
  failure: AccountFailure,
): Promise<AccountFailure> {
  const { reason, message } = failure;
  if (reason === 'not-connected' || !concernsApplication(failure, application)) return failure;
  await health.refused(application, { reason, message });
  return new AccountFailure(reason, { message, isOfApplication: true });
}

function concernsApplication({ reason, number }: AccountFailure, application: ApplicationCredentials): boolean {
  if (reason === 'throttled' || reason === 'microsoft-unavailable') return false;
  if (reason === 'application-secret-invalid' || reason === 'application-secret-expired') return true;
  // Where nobody signs in, there is nobody else whom a refusal could concern.
  if (application.mode === 'application') return reason !== 'encryption-key-changed';
  return reason === 'application-unknown' && !isOfManyTenants(application) && everybodys.has(number ?? '');
}
