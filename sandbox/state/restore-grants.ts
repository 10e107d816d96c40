import type { Directory } from '../sign-in/directory.js';
import { Grants } from '../sign-in/grants.js';
import type { SavedState } from './saved.js';

/** Sign-ins and consents of before, but not of people who are gone. */
export function restoreGrants(saved: SavedState | undefined, directory: Directory): Grants {
  const grants = new Grants();
  for (const [token, issued] of saved?.refreshTokens ?? [])
    if (directory.findPerson(issued.personId)) grants.refreshTokens.set(token, issued);
  for (const [who, scopes] of saved?.consents ?? []) grants.consents.set(who, new Set(scopes));
  return grants;
}
