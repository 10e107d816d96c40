import type { Scope } from '../../../src/contracts';
import { PLUGIN_ID } from '../pluginId';

/** Whose account a request is about: somebody's, or the caller's own. */
export interface Whose {
  user?: string;
}

export const path = (below: string) => `/${PLUGIN_ID}/${below}`;
export const whosePath = ({ user }: Whose) => (user === undefined ? 'me' : `users/${encodeURIComponent(user)}`);

const places = { organization: 'organizations', user: 'users' } as const;

export const settingsPath = (scope: Scope) =>
  path(scope.level === 'system' ? 'settings/system' : `${places[scope.level]}/${encodeURIComponent(scope.id)}/settings`);
export const applicationPath = (scope: Scope) =>
  path(scope.level === 'system' ? 'application' : `${places[scope.level]}/${encodeURIComponent(scope.id)}/application`);

/** What is empty is left out, and everything else encoded, which Strapi's own client would not do. */
export function listPath(list: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return path(text === '' ? list : `${list}?${text}`);
}
