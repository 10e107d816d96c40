import { isLoopback } from '../microsoft/cloud';

/** Says what is wrong with the address of a custom cloud, or null. Such an address receives secrets, hence no plain http beyond this machine. */
export function problemOfRoot(value: unknown, example: string): string | null {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return `must be an address such as '${example}'`;
  if (url.protocol === 'http:' && !isLoopback(url)) return 'must be https (plain http is accepted only on a loopback address)';
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password';
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return `must be a root such as '${example}': the tenant comes from the application, and /v1.0 is added by the plugin`;
  }
  return null;
}

/** Says what is wrong with an address under which browsers and Microsoft reach this Strapi, or null. */
export function problemOfPublicUrl(value: unknown): string | null {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return "must be an absolute address such as 'https://crm.example.com'";
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    return 'must not contain a query, a fragment, a user name or a password';
  }
  return null;
}

/** Says what is wrong with the root under which Microsoft reaches this Strapi, or null. */
export function problemOfNoticeUrl(value: unknown): string | null {
  const problem = problemOfPublicUrl(value);
  if (problem !== null) return problem;
  const url = new URL(String(value));
  return url.protocol === 'http:' && !isLoopback(url) ? 'must be https (plain http is accepted only on a loopback address)' : null;
}

/** Says what is wrong with the origin of a front end, or null. Sign-ins are handed to it, hence no pattern, and no plain http beyond this machine. */
export function problemOfOrigin(value: unknown): string | null {
  const url = typeof value === 'string' && !value.includes('*') && URL.canParse(value) ? new URL(value) : null;
  if (url === null || `${url.protocol}//${url.host}` !== value || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return "must be an exact origin such as 'https://app.example.com': in small letters, without a path or a slash at its end";
  return url.protocol === 'http:' && !isLoopback(url) ? 'must be https (plain http is accepted only on a loopback address)' : null;
}
