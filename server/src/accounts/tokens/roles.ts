/**
 * The application permissions in an app-only token. Tokens are not ours to read and may be opaque, so null means "not known" and nothing is
 * decided by it but a message.
 */
export function grantedRoles(token: string): string[] | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const roles = (payload as { roles?: unknown } | null)?.roles;
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : null;
  } catch {
    return null;
  }
}
