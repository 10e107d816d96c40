import type { TextKey } from '../text/useText';
import type { ApplicationForm } from './form';

// As the server has them in its shape of an application.
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const domain = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const sharedTenants = ['common', 'organizations', 'consumers'];
const pem = /^-----BEGIN (RSA )?PRIVATE KEY-----/;

/** What would be refused of an application, by the same rules as on the server; the level's name for each field. */
export function applicationProblems(form: ApplicationForm, isOfOrganization: boolean): { field: keyof ApplicationForm; text: TextKey }[] {
  if (!form.isOwn) return [];
  const id = form.clientId?.trim() ?? '';
  const tenant = form.tenantId?.trim() ?? '';
  const secret = form.clientSecret?.trim() ?? '';
  const checks: [keyof ApplicationForm, TextKey, boolean][] = [
    ['clientId', 'client-id.problem', id === '' ? isOfOrganization : !guid.test(id)],
    ['tenantId', 'tenant-id.problem', tenant !== '' && !guid.test(tenant) && !domain.test(tenant) && !sharedTenants.includes(tenant)],
    ['tenantId', 'tenant-id.one-only', form.mode === 'application' && sharedTenants.includes(tenant)],
    ['clientSecret', 'secret.problem', form.secret === 'replace' && secret === ''],
    ['clientSecret', 'secret.is-id', guid.test(secret)],
    ['privateKey', 'certificate.key.problem', form.certificate === 'enter' && !pem.test(form.privateKey?.trim() ?? '')],
    ['thumbprint', 'certificate.thumbprint.problem', form.certificate === 'enter' && !isThumbprint(form.thumbprint ?? '')],
  ];
  return checks.flatMap(([field, text, isWrong]) => (isWrong ? [{ field, text }] : []));
}

const isThumbprint = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text.replace(/[\s:]/g, ''));

/** The form's names for what the server calls otherwise. */
export function applicationFieldOf(path: string): string {
  const [first = '', second] = path.split('.');
  if (first !== 'certificate') return first;
  if (second === 'expiresAt') return 'certificateExpiresAt';
  return second === 'thumbprintSha256' ? 'thumbprint' : 'privateKey';
}
