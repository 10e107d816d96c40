import type { Scope } from '../../../src/contracts';
import { PLUGIN_ID } from '../pluginId';

/** Whose account a request is about: somebody's, or the caller's own. */
export interface Whose {
  user?: string;
}

export const path = (below: string) => `/${PLUGIN_ID}/${below}`;
export const whosePath = ({ user }: Whose) => (user === undefined ? 'me' : `users/${encodeURIComponent(user)}`);

/** A level of the settings, by the way on which it is reached: one's own needs no permission for those of others. */
export type Place = Scope | { level: 'user'; isOwn: true };

const places = { organization: 'organizations', user: 'users' } as const;
const below = (place: Exclude<Place, { level: 'system' }>): string =>
  'isOwn' in place ? 'me' : `${places[place.level]}/${encodeURIComponent(place.id)}`;

export const settingsPath = (place: Place) => path(place.level === 'system' ? 'settings/system' : `${below(place)}/settings`);
export const applicationPath = (place: Place) => path(place.level === 'system' ? 'application' : `${below(place)}/application`);

/** What is empty is left out, and everything else encoded, which Strapi's own client would not do. */
export function listPath(list: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return path(text === '' ? list : `${list}?${text}`);
}
