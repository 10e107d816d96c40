import type { StoredLink } from '../../storage/port';
import type { RunContext } from '../context';

/**
 * What an own write of its item has taken away is to be written again: that it is not there is known, and is nobody's deletion, whatever the list of
 * changes says of it afterwards.
 */
export const hasNoPlace = ({ occurrence, facts: { address } }: StoredLink): boolean => occurrence !== 'date' && (address ?? null) === null;

/** Reading their items has told of some that an own write took them away. */
export async function withoutThoseToWrite(run: RunContext, gone: readonly StoredLink[]): Promise<readonly StoredLink[]> {
  const parts = gone.flatMap(({ part, microsoftId }) => (part && microsoftId) || []);
  if (parts.length === 0) return gone;
  const now = await run.store.linksByMicrosoftId(run.target, parts);
  const hasLostItsPlace = (link: StoredLink): boolean => {
    const known = now.get(link.microsoftId ?? '');
    return known !== undefined && !hasNoPlace(link) && hasNoPlace(known);
  };
  return gone.filter((link) => !hasLostItsPlace(link));
}
