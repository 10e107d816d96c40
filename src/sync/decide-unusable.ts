import type { Decision } from './decision';
import { decision } from './decision';
import { factsOf } from './link';
import type { LocalState, Situation } from './situation';

/**
 * What the entry holds cannot be read, so nobody can say what was changed in it: nothing is written and nothing is agreed. Whatever Microsoft
 * holds is only remembered as unmerged; an item that is the same entry is tied to it, or the entry would be made a second time when it can be read.
 */
export function decideUnusable({ link, remote }: Situation, { code, why }: LocalState & { kind: 'unusable' }): Decision {
  const hold = { code, side: 'microsoft' as const, message: why, fields: [] };
  if (remote.kind !== 'item' || link?.state === 'ended') return decision('entry-unreadable', { hold });
  const { item, masked } = remote;
  const known = link
    ? {
        base: link.base,
        facts: { ...link.facts, ...(item.part ? { address: item.address } : {}), unmerged: link.facts.unmerged ?? ('changes' as const) },
      }
    : { base: item.values, facts: { ...factsOf(item, masked), unmerged: 'all' as const } };
  return decision('entry-unreadable', { link: { kind: 'agree', ...known }, hold });
}
